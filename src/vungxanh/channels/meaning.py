"""The shape of a channel's table of codes: what a code means, says in plain words, and asks us to wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds until the next try: the first time, and what multiplies it after each further try, up to a longest."""

    first: float
    growth: float
    longest: float

    def after(self, tries: int) -> float:
        """The wait after so many tries; 1 is the first."""
        steps = min(max(tries - 1, 0), 64)  # beyond that the longest wait was reached long ago
        return min(self.first * self.growth**steps, self.longest)


@dataclass(frozen=True, slots=True)
class Meaning(Generic[T]):
    """`wait` is set where trying again helps."""

    outcome: T
    words: _StrPromise
    wait: Wait | None = None
