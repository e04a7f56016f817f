"""What became of a part: computed from its answer and its receipts, in whatever order they came. Never stored.

The counts of a whole dispatch come from tallies that the database keeps in the statement that changes a part
(migrations/0002_tally.py, the same rule in SQL); what is over, expired or stopped follows from them and the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import connection

from vungxanh.dispatch.models import Answer, Receipt


class State(StrEnum):
    """Worst first: a recipient is as well off as the worst of its parts."""

    REJECTED = "rejected"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    LATER = "later"
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
    "": State.SENDING,
    Answer.ACCEPTED: State.ACCEPTED,
    Answer.REJECTED: State.REJECTED,
    Answer.LATER: State.LATER,
    Answer.UNKNOWN: State.UNKNOWN,
    Answer.WITHDRAWN: State.WITHDRAWN,
}


def state_of(answer: str | None, receipts: Iterable[str] = ()) -> State:
    """The state of a part from its answer (None: not stamped yet) and the receipts of its current repeat."""
    said = set(receipts)
    for receipt, state in _RECEIPTS:
        if receipt in said:
            return state
    return State.WAITING if answer is None else _ANSWERS[answer]


def worst(parts: Iterable[State]) -> State:
    """The state of a recipient from those of its parts. A recipient without parts is waiting."""
    order = list(State)
    return min(parts, key=order.index, default=State.WAITING)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one dispatch: recipients, parts, and parts by state. `waiting` includes what is to be tried again (`later`);
    `stopped` is what waited when somebody stopped it. `repeated` counts parts that were sent again, whatever became
    of them."""

    recipients: int = 0
    parts: int = 0
    waiting: int = 0
    later: int = 0
    sending: int = 0
    unknown: int = 0
    accepted: int = 0
    rejected: int = 0
    delivered: int = 0
    undelivered: int = 0
    expired: int = 0
    stopped: int = 0
    withdrawn: int = 0
    repeated: int = 0

    @property
    def in_doubt(self) -> int:
        """Parts that left and are not answered: under way now, or unknown."""
        return self.sending + self.unknown

    @property
    def open(self) -> int:
        """Parts that may still move without a receipt: none means that the sending is over."""
        return self.waiting + self.sending


_TALLIES = """
select dispatch.id, tally.state, sum(tally.parts)::bigint,
  dispatch.expires_at <= %(at)s as expired, dispatch.stopped_at is not null as stopped,
  (select coalesce(sum(recipients), 0) from dispatch_bundle where dispatch_id = dispatch.id)
from dispatch_dispatch dispatch left join dispatch_tally tally on tally.dispatch_id = dispatch.id
where dispatch.id = any(%(dispatches)s)
group by dispatch.id, tally.state
"""


def counts(dispatch_ids: Iterable[int], at: datetime) -> dict[int, Counts]:
    """The counts of each dispatch as of `at`, in one query whose cost does not grow with the parts."""
    wanted = list(dispatch_ids)
    found = dict.fromkeys(wanted, Counts())
    over: dict[int, tuple[bool, bool]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, {"dispatches": wanted, "at": at})
        for pk, state, parts, expired, stopped, recipients in cursor.fetchall():
            over[pk] = (expired, stopped)
            so_far = replace(found[pk], recipients=int(recipients))
            found[pk] = replace(so_far, **{state: parts}) if state else so_far
    return {pk: _told(found[pk], *over.get(pk, (False, False))) for pk in wanted}


def _told(tally: Counts, expired: bool, stopped: bool) -> Counts:
    """What waits is expired once its time is over, and stopped once somebody stopped it."""
    idle = tally.waiting + tally.later
    states = ("sending", "unknown", "accepted", "rejected", "delivered", "undelivered", "expired", "withdrawn")
    parts = idle + sum(getattr(tally, state) for state in states)
    whole = replace(tally, parts=parts, waiting=idle)
    if stopped:
        return replace(whole, waiting=0, later=0, stopped=idle)
    if expired:
        return replace(whole, waiting=0, later=0, expired=tally.expired + idle)
    return whole
