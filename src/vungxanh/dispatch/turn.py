"""One turn of a sender, in one transaction: what was heard is stored, what goes next is stamped.

Only when it is committed do those parts go on the wire and are those receipts acknowledged. So at any moment no more
parts than the window are stamped without a stored answer: that bounds what a kill can leave in doubt.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.db import transaction

from vungxanh.dispatch import lease
from vungxanh.dispatch.approved import Approved
from vungxanh.dispatch.outbox import Counter
from vungxanh.dispatch.record import Noticed, Said, Stored, match_strays, record_answers, record_receipts
from vungxanh.dispatch.share import Share
from vungxanh.dispatch.sql import row
from vungxanh.dispatch.stamp import Stamper, Stamping

_MATCH, _MATCH_SELDOM = 0.3, 30.0  # seconds between two looks for the parts of stray receipts


@dataclass(slots=True)
class Heard:
    """What came in since the last turn. `done`: bundles of which nothing is under way any more."""

    answers: list[Said] = field(default_factory=list)
    receipts: list[Noticed] = field(default_factory=list)
    done: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.answers or self.receipts or self.done)

    def singly(self) -> "Iterator[Heard]":
        """Each answer and each receipt by itself."""
        yield from (Heard(answers=[said]) for said in self.answers)
        yield from (Heard(receipts=[noticed]) for noticed in self.receipts)


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of it: parts to send now (by channel), and how many receipts were new."""

    stampings: tuple[Stamping, ...] = ()
    new_receipts: int = 0


class Turns:
    """What a sender keeps from turn to turn in its database thread: what was proven and the balance between lines."""

    def __init__(self) -> None:
        self._approved = Approved()
        self._shares: dict[str, Share] = {}
        self._strays = 1  # there may be some from before
        self._matched, self._patience = 0.0, _MATCH

    def take(self, sender: int, heard: Heard, counters: Sequence[Counter], at: datetime, due: datetime) -> Turn:
        """`at` is stored and compared with expiry; what is to be tried again is taken when it is before `due`."""
        with transaction.atomic():
            record_answers(heard.answers, at)
            stored = record_receipts(heard.receipts, at) if heard.receipts else Stored()
            if stored.strays:
                self._strays, self._patience = stored.strays, _MATCH
            new = stored.new + (self._match_strays(at) if self._strays else 0)
            stampings = tuple(
                Stamper(counter, self._shares.setdefault(counter.channel, Share()), self._approved, at, due).stamp()
                for counter in counters
            )
            still = {part.bundle for stamping in stampings for part in stamping.parts}
            if done := [bundle for bundle in heard.done if bundle not in still]:
                lease.give_back(sender, done)
        return Turn(stampings, new)

    def _match_strays(self, at: datetime) -> int:
        """Now and then: a receipt may have overtaken its answer. What stays a stray is looked at less and less."""
        if monotonic() - self._matched < self._patience:
            return 0
        self._matched = monotonic()
        stored = match_strays(at)
        self._strays = stored.strays
        self._patience = _MATCH if stored.new else min(2 * self._patience, _MATCH_SELDOM)
        return stored.new


_NEXT_RETRY = """
select min(attempt.retry_at) from dispatch_attempt attempt
join dispatch_dispatch dispatch on dispatch.id = attempt.dispatch_id
where attempt.answer = 'later' and dispatch.channel = any(%(channels)s) and dispatch.expires_at > %(at)s
  and dispatch.paused_at is null and dispatch.stopped_at is null and not dispatch.id = any(%(refused)s)
"""


def next_retry(channels: Sequence[str], at: datetime, refused: Collection[int]) -> datetime | None:
    """When the next part is to be tried again, None when none is. Nothing of `refused` is: they are held."""
    found = row(_NEXT_RETRY, channels=list(channels), at=at, refused=list(refused))
    return found[0] if found else None
