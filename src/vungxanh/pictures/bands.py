"""Numbers into at most four bands with round edges, for a map's colours. Zero is a band of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

MOST = 4


@dataclass(frozen=True, slots=True)
class Band:
    """From `least` to `most`, both included; `most` is None for the highest."""

    least: int
    most: int | None

    def holds(self, value: int) -> bool:
        return value >= self.least and (self.most is None or value <= self.most)


def bands(values: Sequence[int | None]) -> list[Band]:
    """Bands above zero that hold about as many places each, from low to high. None when nothing is above zero."""
    counted = sorted(value for value in values if value)
    if not counted:
        return []
    starts = [1]
    for n in range(1, MOST):
        edge = _round(counted[len(counted) * n // MOST])
        if starts[-1] < edge <= counted[-1]:
            starts.append(edge)
    return [Band(start, after - 1) for start, after in pairwise(starts)] + [Band(starts[-1], None)]


def band_of(value: int, among: Sequence[Band]) -> int:
    """0 for zero, else 1 for the lowest band, and so on."""
    return next((n for n, band in enumerate(among, start=1) if band.holds(value)), 0)


def _round(value: int) -> int:
    """Down to 1, 2, 5 times a power of ten, so that a legend can be read aloud."""
    if value < 10:
        return value
    power = 10 ** floor(log10(value))
    return int(power * next(step for step in (5, 2, 1) if step * power <= value))
