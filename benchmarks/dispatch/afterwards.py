"""What a send has come to, both ends compared: the operator's journal and our rows, the tallies and a recount."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from vungxanh.dispatch.fan_out import cut_of
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.numbers import reference_of
from vungxanh.dispatch.sql import rows
from vungxanh.dispatch.state import counts

_OURS = """
select subscriber.address, part, attempt.answer, attempt.repeats
from dispatch_recipient recipient
join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
join unnest(%(variants)s::bigint[], %(parts)s::int[]) as cut (variant_id, parts) using (variant_id)
cross join generate_series(1, cut.parts) part
left join dispatch_attempt attempt on attempt.id = recipient.id << 8 | part
where recipient.dispatch_id = %(dispatch)s
"""
_RECOUNT = """
select dispatch_state(answer, said), count(*), sum((repeats > 0)::int)
from dispatch_attempt attempt cross join lateral (
  select array(select state::text from dispatch_receipt
    where attempt_id = attempt.id and (repeat = attempt.repeats or state = 'delivered')) as said) receipts
where attempt.dispatch_id = %(dispatch)s group by 1
"""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Parts. `lost`: never came to the operator, and we do not say that they are in doubt. `twice`: how many times too
    often parts came; `silently_twice`: parts that came more than once and are not counted as repeated.
    `miscounted`: the states whose tally differs from a recount, with both numbers.
    """

    parts: int
    lost: int
    unknown: int
    delivered: int
    twice: int
    silently_twice: int
    repeated: int
    miscounted: dict[str, tuple[int, int]]


def look(sent: Dispatch, came: Counter[tuple[str, int]], at: datetime) -> Afterwards:
    """`came`: how often the operator accepted each (address, reference)."""
    cut = cut_of(sent)
    found = rows(_OURS, dispatch=sent.pk, variants=list(cut.variants), parts=list(cut.parts))
    ours = {(address, reference_of(sent.pk, part)): told for address, part, *told in found}
    told = counts([sent.pk], at)[sent.pk]
    return Afterwards(
        parts=len(ours),
        lost=sum(1 for part, (answer, _) in ours.items() if part not in came and answer != "unknown"),
        unknown=told.unknown,
        delivered=told.delivered,
        twice=sum(came.values()) - len(came),
        silently_twice=sum(1 for part, times in came.items() if times > 1 and not ours[part][1]),
        repeated=told.repeated,
        miscounted=_miscounted(sent, asdict(told), len(ours)),
    )


def _miscounted(sent: Dispatch, told: dict[str, int], parts: int) -> dict[str, tuple[int, int]]:
    found: Counter[str] = Counter()
    for state, number, repeated in rows(_RECOUNT, dispatch=sent.pk):
        found[state] = number
        found["repeated"] += repeated
        found["stamped"] += number
    found["waiting"] = parts - found.pop("stamped", 0) + found["later"]
    return {state: (told[state], found[state]) for state in told.keys() & _STATES if told[state] != found[state]}


_STATES = {
    "waiting", "later", "sending", "unknown", "accepted", "rejected", "delivered", "undelivered", "expired",
    "withdrawn", "repeated",
}  # fmt: skip
