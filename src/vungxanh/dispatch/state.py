"""What became of a part: computed from its answer and its receipts, in whatever order they came. Never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from vungxanh.dispatch.models import Answer, Receipt


class State(StrEnum):
    """Worst first: a recipient is as well off as the worst of its parts."""

    REJECTED = "rejected"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"


# When receipts contradict each other: a phone that has the part has it, whatever else was said.
_RECEIPTS = (
    (Receipt.State.DELIVERED, State.DELIVERED),
    (Receipt.State.UNDELIVERED, State.UNDELIVERED),
    (Receipt.State.REJECTED, State.REJECTED),
    (Receipt.State.EXPIRED, State.EXPIRED),
)
_ANSWERS = {
    Answer.ACCEPTED: State.ACCEPTED,
    Answer.REJECTED: State.REJECTED,
    Answer.EXPIRED: State.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one dispatch: its recipients, its parts, and its parts by state. `unknown` includes what is under way now;
    `repeated` counts the parts that were sent again after a doubt, whatever became of them."""

    recipients: int = 0
    parts: int = 0
    waiting: int = 0
    unknown: int = 0
    accepted: int = 0
    rejected: int = 0
    delivered: int = 0
    undelivered: int = 0
    expired: int = 0
    repeated: int = 0


def state_of(answer: str, *, attempted: bool, receipts: Iterable[str] = (), held: bool = False) -> State:
    """The state of a part. `held`: a live sender has it now. A receipt proves more than an answer, or none."""
    said = set(receipts)
    for receipt, state in _RECEIPTS:
        if receipt in said:
            return state
    if answer:
        return _ANSWERS[Answer(answer)]
    if not attempted:
        return State.WAITING
    return State.SENDING if held else State.UNKNOWN


def worst(parts: Iterable[State]) -> State:
    """The state of a recipient from those of its parts. A recipient without parts is waiting."""
    order = list(State)
    return min(parts, key=order.index, default=State.WAITING)


_COUNTS = """
with part as (
  select attempt.dispatch_id, attempt.recipient_id, attempt.repeats,
    case
      when said.states @> array['delivered'] then 'delivered'
      when said.states @> array['undelivered'] then 'undelivered'
      when said.states @> array['rejected'] then 'rejected'
      when said.states @> array['expired'] then 'expired'
      when attempt.answer <> '' then attempt.answer
      when attempt.attempted_at is null then 'waiting'
      else 'unknown'
    end as state
  from dispatch_attempt attempt
  left join (
    select receipt.attempt_id, array_agg(receipt.state::text) as states
    from dispatch_receipt receipt join dispatch_attempt of on of.id = receipt.attempt_id
    where of.dispatch_id = any(%(dispatches)s)
    group by receipt.attempt_id
  ) said on said.attempt_id = attempt.id
  where attempt.dispatch_id = any(%(dispatches)s)
)
select dispatch_id, count(distinct recipient_id), count(*),
  count(*) filter (where state = 'waiting'), count(*) filter (where state = 'unknown'),
  count(*) filter (where state = 'accepted'), count(*) filter (where state = 'rejected'),
  count(*) filter (where state = 'delivered'), count(*) filter (where state = 'undelivered'),
  count(*) filter (where state = 'expired'), count(*) filter (where repeats > 0)
from part group by dispatch_id
"""


def counts(dispatch_ids: Iterable[int]) -> dict[int, Counts]:
    """The counts of each dispatch, in one query. A dispatch without recipients has zeros."""
    wanted = list(dispatch_ids)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"dispatches": wanted})
        found = {row[0]: Counts(*row[1:]) for row in cursor.fetchall()}
    return {pk: found.get(pk, Counts()) for pk in wanted}
