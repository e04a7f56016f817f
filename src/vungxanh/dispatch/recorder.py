"""Collects answers and receipts and stores them many at a time, while the wire goes on.

A receipt that overtook its answer is kept until its owner is known. What the database refuses stops the sender:
it must not send what it cannot record.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from vungxanh.channels.port import Answered, ReceiptNotice
from vungxanh.dispatch import lease, receipts
from vungxanh.dispatch.expected import Expected

Database = Callable[..., Awaitable[Any]]
_GATHER = 0.02  # seconds in which answers and receipts gather before they are stored together
_KEEP_EARLY = 10_000


class Recorder:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self.expected = Expected()
        self.receipts = 0
        self._answers: list[Answered] = []
        self._notices: list[tuple[int, ReceiptNotice]] = []
        self._strangers: list[ReceiptNotice] = []
        self._early: list[ReceiptNotice] = []
        self._let_go: list[int] = []
        self._news = asyncio.Event()
        self._storing = asyncio.Lock()
        self._something = asyncio.Event()
        self._closing = False

    def answered(self, answer: Answered) -> None:
        self._answers.append(answer)
        self._something.set()

    def unanswered(self, attempt: int) -> None:
        self._let_go.append(attempt)
        self._something.set()

    def noticed(self, notice: ReceiptNotice) -> None:
        if not self._known(notice):
            self._strangers.append(notice)
        self._something.set()
        self._news.set()

    async def run(self) -> None:
        """Store until closed, and then what is left."""
        while not self._closing:
            await self._something.wait()
            await asyncio.sleep(_GATHER)
            self._something.clear()
            await self.store()
        await self.store()

    def close(self) -> None:
        self._closing = True
        self._something.set()

    async def news(self, at_most: float) -> None:
        """Wait for a receipt or for something stored, at most so many seconds."""
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._news.wait()

    async def store(self) -> None:
        """Store everything that has been said so far; on return it is stored, whoever began to."""
        async with self._storing:
            await self._store()

    async def _store(self) -> None:
        strangers, self._strangers = self._strangers, []
        early, self._early = self._early, []
        self._early = [notice for notice in early if not self._known(notice)]
        strangers = [notice for notice in strangers if not self._known(notice)]
        if strangers:
            owners = await self._database(receipts.owners, strangers)
            for n, notice in enumerate(strangers):
                if n in owners:
                    self._own(owners[n], notice)
                elif len(self._early) < _KEEP_EARLY:
                    self._early.append(notice)
        answers, self._answers = self._answers, []
        notices, self._notices = self._notices, []
        let_go, self._let_go = self._let_go, []
        if answers or notices:
            await self._database(receipts.record, answers, notices, self._now())
        if let_go:
            await self._database(lease.let_go, let_go)
        self._news.set()

    def _known(self, notice: ReceiptNotice) -> bool:
        owner = self.expected.owner(notice)
        if owner is not None:
            self._own(owner, notice)
        return owner is not None

    def _own(self, owner: int, notice: ReceiptNotice) -> None:
        self._notices.append((owner, notice))
        if notice.state is not None:
            self.receipts += 1
            self.expected.closed(owner)
