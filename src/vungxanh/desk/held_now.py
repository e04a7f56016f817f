"""Which dispatches of a list are held, and why, in a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from vungxanh.dispatch.held import Held, no_way, ways_now
from vungxanh.dispatch.models import Dispatch
from vungxanh.messages.lock import SEALED, fingerprint
from vungxanh.messages.models import Variant


def held_among(dispatches: Sequence[Dispatch], at: datetime) -> dict[int, Held]:
    """By dispatch, of those that wait and whose hour has come: the same order of reasons as in dispatch.held."""
    if not dispatches:
        return {}
    ways = ways_now(at)
    texts = defaultdict(list)
    of_them = Variant.objects.filter(message__in={one.message_id for one in dispatches})
    for message, *text in of_them.order_by("language", "form").values_list("message", *SEALED):
        texts[message].append(text)
    found = {
        one.pk: no_way(one, ways)
        if fingerprint(one.message, texts[one.message_id]) == one.sha256
        else Held.CHANGED_TEXT
        for one in dispatches
    }
    return {pk: held for pk, held in found.items() if held is not None}
