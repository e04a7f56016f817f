"""Hands messages to a gateway's HTTP door over many keep-alive connections, each waiting for its answer."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from peers.outcome import Counts, Stalled

_POLL = 0.02  # seconds between two looks at the operator's counts
_QUIET = 0.3  # seconds without change after which all that was expected has come and nothing follows
_PATIENCE = 30.0  # seconds without change after which a gateway counts as stalled


@dataclass(frozen=True, slots=True)
class Fed:
    seconds: float  # from the first request until everything was through
    fed_seconds: float  # … until the last request was answered
    busy: float  # share of one core that this process used until then


async def feed(
    port: int,
    targets: Iterable[str],
    expected: Counts,
    counts: Callable[[], Counts],
    *,
    connections: int = 64,
) -> Fed:
    """GET every target, then wait until the operator counted `expected` more than before.

    Raises Stalled when a request is refused, when nothing moves any more, or when more parts came than were expected.
    """
    before, todo = counts(), iter(targets)
    begin, worked = time.perf_counter(), time.process_time()
    await asyncio.gather(*[_ask_in_turn(port, todo) for _ in range(connections)])
    fed = time.perf_counter() - begin
    busy = (time.process_time() - worked) / fed
    last, moved = before, begin
    while True:
        now, at = counts(), time.perf_counter()
        if now != last:
            last, moved = now, at
        through = now.since(before).covers(expected)
        if at - max(moved, begin + fed) > (_QUIET if through else _PATIENCE):
            break
        await asyncio.sleep(_POLL)
    if not through or now.since(before).accepted > expected.accepted:
        raise Stalled(f"the operator counted {now.since(before)}, expected was {expected}")
    return Fed(moved - begin, fed, busy)


async def _ask_in_turn(port: int, targets: Iterator[str]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for target in targets:
            writer.write(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n".encode())
            status, words = await _answer(reader)
            if status not in (200, 202):
                raise Stalled(f"a message was refused with HTTP {status}: {words[:120]!r}")
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" not in head:
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        return status, (await reader.readexactly(int(length or 0))).decode("utf-8", "replace")
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return status, body.decode("utf-8", "replace")
