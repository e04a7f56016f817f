"""A plan as frozen values. Every part carries the line it stands on, so that whatever
follows from it can be traced back to the file, and from there to the source document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeVar

from .rules.types import Measure, Rule
from .tiers import Tier


class Kind(StrEnum):
    PUBLISH = "publish"
    BROADCAST = "broadcast"
    SMS = "sms"
    SOCIAL = "social"
    REPORT = "report"
    MONITOR = "monitor"
    ANSWER = "answer"
    PRINT = "print"
    VERIFY = "verify"
    COORDINATE = "coordinate"
    PREPARE = "prepare"
    INSPECT = "inspect"
    TRAIN = "train"
    OPERATE = "operate"


class Modality(StrEnum):
    ORDER = "order"
    REQUEST = "request"  # "Đề nghị": never shown as a breach
    PROHIBIT = "prohibit"  # a standing check on drafts, never a thing to do
    ENCOURAGE = "encourage"


class Scope(StrEnum):
    IN = "in"
    DECLINED = "declined"


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    EVENT = "event"
    CONTINUOUS = "continuous"
    ONCE = "once"


class DeclinedCategory(StrEnum):
    """Why this system does not do a duty that a plan orders (DESIGN section 2, rule 6)."""

    POLITICAL_REBUTTAL = "political-rebuttal"
    OPINION_MONITORING = "opinion-monitoring"
    WITHHOLD_FACTS = "withhold-facts"
    SANCTION = "sanction"
    SUPPRESS_CRITICISM = "suppress-criticism"
    PROFILE_PERSONS = "profile-persons"
    BLOCK_ACCOUNTS = "block-accounts"


IMMEDIATE = timedelta(0)  # `within: immediate`


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, as the source says it (`text`, verbatim) and as it was understood."""

    text: str
    every: Every
    min: int | None = None  # below it a duty is missed
    max: int | None = None  # above it only a warning: too many messages
    target: int | None = None
    unit: str | None = None  # what is counted: release, broadcast, sms, post, report …
    per: str | None = None  # per station, province …
    by: time | None = None  # done at this time at the latest
    before: time | date | None = None  # done strictly before
    within: timedelta | None = None  # after the event that calls for it
    at: tuple[str, ...] = ()
    hours: str | None = None
    trigger: str | None = None
    also: str | None = None
    tz: str | None = None
    note: str | None = None
    line: int = 0

    @property
    def has_number_or_clock(self) -> bool:
        told = (self.min, self.max, self.target, self.by, self.before, self.within, self.hours)
        return any(value is not None for value in told)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing one agency has to do. `level` is "all" or the ids of the levels it belongs to."""

    id: str
    agency: str  # accountable
    action: str
    kind: Kind
    modality: Modality
    scope: Scope
    source: tuple[str, ...]
    line: int
    level: Literal["all"] | tuple[str, ...] = "all"
    with_: tuple[str, ...] = ()  # cooperating; `with` in the file
    performer: tuple[str, ...] = ()  # who does it when the agency only directs
    channel: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    placement: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    cadence: Cadence | None = None
    condition: str | None = None
    deadline: date | None = None
    declined_category: DeclinedCategory | None = None
    why: str | None = None
    note: str | None = None
    anchor: str | None = None
    agency_inferred: bool = False

    @property
    def declined(self) -> bool:
        return self.scope is Scope.DECLINED

    def in_force_at(self, level: str | None) -> bool:
        """A duty for every level is in force even while the level is unknown (None)."""
        return self.level == "all" or (level is not None and level in self.level)


@dataclass(frozen=True, slots=True)
class Level:
    id: str
    order: int
    label: str
    line: int
    colour: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    determined_by: str | None = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Local:
    """A rule of its own for places of these tiers, weighed over each place's own figures."""

    areas: tuple[Tier, ...]
    rule: Rule
    line: int


@dataclass(frozen=True, slots=True)
class Levels:
    scheme: str
    line: int
    metric: str | None = None
    metric_window: str | None = None
    notes: tuple[str, ...] = ()
    items: tuple[Level, ...] = ()
    inputs: tuple[Measure, ...] = ()
    rule: Rule | None = None
    areas: tuple[Tier, ...] = ()  # the tiers its rule or thresholds are meant for; none written: the province
    local: Local | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    id: str
    name: str  # as printed in the source
    role: str  # province-neutral key, such as info-dept/press-unit
    line: int


@dataclass(frozen=True, slots=True)
class Audience:
    id: str
    label: str
    line: int
    themes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    name: str
    kind: str
    line: int
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A purpose, a requirement, a theme or a key message."""

    id: str
    text: str
    source: tuple[str, ...]
    line: int
    anchor: str | None = None
    scope: Scope = Scope.IN
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Who issued the plan, when, and which documents it was taken from."""

    id: str
    province: str
    title: str
    issuer: str
    line: int
    doc_type: str | None = None
    issuer_kind: str | None = None
    number: str | None = None
    date: str | None = None
    scope_of_plan: str | None = None
    source: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    example: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    file: str
    header: Header
    levels: Levels
    agencies: tuple[Agency, ...]
    audiences: tuple[Audience, ...]
    channels: tuple[Channel, ...]
    duties: tuple[Duty, ...]
    purpose: tuple[Statement, ...] = ()
    requirements: tuple[Statement, ...] = ()
    themes: tuple[Statement, ...] = ()
    messages: tuple[Statement, ...] = ()
    ambiguities: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def declined(self) -> tuple[Duty, ...]:
        return tuple(d for d in self.duties if d.declined)

    def agency(self, id: str) -> Agency:
        """The agency with this id. Raises KeyError with the ids that exist."""
        return _find(self.agencies, id)

    def level(self, id: str) -> Level:
        return _find(self.levels.items, id)

    def duty(self, id: str) -> Duty:
        return _find(self.duties, id)

    def channel(self, id: str) -> Channel:
        return _find(self.channels, id)

    def audience(self, id: str) -> Audience:
        return _find(self.audiences, id)


T = TypeVar("T", Agency, Level, Duty, Channel, Audience)


def _find(items: tuple[T, ...], id: str) -> T:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(f"'{id}' is not in the plan; there are: {', '.join(i.id for i in items)}")
