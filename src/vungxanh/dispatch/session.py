"""One link of one account, from hello to goodbye: hear old receipts, repeat what is in doubt, send, await receipts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from vungxanh.channels.links import link_for
from vungxanh.channels.port import Account, Answered, Link, Outcome
from vungxanh.dispatch import doubts, lease, receipts
from vungxanh.dispatch.lease import Leased
from vungxanh.dispatch.recorder import Database, Recorder
from vungxanh.dispatch.window import Refill, Window
from vungxanh.messages.lock import ChangedSinceApproval

_LONGEST_HEARING = 20.0  # seconds: an operator may have very many old receipts; the rest come while we send


@dataclass(slots=True)
class SessionReport:
    accepted: int = 0
    rejected: int = 0
    expired: int = 0
    unknown: int = 0
    throttled: int = 0
    repeated: int = 0
    receipts: int = 0
    lost: bool = False
    refused: list[ChangedSinceApproval] = field(default_factory=list)


class Session:
    """`sender`: the number under which parts are leased. `patience`: the silence after which receipts are given up."""

    def __init__(
        self, account: Account, database: Database, now: Callable[[], datetime], sender: int, patience: float
    ) -> None:
        self._account, self._database, self._now, self._sender = account, database, now, sender
        self._patience = patience
        self._recorder = Recorder(database, now)
        self._heard = monotonic()
        self._refused: list[int] = []
        self._window: Window | None = None
        self.report = SessionReport()

    async def run(self, *, stay: bool = False) -> SessionReport:
        """Raises LinkUnavailable or OutsideExercise when there is no line; then nothing was touched."""
        link = link_for(self._account)
        await link.open()
        recording = asyncio.create_task(self._recorder.run())
        listening = asyncio.create_task(self._listen(link))
        try:
            await self._hear_and_repeat(link)
            await self._send(link, self._more, stay=stay)
            await self._await_receipts(link, recording)
        finally:
            self.report.lost = link.lost or self.report.lost
            await link.close()
            await listening
            self._recorder.close()
            await recording
        self.report.receipts = self._recorder.receipts
        return self.report

    def wake(self) -> None:
        """There may be more to send."""
        if self._window is not None:
            self._window.wake()

    def finish(self) -> None:
        """Send what is leased, await its receipts and say goodbye."""
        if self._window is not None:
            self._window.finish()

    async def _listen(self, link: Link) -> None:
        async for notice in link.notices():
            self._heard = monotonic()
            self._recorder.noticed(notice)
        if self._window is not None and link.lost:
            self._window.wake()

    async def _hear_and_repeat(self, link: Link) -> None:
        account = self._account
        if not await self._database(doubts.any_open, account.channel, self._now()):
            return
        if account.receipts:
            await self._quiet(account.receipt_quiet, _LONGEST_HEARING)
            await self._recorder.store()
        if account.repeat_after_doubt:
            await self._send(link, self._in_doubt, stay=False)

    async def _quiet(self, seconds: float, at_most: float) -> None:
        """Wait until no receipt has come for `seconds`."""
        begin = self._heard = monotonic()
        while (left := self._heard + seconds - monotonic()) > 0 and monotonic() - begin < at_most:
            await asyncio.sleep(left)

    async def _await_receipts(self, link: Link, recording: "asyncio.Task[None]") -> None:
        self._heard = monotonic()
        while self._recorder.expected.awaited and not link.lost and not recording.done():
            left = self._heard + self._patience - monotonic()
            if left <= 0:
                return
            await self._recorder.news(left)

    async def _send(self, link: Link, refill: Refill, *, stay: bool) -> None:
        self._window = Window(link, self._account.window, self._now, refill, self._settle, stay=stay)
        tally = await self._window.run()
        self.report.throttled += tally.throttled
        self.report.unknown += tally.unknown
        self.report.lost = self.report.lost or self._window.broken
        if tally.put_back:
            await self._database(lease.put_back, tally.put_back)

    async def _more(self, limit: int) -> list[Leased]:
        self.report.expired += await self._database(receipts.expire, self._account.channel, self._now())
        return await self._lease(limit, doubts=False)

    async def _in_doubt(self, limit: int) -> list[Leased]:
        parts = await self._lease(limit, doubts=True)
        self.report.repeated += len(parts)
        return parts

    async def _lease(self, limit: int, *, doubts: bool) -> list[Leased]:
        taken: lease.Lease = await self._database(
            lambda: lease.lease(
                self._account.channel,
                self._sender,
                limit=limit,
                at=self._now(),
                doubts=doubts,
                refused=self._refused,
            )
        )
        self._refused += taken.refused_dispatches
        self.report.refused += taken.refused
        if self._account.receipts:
            for part in taken.parts:
                self._recorder.expected.sent(part.attempt, part.address, part.reference)
        return list(taken.parts)

    def _settle(self, part: Leased, answer: Answered) -> None:
        if answer.outcome is Outcome.UNKNOWN:
            self._recorder.unanswered(part.attempt)
            return
        if answer.outcome is Outcome.ACCEPTED:
            self.report.accepted += 1
            self._recorder.expected.accepted(part.attempt, answer.operator_id)
        else:
            self.report.rejected += 1
            self._recorder.expected.closed(part.attempt)
        self._recorder.answered(answer)
