"""Lets anybody who holds a signed address stop being told at once, without a login and as often as they like.

The address carries the subscriber's number and nothing else, and never expires. It is as good as the site's secret
key: a site whose key changes at every start sends addresses that stop working, so VUNGXANH_SECRET_KEY must be set.
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from .models import Subscriber

_SIGNER = "vungxanh.subscribers.unsubscribe"


def address_for(subscriber_pk: int) -> str:
    """The signed part of the web address by which this subscriber leaves. Safe in a URL path."""
    return Signer(salt=_SIGNER).sign(str(subscriber_pk))


def unsubscribe(token: str, at: datetime) -> bool:
    """Stop telling this address from `at` on. False only when the token is not one of ours.

    True as well when it was withdrawn before, or is no longer kept at all: nothing more will be sent there.
    """
    try:
        pk = int(Signer(salt=_SIGNER).unsign(token))
    except (BadSignature, ValueError):
        return False
    told = Q(until__isnull=True) | Q(until__gt=at)
    Subscriber.objects.filter(told, pk=pk).update(until=at)
    return True
