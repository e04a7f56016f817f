"""An overlay: how an adopting province fills what a source leaves open, without touching the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .rules.types import Measure, Rule, Span
from .tiers import Tier, Zone
from .types import Local


class Lowering(StrEnum):
    """Who may bring a level down."""

    DECLARATION = "declaration"  # only a person; the engine never proposes a lower level
    RULE = "rule"  # the rule may propose it


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers the source has no level for, given one by the province."""

    level: str
    span: Span
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Numbers deliberately left without a level: a person decides."""

    span: Span
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The level in force on the first day, and why."""

    level: str
    since: date
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the plan's words for a condition mean here: any of these keys holds, or one of these levels."""

    text: str
    line: int
    keys: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that stands for an indicator of one area until a release gives one: its population, by a census."""

    indicator: str
    area: str  # GSO code
    value: Decimal
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Overlay:
    file: str
    id: str
    plan: str
    title: str
    document: str
    valid_from: date
    line: int
    example: bool = False
    inputs: tuple[Measure, ...] = ()
    metric: str | None = None  # the input the plan's own bands are about
    gaps: tuple[Gap, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()
    opening: Opening | None = None
    lowering: Lowering = Lowering.DECLARATION
    lowering_reason: str | None = None
    conditions: Mapping[str, Meaning] = field(default_factory=dict, hash=False)  # by the plan's own words
    rule: Rule | None = None
    areas: tuple[Tier, ...] = ()  # none written: as the plan says
    local: Local | None = None
    constants: tuple[Constant, ...] = ()
    zones: Mapping[Zone, tuple[str, ...]] = field(default_factory=dict, hash=False)  # the conditions a zone means
