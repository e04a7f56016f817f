"""The operator's end of one SMPP 3.4 connection. It frames, collects what one read brought, and writes once a turn."""

import asyncio
from typing import Protocol

from smpp34 import SmppError, SubmitSm, decode

from vungxanh.channels.sms import commands
from vungxanh.channels.sms.frames import BadFrame, Frames, pdu


class SmppOperator(Protocol):
    """What a session tells its operator; submits and acknowledgements of one read together."""

    def bind_asked(self, session: "SmppSession") -> None: ...
    def submitted(self, session: "SmppSession", submits: list[tuple[int, SubmitSm]]) -> None: ...
    def acknowledged(self, session: "SmppSession", answers: list[tuple[int, int]]) -> None: ...
    def ended(self, session: "SmppSession") -> None: ...


class SmppSession(asyncio.Protocol):
    """`half_pause`: everything is written in two pieces, with so many seconds between. `deaf`: nothing is written.

    `unanswered` and `most_unanswered` count the submits that this operator still owes an answer.
    """

    def __init__(self, operator: SmppOperator) -> None:
        self._operator = operator
        self._frames = Frames()
        self._unwritten = bytearray()
        self._is_held = False  # a flush is on its way, or the second half of one
        self._sequence = 0
        self._transport: asyncio.Transport | None = None
        self.unanswered = self.most_unanswered = 0
        self.half_pause = 0.0
        self.deaf = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._operator.ended(self)

    def data_received(self, data: bytes) -> None:
        submits: list[tuple[int, SubmitSm]] = []
        acknowledged: list[tuple[int, int]] = []
        try:
            for command, status, sequence, whole in self._frames.feed(data):
                if command == commands.SUBMIT:
                    submit = decode(whole)
                    assert isinstance(submit, SubmitSm)
                    submits.append((sequence, submit))
                elif command == commands.DELIVER_ANSWER:
                    acknowledged.append((sequence, status))
                else:
                    self._tell(submits, acknowledged)
                    submits, acknowledged = [], []
                    self._other(command, sequence)
        except (BadFrame, SmppError):
            self.cut()
        self._tell(submits, acknowledged)

    def _tell(self, submits: list[tuple[int, SubmitSm]], acknowledged: list[tuple[int, int]]) -> None:
        if acknowledged:
            self._operator.acknowledged(self, acknowledged)
        if submits:
            self.unanswered += len(submits)
            self.most_unanswered = max(self.most_unanswered, self.unanswered)
            self._operator.submitted(self, submits)

    def _other(self, command: int, sequence: int) -> None:
        if command in commands.BINDS:
            self._bind = command, sequence
            self._operator.bind_asked(self)
        elif command == commands.UNBIND:
            self.write(pdu(commands.UNBIND_ANSWER, sequence))
            self.close()
        elif command == commands.ENQUIRE:
            self.write(pdu(commands.ENQUIRE_ANSWER, sequence))
        elif not command & commands.ANSWER:
            self.write(pdu(commands.GENERIC_NACK, sequence, commands.INVALID_COMMAND))

    def answer_bind(self, status: int) -> None:
        command, sequence = self._bind
        self.write(pdu(command | commands.ANSWER, sequence, status, b"" if status else b"SIMULATED\0"))

    def answer_submits(self, answers: list[tuple[int, int, str]]) -> None:
        """(sequence, status, operator id) of each, in this order."""
        self.unanswered -= len(answers)
        self.write(
            b"".join(
                [
                    pdu(commands.SUBMIT_ANSWER, sequence, status, b"" if status else operator_id.encode() + b"\0")
                    for sequence, status, operator_id in answers
                ]
            )
        )

    def ask_whether_there(self) -> None:
        self.write(pdu(commands.ENQUIRE, self.next_sequence()))

    def next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    def write(self, octets: bytes) -> None:
        """Send soon, together with whatever else is written in this turn of the loop."""
        if self.deaf:
            return
        if not self._is_held:
            self._is_held = True
            asyncio.get_running_loop().call_soon(self._flush)
        self._unwritten += octets

    def close(self) -> None:
        """Hang up after what was written."""
        if self._transport is not None:
            self._transport.write(bytes(self._unwritten))
            self._unwritten.clear()
            self._transport.close()

    def cut(self) -> None:
        """End the connection at once, without what was not yet written."""
        if self._transport is not None:
            self._unwritten.clear()
            self._transport.abort()

    def _flush(self) -> None:
        self._is_held = False
        octets = bytes(self._unwritten)
        self._unwritten.clear()
        if self._transport is None or self._transport.is_closing():
            return
        if self.half_pause:
            half = len(octets) // 2 + 1
            self._transport.write(octets[:half])
            self._unwritten += octets[half:]
            self._is_held = True
            asyncio.get_running_loop().call_later(self.half_pause, self._second_half)
        else:
            self._transport.write(octets)

    def _second_half(self) -> None:
        self._is_held = False
        octets = bytes(self._unwritten)
        self._unwritten.clear()
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(octets)
