"""How well a line (one operator account) is: a fold over what happened to it, second by second.

No single error moves it: trouble is at least 5 parts of a minute, and a tenth of them, unanswered or answered with a
system error. Being told to slow down, or that a number does not exist, says nothing against the line.
"""

import math
from collections import Counter, deque
from dataclasses import dataclass, replace
from enum import StrEnum

MINUTE = 60  # seconds that are looked at, between two falls, and of good traffic before a rise
FEWEST_BAD, ONE_IN = 5, 10  # trouble: so many parts, and so large a share of them
FALL, RISE = 25, 10
BEST, AFTER_LOSS, DOWN = 100, 50, 0
WORST_CONNECTED = 5  # a line that carried nothing could never show that it is well again


class Event(StrEnum):
    """What can happen to a line: to a part of it, or to one of its connections."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SYSTEM_ERROR = "system-error"
    TIMED_OUT = "timed-out"
    THROTTLED = "throttled"
    BOUND = "bound"
    LOST = "lost"
    BIND_REFUSED = "bind-refused"


class Reason(StrEnum):
    """Why the health is what it is; `health_words` says it to people."""

    WELL = "well"
    NOT_CONNECTED = "not-connected"
    LOST = "lost"
    BIND_REFUSED = "bind-refused"
    UNANSWERED = "unanswered"
    SYSTEM_ERRORS = "system-errors"
    RECOVERING = "recovering"
    THROTTLED = "throttled"


@dataclass(frozen=True, slots=True)
class Health:
    """`score`: 0 (down) to 100. `parts` of the last minute's `of` parts are the reason, where it has numbers."""

    score: int
    reason: Reason
    parts: int = 0
    of: int = 0

    @property
    def code(self) -> str:
        """The reason as it is stored: "well", "unanswered:5:40"."""
        return f"{self.reason}:{self.parts}:{self.of}" if self.of else str(self.reason)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered from second to second. The score last changed at `since`, last fell at `fell`."""

    score: int
    binds: int
    down: Reason
    since: float = -math.inf
    fell: float = -math.inf


Heard = Counter[Event]


class LineHealth:
    """Remembers one minute. Moments are monotonic seconds; within a second the order of events does not matter."""

    def __init__(self, since: float) -> None:
        self._second = math.floor(since)
        self._standing = Standing(DOWN, 0, Reason.NOT_CONNECTED)
        self._earlier: deque[Heard] = deque([Heard() for _ in range(MINUTE - 1)])
        self._open, self._minute = Heard(), Heard()

    def heard(self, event: Event, at: float, times: int = 1) -> None:
        """It happened: BOUND and LOST once for each connection, the others once for each part or try."""
        self._advance(math.floor(at))
        self._open[event] += times
        self._minute[event] += times

    def health(self, now: float) -> Health:
        """The health now. Asking more often does not change it."""
        self._advance(math.floor(now))
        standing = judge(self._standing, self._second, self._open, self._minute)
        return Health(standing.score, *_reason(standing, self._minute))

    def _advance(self, second: int) -> None:
        for _ in range(min(second - self._second, MINUTE + 1)):  # after a minute of silence nothing more can change
            self._standing = judge(self._standing, self._second, self._open, self._minute)
            self._earlier.append(self._open)
            self._minute.subtract(self._earlier.popleft())
            self._open = Heard()
            self._second += 1
        self._second = max(self._second, second)


def judge(was: Standing, at: float, heard: Heard, minute: Heard) -> Standing:
    """The standing after the second `at`: `heard` happened in it, `minute` in the 60 seconds that end with it."""
    binds = max(0, was.binds + heard[Event.BOUND] - heard[Event.LOST])
    if not binds:
        return replace(was, score=DOWN, binds=0, down=_why_down(was, heard))
    if was.binds <= heard[Event.LOST]:  # no connection lasted through this second
        fresh = was.down is Reason.NOT_CONNECTED and not heard[Event.LOST]
        return Standing(BEST if fresh else AFTER_LOSS, binds, Reason.LOST, since=at, fell=-math.inf if fresh else at)
    now = replace(was, binds=binds)
    if _in_trouble(minute):
        due = at - was.fell >= MINUTE
        return replace(now, score=max(WORST_CONNECTED, was.score - FALL), since=at, fell=at) if due else now
    if was.score < BEST and at - was.since >= MINUTE and _good(minute):
        return replace(now, score=min(BEST, was.score + RISE), since=at)
    return now


def _why_down(was: Standing, heard: Heard) -> Reason:
    if heard[Event.BIND_REFUSED]:
        return Reason.BIND_REFUSED
    return Reason.LOST if heard[Event.LOST] else was.down


def _good(minute: Heard) -> int:
    return minute[Event.ACCEPTED] + minute[Event.REJECTED]


def _bad(minute: Heard) -> int:
    return minute[Event.SYSTEM_ERROR] + minute[Event.TIMED_OUT]


def _in_trouble(minute: Heard) -> bool:
    bad = _bad(minute)
    return bad >= FEWEST_BAD and bad * ONE_IN >= bad + _good(minute)


def _reason(standing: Standing, minute: Heard) -> tuple[Reason, int, int]:
    silent, errors = minute[Event.TIMED_OUT], minute[Event.SYSTEM_ERROR]
    traffic = _bad(minute) + _good(minute)
    if not standing.binds:
        return standing.down, 0, 0
    if _in_trouble(minute):
        return (Reason.UNANSWERED, silent, traffic) if silent >= errors else (Reason.SYSTEM_ERRORS, errors, traffic)
    if standing.score < BEST:
        return Reason.RECOVERING, 0, 0
    return (Reason.THROTTLED if minute[Event.THROTTLED] else Reason.WELL), 0, 0
