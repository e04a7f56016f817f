"""One SMPP connection: binds, stays alive, answers what is asked of it, says goodbye, and notices that it ended.

Whatever the far end sends, the line lives on or ends with a reason in plain words; it never raises into the loop.
"""

import asyncio
import ssl
from typing import Protocol

from django.utils import translation

from vungxanh.channels.port import Account, LinkUnavailable
from vungxanh.channels.sms import codes, commands
from vungxanh.channels.sms.frames import BadFrame, Frames, pdu

IDLE = 30.0  # seconds without a word from the far end, after which it is asked whether it is there
_VERSION = 0x34
_LAST_SEQUENCE = 0x7FFFFFFF
_TICKS = 10  # looks at the clock while an answer is waited for
_LONGEST_TICK = 1.0  # seconds


class Ear(Protocol):
    """What a line tells its link."""

    def answered(self, status: int, sequence: int, answer: bytes) -> None: ...
    def delivered(self, sequence: int, delivery: bytes) -> None: ...
    def paused(self) -> None:
        """All that one read brought has been told."""

    def ticked(self, now: float, next_tick: float) -> None: ...
    def ended(self, reason: str) -> None: ...


class Line(asyncio.Protocol):
    """For one connection: open it once. An end before `open` has returned is why it raises; one after it is told."""

    def __init__(self, account: Account, ear: Ear, idle: float = IDLE) -> None:
        self._account, self._ear, self._idle = account, ear, idle
        self._frames = Frames()
        self._sequence = 0
        self._tick = min(_LONGEST_TICK, account.answer_within / _TICKS)
        self._heard_at, self._asked_at = 0.0, 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._bound: asyncio.Future[None] | None = None
        self._why_not = ""
        self._goodbye = asyncio.Event()
        self.is_open = self.ended = False

    async def open(self) -> None:
        """Connect and bind. Raises LinkUnavailable with the reason."""
        account = self._account
        self._loop = asyncio.get_running_loop()
        self._bound = self._loop.create_future()
        secure = ssl.create_default_context() if account.tls else None
        try:
            async with asyncio.timeout(account.answer_within):
                await self._loop.create_connection(lambda: self, account.host, account.port, ssl=secure)
                self._bind()
                await self._bound
        except TimeoutError:
            self._settle(f"no answer within {account.answer_within:g} s")
        except ConnectionRefusedError:
            self._settle("the connection was refused")
        except OSError as problem:
            self._settle(str(problem) or type(problem).__name__)
        except asyncio.CancelledError:
            self._hang_up()
            raise
        if self._why_not:
            self._hang_up()
            raise LinkUnavailable(account, self._why_not)
        self.is_open = True
        self._timer = self._loop.call_later(self._tick, self._look_at_the_clock)

    def next_sequence(self) -> int:
        self._sequence = self._sequence % _LAST_SEQUENCE + 1
        return self._sequence

    def write(self, octets: bytes) -> None:
        if self._transport is not None and not self.ended:
            self._transport.write(octets)

    def now(self) -> float:
        return self._loop.time()

    async def unbind(self, within: float) -> None:
        """Say goodbye and wait for the answer, so many seconds at most; then the line has ended."""
        try:
            if self._transport is not None and not self.ended:
                self.write(pdu(commands.UNBIND, self.next_sequence()))
                async with asyncio.timeout(within):
                    await self._goodbye.wait()
        except TimeoutError:
            pass  # said and not answered: it has ended all the same
        finally:
            self.end("given up")

    def end(self, reason: str) -> None:
        """The line is of no more use. Only the first reason is told."""
        if self.ended:
            return
        self._hang_up()
        if self.is_open:
            self._ear.ended(reason)
        else:
            self._settle(reason)

    def _settle(self, reason: str) -> None:
        """Whether it is bound is known: `reason` says why not, and is blank when it is."""
        self._why_not = self._why_not or reason
        if self._bound is not None and not self._bound.done():
            self._bound.set_result(None)

    def _hang_up(self) -> None:
        self.ended = True
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._transport.abort()  # what was not written yet is better not written
        self._goodbye.set()

    def _bind(self) -> None:
        user, password = (words.encode() + b"\0" for words in (self._account.user, self._account.password))
        body = user + password + b"\0" + bytes([_VERSION, 0, 0]) + b"\0"
        self.write(pdu(commands.BIND, self.next_sequence(), body=body))

    def _look_at_the_clock(self) -> None:
        now = self._loop.time()
        self._timer = self._loop.call_later(self._tick, self._look_at_the_clock)
        self._ear.ticked(now, now + self._tick)
        if self.ended:
            return
        if self._asked_at:
            if now - self._asked_at >= self._account.answer_within:
                self.end("nobody answers at the other end")
        elif now - self._heard_at >= self._idle:
            self._asked_at = now
            self.write(pdu(commands.ENQUIRE, self.next_sequence()))

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._heard_at = self._loop.time()

    def connection_lost(self, exc: Exception | None) -> None:
        self.end("the line broke" if exc else "the other end closed the line")

    def data_received(self, data: bytes) -> None:
        self._heard_at, self._asked_at = self._loop.time(), 0.0
        ear = self._ear
        try:
            for command, status, sequence, whole in self._frames.feed(data):
                if command == commands.SUBMIT_ANSWER:
                    ear.answered(status, sequence, whole)
                elif command == commands.DELIVER:
                    ear.delivered(sequence, whole)
                else:
                    self._other(command, status, sequence, whole)
        except BadFrame as bad:
            self.end(str(bad))
        ear.paused()

    def _other(self, command: int, status: int, sequence: int, whole: bytes) -> None:
        if not self.is_open and command in (commands.BIND_ANSWER, commands.GENERIC_NACK):
            self._settle(_refusal(status) if status else "")
        elif command == commands.GENERIC_NACK:
            self._ear.answered(status or commands.INVALID_COMMAND, sequence, whole)
        elif command == commands.ENQUIRE:
            self.write(pdu(commands.ENQUIRE_ANSWER, sequence))
        elif command == commands.UNBIND:
            self.write(pdu(commands.UNBIND_ANSWER, sequence))
            self.end("the other end said goodbye")
        elif command == commands.UNBIND_ANSWER:
            self._goodbye.set()
        elif not command & commands.ANSWER:
            self.write(pdu(commands.GENERIC_NACK, sequence, commands.INVALID_COMMAND))


def _refusal(status: int) -> str:
    """In English, as everything that is written to the log."""
    code = codes.code_of(status)
    with translation.override("en"):
        return f"{code}: {codes.words(code)}"
