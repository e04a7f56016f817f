"""What is due: duty × level × area × day. Pure: the same plan and day give the same list, in the plan's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .area import Area, tier_of_duty
from .conditions import Conditions, ConditionState, Holding, condition_state, hold
from .moments import Period, is_late, period_of, when_due
from .overlay import Overlay
from .tiers import Tier
from .types import Agency, Duty, Every, Modality, Plan


class Timing(StrEnum):
    """What kind of promise a duty is, which decides how it can be kept or missed."""

    COUNTED = "counted"  # so many per day, week or month
    CLOCKED = "clocked"  # by or before a time
    CONTINUOUS = "continuous"  # always
    ON_EVENT = "on_event"  # when something happens
    ONCE = "once"  # before a date
    UNSPECIFIED = "unspecified"  # the source gives no frequency
    STANDING_CHECK = "standing_check"  # a prohibition: checked on drafts, never counted as missed


@dataclass(frozen=True, slots=True)
class Expects:
    """How many are expected in the period. Below `min` is missed; above `max` only warns."""

    min: int | None = None
    max: int | None = None
    target: int | None = None
    unit: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    duty: Duty
    area: Area
    agency: Agency
    performers: tuple[Agency, ...]
    level: str | None
    tier: Tier
    timing: Timing
    period: Period
    expects: Expects
    due_at: datetime | None  # Asia/Ho_Chi_Minh; None where nothing is ever late
    due_strictly_before: bool  # True: must be done before due_at, not at it
    within: timedelta | None  # after the event, for on_event duties
    condition: ConditionState

    @property
    def line(self) -> int:
        return self.duty.line

    @property
    def can_be_missed(self) -> bool:
        """Only an order that is counted, clocked or once, in scope, and not waiting on a condition."""
        return (
            self.due_at is not None
            and self.duty.modality is Modality.ORDER
            and not self.duty.declined
            and self.condition in (ConditionState.UNCONDITIONAL, ConditionState.MET)
        )

    def is_late(self, done_at: datetime) -> bool:
        """Whether something done at this (aware) moment came too late."""
        return self.due_at is not None and is_late(done_at, self.due_at, self.due_strictly_before)


def due(
    plan: Plan,
    *,
    level: str | None,
    on: date,
    areas: Sequence[Area],
    overlay: Overlay | None = None,
    conditions: Conditions | Holding = None,
    include_declined: bool = False,
    tier_of: Callable[[Plan, Duty], Tier] = tier_of_duty,
) -> list[Due]:
    """The duties in force on the day `on` at `level` (None: unknown), once per area of the tier each is counted at.

    `conditions`: keys that hold (`lockdown` …), everywhere or by area code; None means nobody knows.
    A `Holding` is what `hold` made of them for more areas than are asked about here.
    A province without districts (since 2025) does its districts' duties itself. A duty to be done once
    is listed until its last day. Declined duties appear only when asked for, and never as an obligation.
    """
    by_tier: dict[Tier, list[Area]] = {tier: [a for a in areas if a.tier is tier] for tier in Tier}
    if by_tier[Tier.COMMUNE] and not by_tier[Tier.DISTRICT]:
        by_tier[Tier.DISTRICT] = by_tier[Tier.PROVINCE]
    holding = conditions if isinstance(conditions, Holding) else hold(areas, conditions)
    agencies = {agency.id: agency for agency in plan.agencies}
    rows: list[Due] = []
    for duty in plan.duties:
        if (duty.declined and not include_declined) or not duty.in_force_at(level):
            continue
        period = period_of(duty, on)
        if period.end is not None and on > period.end:
            continue
        tier = tier_of(plan, duty)
        timing = timing_of(duty)
        due_at, strictly = when_due(duty, period) if timing in CAN_BE_LATE else (None, False)
        expects = expects_of(duty)
        agency = agencies[duty.agency]
        performers = tuple(agencies[id] for id in duty.performer)
        within = duty.cadence.within if duty.cadence else None
        meaning = overlay.conditions.get(duty.condition) if overlay and duty.condition else None
        for area in by_tier[tier]:
            state = condition_state(duty.condition, meaning, level, holding, area)
            rows.append(
                Due(
                    duty, area, agency, performers, level, tier, timing, period,
                    expects, due_at, strictly, within, state,
                )
            )  # fmt: skip
    return rows


CAN_BE_LATE = (Timing.COUNTED, Timing.CLOCKED, Timing.ONCE)
TIMING_OF = {Every.CONTINUOUS: Timing.CONTINUOUS, Every.EVENT: Timing.ON_EVENT, Every.ONCE: Timing.ONCE}


def timing_of(duty: Duty) -> Timing:
    cadence = duty.cadence
    if duty.modality is Modality.PROHIBIT:
        return Timing.STANDING_CHECK
    if cadence is None:
        return Timing.ONCE if duty.deadline else Timing.UNSPECIFIED
    if cadence.every in TIMING_OF:
        return TIMING_OF[cadence.every]
    if cadence.by is not None or cadence.before is not None:
        return Timing.CLOCKED
    counted = (cadence.min, cadence.max, cadence.target)
    return Timing.COUNTED if any(n is not None for n in counted) else Timing.UNSPECIFIED


def expects_of(duty: Duty) -> Expects:
    cadence = duty.cadence
    if cadence is None:
        return Expects()
    return Expects(cadence.min, cadence.max, cadence.target, cadence.unit, cadence.per)
