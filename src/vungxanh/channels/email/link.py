"""An SMTP link of one account: a few connections, each served by a thread. An accepted mail is final here.

SMTP has no receipt that can be relied on; a bounce is read by bounce.py when somebody hands it in. The link is lost
when a connection that it needs cannot be opened: what is under way is answered first, the rest was never sent.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from vungxanh.channels.email.connection import MailConnection
from vungxanh.channels.exercise import refuse_outside, refuse_training
from vungxanh.channels.port import NOT_SENT, Account, Answered, Heard, LinkUnavailable, Outcome, Submission

log = logging.getLogger(__name__)
T = TypeVar("T")
_MOST_CONNECTIONS = 4
_GOODBYE = 5.0  # seconds for what is under way, and as many for the goodbyes
_PATIENCE = 4  # times `answer_within` that one mail may take in all its steps


class MailLink:
    def __init__(self, account: Account, heard: Heard) -> None:
        self._account, self._heard = account, heard
        self._waiting: deque[Submission] = deque()
        self._under_way: set[int] = set()
        self._arrived = asyncio.Event()
        self._connections = [MailConnection(account) for _ in range(min(account.window, _MOST_CONNECTIONS))]
        self._threads = ThreadPoolExecutor(len(self._connections), "mail")
        self._clerks: list[asyncio.Task[None]] = []
        self._reason: str | None = None
        self._closing = False

    @property
    def lost(self) -> bool:
        return self._reason is not None or self._closing

    async def open(self) -> None:
        """Connect and log in. Raises LinkUnavailable, or OutsideExercise before any socket is opened."""
        refuse_outside(self._account)
        first = self._connections[0]
        if not self._closing:
            await self._in_thread(first.open)
        if self._closing:
            first.close()
            raise LinkUnavailable(self._account, "given up")
        self._clerks = [asyncio.create_task(self._serve(connection)) for connection in self._connections]

    def submit(self, submissions: Sequence[Submission]) -> None:
        refuse_training(self._account, submissions)
        self._waiting.extend(submissions)
        if self.lost or not self._clerks:
            self._never_sent()
        self._arrived.set()

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """Nothing to do: mail has no receipts that are acknowledged."""

    async def close(self) -> None:
        if self._closing:
            return
        self._closing = True
        self._never_sent()
        self._arrived.set()
        within = min(_GOODBYE, self._account.answer_within)
        if self._clerks:
            _done, late = await asyncio.wait(self._clerks, timeout=within)
            if late:
                self._break_off()
                await asyncio.wait(late, timeout=within)
            for key in list(self._under_way):  # a server that cannot even be hung up on
                self._tell(Answered(key, Outcome.UNKNOWN))
        goodbyes = [self._in_thread(connection.close) for connection in self._connections]
        await asyncio.wait([asyncio.ensure_future(goodbye) for goodbye in goodbyes], timeout=within)
        self._break_off()
        self._threads.shutdown(wait=False)

    async def _serve(self, connection: MailConnection) -> None:
        """One connection's work, mail by mail."""
        while not self.lost:
            if not self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            submission = self._waiting.popleft()
            self._under_way.add(submission.key)
            too_long = asyncio.get_running_loop().call_later(
                self._account.answer_within * _PATIENCE, connection.break_off
            )
            try:
                self._tell(await self._in_thread(connection.send, submission))
            except LinkUnavailable as unavailable:
                self._end(str(unavailable), Answered(submission.key, Outcome.LATER, code=NOT_SENT))
            except Exception as fault:  # ours, and no reason to leave a mail without an answer
                log.exception("A mail could not be written.")
                self._end(type(fault).__name__, Answered(submission.key, Outcome.UNKNOWN))
            finally:
                too_long.cancel()

    def _end(self, reason: str, answer: Answered) -> None:
        """No further mail is taken; whoever waits for one is woken to see that."""
        self._reason = self._reason or reason
        self._arrived.set()
        self._tell(answer)

    def _tell(self, answer: Answered) -> None:
        if answer.key not in self._under_way:
            return  # it was answered when the link was closed
        self._under_way.remove(answer.key)
        self._heard.answered(answer)
        if self._reason is not None:
            self._never_sent()
            if not self._under_way and not self._closing:
                self._heard.lost(self._reason)

    def _never_sent(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for submission in waiting:
            self._heard.answered(Answered(submission.key, Outcome.LATER, code=NOT_SENT))

    def _break_off(self) -> None:
        for connection in self._connections:
            connection.break_off()

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
