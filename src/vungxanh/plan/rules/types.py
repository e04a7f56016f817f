"""The rule language: how figures become a proposed level. A rule is a small tree of these values.

A rule never decides: its outcome is a proposal that a person declares, or does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Aggregate(StrEnum):
    SUM = "sum"
    MEAN = "mean"
    MAX = "max"
    LATEST = "latest"


class Blank(StrEnum):
    """What a day without a figure means inside a window. The day asked about must always have one."""

    MISSING = "missing"  # the input cannot be known
    ZERO = "zero"  # the adopting province says: not reported is counted as none


@dataclass(frozen=True, slots=True)
class Measure:
    """An input of a rule: an indicator's daily series made into one number for one day.

    The window is the last `days` days (the day asked about included), or everything `since` a date.
    With `per` and `of` the number is a rate: value / latest value of the indicator `of` * `per`.
    """

    id: str
    indicator: str
    aggregate: Aggregate
    line: int
    days: int | None = None
    since: date | None = None
    per: Decimal | None = None
    of: str | None = None
    blank: Blank = Blank.MISSING
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of numbers: min and max belong to it, above and below do not; None is open."""

    min: Decimal | None = None
    max: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        return (
            (self.min is None or value >= self.min)
            and (self.max is None or value <= self.max)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )

    def __str__(self) -> str:
        if self.min is not None and self.max is not None:
            return f"{self.min}–{self.max}"
        edges = (("at least", self.min), ("above", self.above), ("at most", self.max), ("below", self.below))
        return " and ".join(f"{word} {edge}" for word, edge in edges if edge is not None) or "any value"


@dataclass(frozen=True, slots=True)
class Condition:
    of: str
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Band:
    level: str
    span: Span
    line: int
    why: str | None = None  # when an overlay filled a hole with it


@dataclass(frozen=True, slots=True)
class Bands:
    """One input over bands: the level of the band it falls in."""

    of: str
    bands: tuple[Band, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Axis:
    of: str
    spans: tuple[Span, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two inputs crossed. `cells[row][column]` is a level, or None where a person decides."""

    rows: Axis
    columns: Axis
    cells: tuple[tuple[str | None, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class MaxOf:
    """The highest of several rules."""

    rules: tuple[Rule, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Split:
    """One rule while the condition holds, another otherwise."""

    when: Condition
    then: Rule
    otherwise: Rule
    line: int


@dataclass(frozen=True, slots=True)
class NotLowerUnless:
    """Never below the current level unless the condition holds."""

    rule: Rule
    unless: Condition
    line: int


@dataclass(frozen=True, slots=True)
class PlusOneIf:
    """One level higher (never past the highest) if the condition holds."""

    rule: Rule
    when: Condition
    line: int


@dataclass(frozen=True, slots=True)
class Hysteresis:
    """Raise after so many days in a row above the current level, lower after so many below it."""

    rule: Rule
    raise_after: int
    lower_after: int
    line: int


@dataclass(frozen=True, slots=True)
class Manual:
    """No figure decides; a person does, for the reason given."""

    reason: str
    line: int


Rule: TypeAlias = Bands | Matrix | MaxOf | Split | NotLowerUnless | PlusOneIf | Hysteresis | Manual
