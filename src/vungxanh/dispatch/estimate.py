"""Before approval: how many parts, how long, how dear. Where something is not known the answer says so, and errs on the
slow and the dear side.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Group:
    """So many recipients who get a text of so many parts each."""

    recipients: int
    parts: int


@dataclass(frozen=True, slots=True)
class Speed:
    """A line: `rate` in parts per second, allowed or measured, None or 0 when not known; `price` in đồng per part."""

    name: str
    rate: float | None
    price: int | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """`seconds` is None when no line's rate is known, `cost` (đồng) when no line's price is.

    `cost_is_partial`: some line has no known price, and what it carries may cost something else.
    """

    recipients: int
    parts: int
    seconds: int | None
    cost: int | None
    cost_is_partial: bool

    @property
    def minutes(self) -> int | None:
        """Whole minutes, rounded up."""
        return None if self.seconds is None else math.ceil(self.seconds / 60)


def estimate(groups: Sequence[Group], lines: Sequence[Speed], spread_minutes: int = 0) -> Estimate:
    """The slowest honest answer: a line of unknown rate carries nothing, every part costs the dearest price.

    Spreading makes it last `spread_minutes` at least.
    """
    parts = sum(group.recipients * group.parts for group in groups)
    prices = [line.price for line in lines if line.price is not None]
    return Estimate(
        recipients=sum(group.recipients for group in groups),
        parts=parts,
        seconds=_seconds(parts, sum(line.rate or 0 for line in lines), spread_minutes),
        cost=parts * max(prices) if prices else None,
        cost_is_partial=0 < len(prices) < len(lines),
    )


def shorter(groups: Sequence[Group], lines: Sequence[Speed], spread_minutes: int = 0) -> Estimate | None:
    """The same with every text one part shorter, where it has more than one. None when no text has."""
    if all(group.parts <= 1 for group in groups):
        return None
    cut = [replace(group, parts=group.parts - 1) if group.parts > 1 else group for group in groups]
    return estimate(cut, lines, spread_minutes)


def _seconds(parts: int, rate: float, spread_minutes: int) -> int | None:
    if not parts:
        return 0
    return max(math.ceil(parts / rate), 60 * spread_minutes) if rate else None
