"""One measured run of a peer that is up: a warm-up that does not count, then the clock."""

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from peers import processor
from peers.children import Children
from peers.feeder import feed
from peers.outcome import Counts, Measured, Receipts
from vungxanh.text.parts import split

_WARM_UP = 300  # messages


@dataclass(frozen=True, slots=True)
class Peer:
    """A gateway that is up: its processes, the port of its HTTP door, and how a message becomes requests there."""

    name: str
    version: str
    children: Children
    door: int
    requests: Callable[[str, str, Receipts], list[str]]  # (text, address, receipts)


def measure(
    peer: Peer,
    messages: Sequence[tuple[str, str]],
    counts: Callable[[], Counts],
    *,
    window: int,
    receipts: Receipts,
) -> Measured:
    """Raises Stalled when not every part and receipt gets through."""

    def send(some: Sequence[tuple[str, str]]) -> tuple[Counts, float, float, float]:
        requests = [one for text, address in some for one in peer.requests(text, address, receipts)]
        parts = sum(len(split(text).parts) for text, _ in some)
        asked = {Receipts.NONE: 0, Receipts.PER_MESSAGE: len(some), Receipts.PER_PART: parts}
        expected = Counts(parts, asked[receipts])
        fed = asyncio.run(feed(peer.door, requests, expected, counts))
        return expected, fed.seconds, fed.fed_seconds, fed.busy

    def clocks() -> tuple[float, float, float, float]:
        return perf_counter(), peer.children.core_seconds(), processor.of_our_tree(), processor.of_the_machine()

    send(messages[:_WARM_UP])
    before = clocks()
    expected, seconds, fed_seconds, busy = send(messages)
    wall, gateway, ours, machine = (late - early for late, early in zip(clocks(), before, strict=True))
    return Measured(
        peer=peer.name,
        version=peer.version,
        window=window,
        receipts=receipts,
        messages=len(messages),
        parts=expected.accepted,
        seconds=seconds,
        fed_seconds=fed_seconds,
        feeder_busy=busy,
        gateway_busy=gateway / wall,
        others_busy=max(0.0, machine - ours) / wall,
        load=os.getloadavg()[0],
    )
