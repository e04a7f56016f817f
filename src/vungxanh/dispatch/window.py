"""Sends in order with so many parts under way at once. When the operator says "slower", all wait and order stays.

A broken line, or a whole window of silence, ends it; parts that certainly never left are named as such.
"""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vungxanh.channels.port import Answered, Link, Outcome, Submission
from vungxanh.dispatch.lease import Leased

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0
_TRIES_LATER, _FIRST_WAIT = 5, 0.2

Refill = Callable[[int], Awaitable[list[Leased]]]
Settle = Callable[[Leased, Answered], None]


@dataclass(slots=True)
class Tally:
    """What happened in one run over one link. `put_back` are attempts that certainly never left."""

    throttled: int = 0
    unknown: int = 0
    put_back: list[int] = field(default_factory=list)


class Window:
    """`refill(n)` gives about n more parts, none when there are none; `settle` gets every final or missing answer.

    With `stay`, an empty outbox does not end it: `wake` looks again, `finish` ends it.
    """

    def __init__(
        self, link: Link, size: int, now: Callable[[], datetime], refill: Refill, settle: Settle, *, stay: bool = False
    ) -> None:
        self._link, self._size, self._now, self._refill, self._settle = link, size, now, refill, settle
        self._stay = stay
        self._ready: list[Leased] = []
        self._under_way = self._delayed = self._silent = 0
        self._refilling = self._exhausted = self._paused = self._woken = self._finishing = False
        self._pause = _FIRST_PAUSE
        self._tries: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.tally = Tally()

    @property
    def broken(self) -> bool:
        return self._link.lost or self._silent >= self._size

    async def run(self) -> Tally:
        """Until nothing is left or the line is gone."""
        self.wake()
        await self._over
        self.tally.put_back += [part.attempt for part in self._ready]
        return self.tally

    def wake(self) -> None:
        """There may be more to send, or the line may be gone: look."""
        self._exhausted, self._woken = self._finishing, True
        self._pump()

    def finish(self) -> None:
        """End when what is leased has been sent."""
        self._stay, self._finishing, self._exhausted = False, True, True
        self._pump()

    def _pump(self) -> None:
        while self._ready and self._under_way < self._size and not self._paused and not self.broken:
            self._under_way += 1
            self._start(self._send(heapq.heappop(self._ready)))
        if not (self.broken or self._exhausted or self._refilling) and len(self._ready) < 2 * self._size:
            self._refilling = True
            self._start(self._fill())
        nothing_left = self._exhausted and not self._ready and not self._delayed and not self._stay
        if not self._under_way and not self._refilling and (self.broken or nothing_left) and not self._over.done():
            self._over.set_result(None)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None and not self._over.done():
            self._over.set_exception(problem)

    async def _fill(self) -> None:
        self._woken = False
        more = await self._refill(4 * self._size)
        for part in more:
            heapq.heappush(self._ready, part)
        self._refilling, self._exhausted = False, self._finishing or not (more or self._woken)
        self._pump()

    async def _send(self, part: Leased) -> None:
        at = self._now()
        answer = await self._link.submit(
            Submission(part.attempt, part.address, part.reference, part.body, at, part.expires_at - at)
        )
        self._under_way -= 1
        self._silent = self._silent + 1 if answer.outcome is Outcome.UNKNOWN else 0
        if answer.outcome is Outcome.THROTTLED:
            self._slow_down(part)
        elif answer.outcome is Outcome.LATER:
            self._try_later(part)
        else:
            self._pause = _FIRST_PAUSE
            self.tally.unknown += answer.outcome is Outcome.UNKNOWN
            self._settle(part, answer)
        self._pump()

    def _slow_down(self, part: Leased) -> None:
        """Throttling is not a failure: the part goes back to its place in the order and the whole line waits."""
        self.tally.throttled += 1
        heapq.heappush(self._ready, part)
        if not self._paused:
            self._paused = True
            asyncio.get_running_loop().call_later(self._pause, self._go_on)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _go_on(self) -> None:
        self._paused = False
        self._pump()

    def _try_later(self, part: Leased) -> None:
        """This one is not possible now. After a few tries it waits in the outbox for the next run."""
        tried = self._tries[part.attempt] = self._tries.get(part.attempt, 0) + 1
        if tried >= _TRIES_LATER:
            self.tally.put_back.append(part.attempt)
            return
        self._delayed += 1
        asyncio.get_running_loop().call_later(_FIRST_WAIT * 2**tried, self._again, part)

    def _again(self, part: Leased) -> None:
        self._delayed -= 1
        heapq.heappush(self._ready, part)
        self._pump()
