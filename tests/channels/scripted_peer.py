"""A far end that says exactly what a test tells it to, octet by octet."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from vungxanh.channels.port import Account
from vungxanh.channels.sms import commands
from vungxanh.channels.sms.frames import Frame, Frames, pdu


class ScriptedPeer(asyncio.Protocol):
    """`async with ScriptedPeer() as peer:` takes one client, binds it, and keeps the frames it sent in `frames`.

    With `bind_first=b"…"` it says that before it answers the bind.
    """

    def __init__(self, bind_first: bytes = b"") -> None:
        self.frames: list[Frame] = []
        self._framing = Frames()
        self._bind_first = bind_first
        self._changed = asyncio.Event()
        self._transport: asyncio.Transport

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(lambda: self, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.hang_up()

    def account(self, **changes: object) -> Account:
        fields: dict[str, object] = {"window": 10, "answer_within": 0.3, "sender": "VUNGXANH"}
        return Account("peer", "sms", "127.0.0.1", self.port, "user", "secret", **(fields | changes))  # type: ignore[arg-type]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for frame in self._framing.feed(data):
            self.frames.append(frame)
            command, _status, sequence, _whole = frame
            if command == commands.BIND:
                self.say(self._bind_first + pdu(commands.BIND_ANSWER, sequence, body=b"PEER\0"))
            elif command == commands.UNBIND:
                self.say(pdu(commands.UNBIND_ANSWER, sequence))
        self._changed.set()

    def say(self, octets: bytes) -> None:
        self._transport.write(octets)

    def hang_up(self) -> None:
        if hasattr(self, "_transport"):
            self._transport.abort()

    def of(self, command: int) -> list[Frame]:
        return [frame for frame in self.frames if frame[0] == command]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until `true()`; it is asked again after each read. Raises TimeoutError after 5 seconds."""
        async with asyncio.timeout(5):
            while not true():
                self._changed.clear()
                await self._changed.wait()
