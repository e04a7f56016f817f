"""Passes connections on to a simulated operator, which itself listens on the loopback only.

A peer that is cut off is noticed within seconds, as an operator does that asks whether its clients are there.
Usage: python -m benchmarks.dispatch.relay ADDRESS PORT TO_PORT
"""

import asyncio
import socket
import sys
from contextlib import suppress

_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 2),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 5_000),
)


async def relay(address: str, port: int, to_port: int) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for option in _OPTIONS:
            writer.get_extra_info("socket").setsockopt(*option)
        there, back = await asyncio.open_connection("127.0.0.1", to_port)
        async with asyncio.TaskGroup() as both:
            both.create_task(_pass_on(reader, back))
            both.create_task(_pass_on(there, writer))

    async with await asyncio.start_server(connected, address, port) as server:
        await server.serve_forever()


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while octets := await source.read(65_536):
            target.write(octets)
            await target.drain()
    target.close()


if __name__ == "__main__":
    asyncio.run(relay(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
