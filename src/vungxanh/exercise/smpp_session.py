"""The operator's end of one SMPP 3.4 connection: frames, answers, receipts. PDUs are coded by smpp34.

smpp34's own server reports a goodbye and a cut line alike and cannot cut a line on purpose; a rehearsal needs both.
"""

import asyncio
import struct
from typing import Protocol

import smpp34

_HEADER = struct.Struct(">IIII")
_BINDS = (0x01, 0x02, 0x09)
_SUBMIT, _UNBIND, _ENQUIRE, _DELIVER_ANSWER = 0x04, 0x06, 0x15, 0x80000005
_ANSWER = 0x80000000
_INVALID_COMMAND, _GENERIC_NACK = 0x03, 0x80000000


class SmppOperator(Protocol):
    """What a session tells its operator. `submitted` gets all submits of one read at once."""

    def bound(self, session: "SmppSession") -> None: ...
    def submitted(self, session: "SmppSession", submits: list[tuple[int, smpp34.SubmitSm]]) -> None: ...
    def acknowledged(self, session: "SmppSession", sequence: int, status: int) -> None: ...
    def ended(self, session: "SmppSession", said_goodbye: bool) -> None: ...


class SmppSession(asyncio.Protocol):
    def __init__(self, operator: SmppOperator) -> None:
        self._operator = operator
        self._unread = bytearray()
        self._unwritten = bytearray()
        self._goodbye = False
        self._sequence = 0
        self._transport: asyncio.Transport | None = None
        self.is_bound = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_bound = False
        self._operator.ended(self, self._goodbye)

    def data_received(self, data: bytes) -> None:
        self._unread += data
        submits: list[tuple[int, smpp34.SubmitSm]] = []
        while len(self._unread) >= _HEADER.size:
            length, command, status, sequence = _HEADER.unpack_from(self._unread)
            if length < _HEADER.size:  # no frame can be found after this
                self.cut()
                return
            if len(self._unread) < length:
                break
            pdu = bytes(self._unread[:length])
            del self._unread[:length]
            if command == _SUBMIT:
                submit = smpp34.decode(pdu)
                assert isinstance(submit, smpp34.SubmitSm)
                submits.append((sequence, submit))
            else:
                self._other(command, status, sequence)
        if submits:
            self._operator.submitted(self, submits)

    def _other(self, command: int, status: int, sequence: int) -> None:
        if command in _BINDS:
            self.answer(command, sequence, body=b"SIMULATED\0")
            self.is_bound = True
            self._operator.bound(self)
        elif command == _UNBIND:
            self._goodbye = True
            self.answer(command, sequence)
            self.cut()
        elif command == _ENQUIRE:
            self.answer(command, sequence)
        elif command == _DELIVER_ANSWER:
            self._operator.acknowledged(self, sequence, status)
        elif not command & _ANSWER:
            self.write(_HEADER.pack(16, _GENERIC_NACK, _INVALID_COMMAND, sequence))

    def answer(self, command: int, sequence: int, status: int = 0, body: bytes = b"") -> None:
        self.write(_HEADER.pack(16 + len(body), command | _ANSWER, status, sequence) + body)

    def answer_submit(self, sequence: int, status: int, operator_id: str = "") -> None:
        self.answer(_SUBMIT, sequence, status, operator_id.encode() + b"\0" if not status else b"")

    def next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    def write(self, octets: bytes) -> None:
        """Send soon, together with whatever else is written in this turn of the loop."""
        if not self._unwritten:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unwritten += octets

    def cut(self) -> None:
        """End the connection. Without an unbind before it, the client sees a broken line."""
        if self._transport is not None:
            self._flush()
            self._transport.close()

    def _flush(self) -> None:
        octets, self._unwritten = bytes(self._unwritten), bytearray()
        if octets and self._transport is not None and not self._transport.is_closing():
            self._transport.write(octets)
