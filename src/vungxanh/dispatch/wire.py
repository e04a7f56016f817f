"""One account kept open: its connections, its pace and its health. A lost connection comes back by itself."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic

from vungxanh.channels.links import link_for
from vungxanh.channels.port import (
    NOT_SENT,
    Account,
    Answered,
    Link,
    LinkUnavailable,
    Outcome,
    ReceiptNotice,
    Submission,
)
from vungxanh.channels.retry import wait_after
from vungxanh.dispatch.ear import Ear
from vungxanh.dispatch.health import Event, LineHealth
from vungxanh.dispatch.lines import Finding
from vungxanh.dispatch.outbox import Room
from vungxanh.dispatch.pace import Pace
from vungxanh.dispatch.stamp import Stamped

log = logging.getLogger(__name__)
_FIRST_BACK_OFF, _LONGEST_BACK_OFF = 0.2, 30.0
_FOR_OTHER_LANES = 5  # bulk leaves one part in so many of the window to the urgent and normal lanes

_EVENTS = {
    Outcome.ACCEPTED: Event.ACCEPTED,
    Outcome.REJECTED: Event.REJECTED,
    Outcome.THROTTLED: Event.THROTTLED,
    Outcome.LATER: Event.SYSTEM_ERROR,
    Outcome.UNKNOWN: Event.TIMED_OUT,
}


class Wire:
    """`row`: the account's line in the database. `fruitless`: connections in a row that got nothing through; `problem`
    is what was wrong with the last of them."""

    def __init__(self, account: Account, row: int, ear: Ear) -> None:
        self.account, self.row, self._ear = account, row, ear
        self.fruitless, self.problem = 0, ""
        self.heard_at = monotonic()
        self.doubts = False  # an unknown was heard that a receipt has not settled yet
        self._pace = Pace(account.tps)
        self._health = LineHealth(monotonic())
        self._links: dict[Link, int] = {}  # open connections, with what each has under way
        self._of: dict[int, Link] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = asyncio.Event()
        self._paused_until, self._throttled = 0.0, 0
        self._answered: Counter[int] = Counter()

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._keep_open()) for _ in range(self.account.binds)]

    @property
    def broken(self) -> BaseException | None:
        """What ended a connection's task: a fault of ours or OutsideExercise, never the far end's doing."""
        for task in self._tasks:
            if task.done() and not task.cancelled() and (problem := task.exception()):
                return problem
        return None

    @property
    def is_open(self) -> bool:
        return bool(self._links)

    def room(self, under_way: int) -> Room:
        """What it can take now. `under_way`: its parts that are stamped and not stored yet."""
        account, now = self.account, monotonic()
        window = account.window * len(self._links) if now >= self._paused_until else 0
        allowance = self._pace.allowance(now)
        return Room(
            name=account.name,
            line=self.row,
            weight=account.weight,
            health=self._health.health(now).score,
            room=max(0, min(window - under_way, allowance)),
            room_for_bulk=max(0, min(window - max(1, window // _FOR_OTHER_LANES) - under_way, allowance)),
            idle=bool(window) and not under_way and not self._pace.until(1 << 30, now),
            simulator=account.exercise,
        )

    def until_room(self) -> float:
        """Seconds until the pace or a pause lets a part go, when nothing else keeps it."""
        now = monotonic()
        return max(self._paused_until - now, self._pace.until(1, now), 0.0)

    def send(self, parts: Sequence[Stamped]) -> None:
        """Put the parts on the wire, each message on the connection that has least to do."""
        self._pace.spent(len(parts), monotonic())
        shares: dict[Link, list[Submission]] = {}
        for part in parts:
            key = part.submission.key
            if not self._links:  # lost between the turn and now: it certainly did not leave
                self._answer(Answered(key, Outcome.LATER, code="not-sent"))
                continue
            link = min(self._links, key=self._links.__getitem__)
            self._links[link] += 1
            self._of[key] = link
            shares.setdefault(link, []).append(part.submission)
        for link, submissions in shares.items():
            link.submit(submissions)

    def finding(self, under_way: int) -> Finding:
        now = monotonic()
        health = self._health.health(now)
        second = int(now)
        for old in [moment for moment in self._answered if moment < second - 10]:
            del self._answered[old]
        rate = sum(n for moment, n in self._answered.items() if moment < second) / 10
        return Finding(self.row, health.score, health.code, len(self._links), under_way, rate, now < self._paused_until)

    async def close(self) -> None:
        """Say goodbye on every connection."""
        self._closing.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep_open(self) -> None:
        while not self._closing.is_set():
            gone = asyncio.Event()
            hearing = _Hearing(self, gone.set)
            link = hearing.link = link_for(self.account, hearing)
            try:
                await link.open()
            except LinkUnavailable as problem:
                log.warning("%s", problem)
                self.problem = str(problem)
                self._health.heard(Event.BIND_REFUSED, monotonic())
                self.fruitless += 1
            else:
                await self._stay(link, gone)
            with suppress(TimeoutError):
                async with asyncio.timeout(min(_FIRST_BACK_OFF * 2.0**self.fruitless, _LONGEST_BACK_OFF)):
                    await self._closing.wait()

    async def _stay(self, link: Link, gone: asyncio.Event) -> None:
        self._links[link] = 0
        self._health.heard(Event.BOUND, monotonic())
        self.heard_at = monotonic()
        self._ear.wake()
        closing = asyncio.create_task(self._closing.wait())
        lost = asyncio.create_task(gone.wait())
        try:
            await asyncio.wait([closing, lost], return_when=asyncio.FIRST_COMPLETED)
        finally:
            closing.cancel()
            lost.cancel()
            self._links.pop(link, None)
            await link.close()

    def lost(self, link: Link, reason: str) -> None:
        if self._links.pop(link, None) is not None:
            log.warning("Account “%s” lost a connection (%s); it reconnects.", self.account.name, reason)
            self.problem = f"Account “{self.account.name}” lost its connections ({reason}). Look at the line."
            self._health.heard(Event.LOST, monotonic())
            self.fruitless += 1
        self._ear.wake()

    def answered(self, answer: Answered) -> None:
        link = self._of.pop(answer.key, None)
        if link in self._links:
            self._links[link] -= 1
        now = monotonic()
        if answer.code != NOT_SENT:
            self._health.heard(_EVENTS[answer.outcome], now)
        self._answered[int(now)] += 1
        if answer.outcome is Outcome.THROTTLED:
            self._slow_down(answer.code, now)
        elif answer.outcome is Outcome.ACCEPTED:
            self.fruitless = self._throttled = 0
        elif answer.outcome is Outcome.UNKNOWN:
            self.doubts, self.heard_at = True, now
        self._answer(answer)

    def noticed(self, link: Link, notice: ReceiptNotice) -> None:
        self.heard_at = monotonic()
        self._ear.noticed(self.row, link, notice)

    def _answer(self, answer: Answered) -> None:
        self._ear.answered(self.account.channel, answer)

    def _slow_down(self, code: str, now: float) -> None:
        """Throttling is no failure: the whole line waits, and then goes on with the part it was at."""
        if now >= self._paused_until:
            self._throttled += 1
            self._paused_until = now + wait_after(self.account.channel, code, self._throttled)


class _Hearing:
    """What a link's words mean to its wire."""

    link: Link

    def __init__(self, wire: Wire, gone: Callable[[], None]) -> None:
        self._wire, self._gone = wire, gone

    def answered(self, answer: Answered) -> None:
        self._wire.answered(answer)

    def noticed(self, notice: ReceiptNotice) -> None:
        self._wire.noticed(self.link, notice)

    def lost(self, reason: str) -> None:
        self._wire.lost(self.link, reason)
        self._gone()
