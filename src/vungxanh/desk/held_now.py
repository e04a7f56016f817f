"""Which dispatches of a list are held, and why, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects

from vungxanh.dispatch.held import Held, no_way, ways_now, what_changed
from vungxanh.dispatch.models import Dispatch
from vungxanh.messages.lock import sealed_rows


def held_among(dispatches: Sequence[Dispatch], at: datetime) -> dict[int, Held]:
    """By dispatch, of those that wait and whose hour has come: the same order of reasons as in dispatch.held."""
    if not dispatches:
        return {}
    ways = ways_now(at)
    rows = sealed_rows({one.message_id for one in dispatches})
    prefetch_related_objects([one.message for one in dispatches], "renditions")
    found = {one.pk: what_changed(one, rows[one.message_id]) or no_way(one, ways) for one in dispatches}
    return {pk: held for pk, held in found.items() if held is not None}
