"""Parts per second, side by side in one run: our sender, its bare link, Kannel and Jasmin, with the same texts.

Every round measures everything once; the table has medians, and shares are taken within a round.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.dispatch import scenery, speed
from benchmarks.dispatch.disk import megabytes_a_million
from benchmarks.dispatch.table import Row

sys.path.append(str(Path(__file__).parents[1]))  # where the peers are a package

from peers import jasmin, kannel
from peers.operator_process import OperatorProcess
from peers.outcome import Measured, Receipts, Skipped

_OPERATOR = 0.02  # seconds from a part to its answer
_SHAPES = {"50x1": (50, 1), "50x4": (50, 4)}  # window x binds
_ENOUGH, _SHARE = 1_500, 0.6
_PEERS: tuple[tuple[str, Callable[..., Measured | Skipped], int, Receipts], ...] = (
    ("Kannel", kannel.rate, 50, Receipts.PER_PART),
    ("Kannel", kannel.rate, 200, Receipts.PER_PART),
    ("Kannel", kannel.rate, 200, Receipts.PER_MESSAGE),
    ("Jasmin", jasmin.rate, 200, Receipts.PER_MESSAGE),
)


def rows(*, quick: bool) -> list[Row]:
    rounds, recipients = (1, 1_500) if quick else (3, 10_000)
    ours: dict[str, list[tuple[speed.Measured, speed.Measured]]] = {shape: [] for shape in _SHAPES}
    theirs: list[list[Measured | Skipped]] = [[] for _ in _PEERS]
    for _ in range(rounds):
        for shape in _SHAPES:
            ours[shape].append(_pair(shape, recipients))
        for outcomes, (_, rate, window, receipts) in zip(theirs, _PEERS, strict=True):
            outcomes.append(_peer(rate, window, receipts, recipients))
    found = [row for shape, pairs in ours.items() for row in _told(shape, pairs)]
    rates = {window * binds: _rate(ours[shape]) for shape, (window, binds) in _SHAPES.items()}
    for outcomes, (peer, _, window, receipts) in zip(theirs, _PEERS, strict=True):
        found.append(_beside(f"{peer}, window {window}, receipts {receipts}", outcomes, rates[window]))
    sizes = megabytes_a_million(("dispatch_attempt", "dispatch_receipt"), recipients * scenery.PARTS)
    return found + [Row(f"disk a million parts: {table}", f"{size:.0f} MB") for table, size in sizes.items()]


def _pair(shape: str, recipients: int) -> tuple[speed.Measured, speed.Measured]:
    window, binds = _SHAPES[shape]
    late = ("--answer-after", str(_OPERATOR))
    with speed.an_operator(*late) as port:
        bare = speed.bare(port, recipients, window=window, binds=binds)
    with speed.an_operator(*late) as port:
        return bare, speed.stored(port, recipients, window=window, binds=binds)


def _peer(
    rate: Callable[..., Measured | Skipped], window: int, receipts: Receipts, recipients: int
) -> Measured | Skipped:
    addresses = [str(84_900_000_000 + n) for n in range(recipients)]
    with OperatorProcess(answer_after=_OPERATOR) as operator:
        return rate(
            [scenery.TEXT] * recipients, addresses, operator.port, window=window, counts=operator.counts,
            receipts=receipts,
        )  # fmt: skip


def _rate(pairs: list[tuple[speed.Measured, speed.Measured]]) -> float:
    return median(stored.rate for _, stored in pairs)


def _told(shape: str, pairs: list[tuple[speed.Measured, speed.Measured]]) -> list[Row]:
    bare, rate = median(bare.rate for bare, _ in pairs), _rate(pairs)
    share = median(stored.rate / bare.rate for bare, stored in pairs)
    spent = median(stored.cpu_us for _, stored in pairs)
    return [
        Row(f"bare link, {shape}, 20 ms, nothing stored", f"{bare:,.0f} parts/s"),
        Row(
            f"sender, {shape}, 20 ms, all stored",
            f"{rate:,.0f} parts/s",
            f"≥ {_ENOUGH:,} and ≥ {_SHARE} of bare",
            rate >= _ENOUGH and share >= _SHARE,
            f"{share:.2f} of bare; {spent:.0f} µs a part",
        ),
    ]


def _beside(what: str, outcomes: list[Measured | Skipped], ours: float) -> Row:
    measured = [one for one in outcomes if isinstance(one, Measured)]
    if not measured:
        return Row(what, "skipped", note=next(one.reason for one in outcomes if isinstance(one, Skipped)))
    rate = median(one.parts_per_second for one in measured)
    return Row(
        what,
        f"{rate:,.0f} parts/s",
        "≤ ours" if "per part" in what else "",
        ours >= rate if "per part" in what else None,
        f"ours is {ours / rate:.2f} of it; version {measured[0].version}",
    )
