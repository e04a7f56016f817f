"""Parts per second of one sender: the bare SMPP client with nothing stored, and the sender with everything stored.

Same parts, same simulated operator (a process of its own), receipts included, in one run.
"""

import argparse
import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

from benchmarks.dispatch import scenery


@dataclass(frozen=True, slots=True)
class Measured:
    parts: int
    rate: float
    cpu_us: float  # of this process, for each part


@contextmanager
def an_operator(*options: str) -> Iterator[int]:
    """A simulated operator as a process; yields its port."""
    command = [sys.executable, "-m", "vungxanh.exercise.operator", "--no-journal", "--undelivered-percent", "0"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def account(port: int, *, window: int, binds: int, **more):
    from vungxanh.channels.port import Account

    return Account(
        name=f"simulated {port}", channel="sms", host="127.0.0.1", port=port, user="a", password="b", sender="BENCH",
        window=window, binds=binds, exercise=True, simulators=frozenset({port}), **more,
    )  # fmt: skip


class _Counting:
    """Hears a bare link; every receipt is acknowledged at once."""

    def __init__(self) -> None:
        self.answers = self.receipts = 0
        self.link = None
        self.done = asyncio.Event()
        self.expected = 0

    def answered(self, answer) -> None:
        self.answers += 1

    def noticed(self, notice) -> None:
        self.receipts += 1
        self.link.acknowledge([notice.token])
        if self.receipts == self.expected:
            self.done.set()

    def lost(self, reason: str) -> None:
        raise SystemExit(reason)


def bare(port: int, recipients: int, *, window: int, binds: int) -> Measured:
    """The channel's own link with no database: the most that the sender could reach."""
    return asyncio.run(_bare(account(port, window=window, binds=binds), recipients))


async def _bare(one, recipients: int) -> Measured:
    from vungxanh.channels.links import link_for
    from vungxanh.channels.port import Submission
    from vungxanh.dispatch.numbers import attempt_number, reference_of
    from vungxanh.text.parts import encode, split

    bodies = encode(split(scenery.TEXT), 1)
    hearing = [_Counting() for _ in range(one.binds)]
    for heard in hearing:
        heard.link = link_for(one, heard)
        await heard.link.open()
    shares = [range(n, recipients, one.binds) for n in range(one.binds)]
    begin, cpu = perf_counter(), _cpu()
    for heard, share in zip(hearing, shares, strict=True):
        heard.expected = len(share) * len(bodies)
        heard.link.submit(
            [
                Submission(
                    attempt_number(n, part), f"{84900000000 + n}", reference_of(1, part), body, scenery.AT,
                    timedelta(hours=6),
                )
                for n in share
                for part, body in enumerate(bodies, 1)
            ]
        )  # fmt: skip
    await asyncio.gather(*[heard.done.wait() for heard in hearing])
    seconds, spent = perf_counter() - begin, _cpu() - cpu
    for heard in hearing:
        await heard.link.close()
    parts = recipients * len(bodies)
    return Measured(parts, parts / seconds, spent / parts * 1e6)


def stored(port: int, recipients: int, *, window: int, binds: int) -> Measured:
    """From the outbox to the last receipt, every part and receipt in PostgreSQL."""
    from vungxanh.channels.kinds import ChannelKind
    from vungxanh.dispatch.fan_out import address_more, dispatch
    from vungxanh.dispatch.sender import Sender
    from vungxanh.dispatch.state import counts

    place = scenery.province(16)
    scenery.subscribe(place, recipients)
    sent = dispatch(
        scenery.message(place), ChannelKind.SMS, audiences=["public"], place=place, at=scenery.AT,
        expires_at=scenery.EXPIRES,
    )  # fmt: skip
    while address_more(scenery.AT) is not None:
        pass
    begin, cpu = perf_counter(), _cpu()
    report = Sender([account(port, window=window, binds=binds)], lambda: scenery.AT).drain("sms")
    seconds, spent = perf_counter() - begin, _cpu() - cpu
    parts = recipients * scenery.PARTS
    found = counts([sent.pk], scenery.AT)[sent.pk]
    assert report.accepted == report.receipts == found.delivered == parts, (report, found)
    return Measured(parts, parts / seconds, spent / parts * 1e6)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--operator-ms", type=int, default=20)
    parser.add_argument("--windows", nargs="*", default=["50x1", "50x4"], help="window x binds")
    options = parser.parse_args()
    scenery.open_database()
    late = ("--answer-after", str(options.operator_ms / 1000))
    print(f"{os.cpu_count()} cores shared with the operator ({options.operator_ms} ms) and PostgreSQL")
    for shape in options.windows:
        window, binds = (int(n) for n in shape.split("x"))
        with an_operator(*late) as port:
            without = bare(port, options.recipients, window=window, binds=binds)
        with an_operator(*late) as port:
            whole = stored(port, options.recipients, window=window, binds=binds)
        print(
            f"window {shape:>6}: bare {without.rate:6.0f}/s ({without.cpu_us:.0f} µs), stored {whole.rate:6.0f}/s "
            f"({whole.cpu_us:.0f} µs), share {whole.rate / without.rate:.2f}"
        )


if __name__ == "__main__":
    main()
