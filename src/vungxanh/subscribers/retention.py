"""Forgets what need not be kept: addresses that ended long ago, and the rows of lists that were not taken in.

The proof of what was sent stays, without the address. Whoever is forgotten can be taken in again by a list, because
nothing is left that says they withdrew: so the keeping is long, and older consents should not be imported.
"""

from datetime import datetime, timedelta

from .models import RejectedRow, Subscriber

KEEP = timedelta(days=730)
KEEP_REJECTED = timedelta(days=30)


def forget(at: datetime, keep: timedelta = KEEP) -> int:
    """Delete addresses that ended before `at - keep`, and rejected rows older than 30 days. Returns the addresses."""
    RejectedRow.objects.filter(list_import__at__lt=at - KEEP_REJECTED).delete()
    forgotten, _by_model = Subscriber.objects.filter(until__lt=at - keep).delete()
    return forgotten
