"""A measure read from the daily series: one number for one day, or nothing when it cannot be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import TypeAlias

from .types import Aggregate, Blank, Measure

Series: TypeAlias = Mapping[str, Mapping[date, Decimal | int | None]]


@dataclass(frozen=True, slots=True)
class Input:
    """What a proposal was made from. `value` is None when it could not be known; `missing` says why."""

    id: str
    indicator: str
    value: Decimal | None
    first: date
    last: date
    blank_days: int
    text: str
    missing: str | None = None


def read_measure(measure: Measure, series: Series, on: date) -> Input:
    first = _first_day(measure, on)
    reported = _reported(series.get(measure.indicator, {}), first, on)
    blank_days = max(0, on.toordinal() - first.toordinal() + 1 - len(reported))
    missing = _why_missing(measure, reported, first, on, blank_days)
    value = None
    if missing is None:
        value = _aggregate(measure, reported, on.toordinal() - first.toordinal() + 1)
        if measure.per is not None:
            value = _rate(measure, value, series, on)
            missing = None if value is not None else f"no {measure.of} is known to divide by"
    return Input(measure.id, measure.indicator, value, first, on, blank_days, measure.text or _words(measure), missing)


def _first_day(measure: Measure, on: date) -> date:
    if measure.since is not None:
        return measure.since
    if measure.days is None and measure.aggregate is Aggregate.LATEST:
        return date.min
    return date.fromordinal(max(1, on.toordinal() - (measure.days or 1) + 1))


def _reported(daily: Mapping[date, Decimal | int | None], first: date, on: date) -> dict[date, Decimal]:
    values = {d: Decimal(v) for d, v in daily.items() if v is not None and first <= d <= on}
    return {d: v for d, v in values.items() if v.is_finite()}


def _why_missing(
    measure: Measure, reported: Mapping[date, Decimal], first: date, on: date, blank_days: int
) -> str | None:
    if on < first:
        return f"counting starts on {first}"
    if measure.aggregate is Aggregate.LATEST:
        return None if reported else f"no {measure.indicator} was reported up to {on}"
    if on not in reported:
        return f"no {measure.indicator} was reported for {on}"
    if blank_days and measure.blank is Blank.MISSING:
        return f"{blank_days} days between {first} and {on} have no {measure.indicator}"
    return None


def _aggregate(measure: Measure, reported: Mapping[date, Decimal], days: int) -> Decimal:
    with localcontext(Context(traps=[])):
        total = sum(reported.values(), Decimal(0))
        if measure.aggregate is Aggregate.MEAN:
            return total / days
        if measure.aggregate is Aggregate.MAX:
            return max(reported.values())
        if measure.aggregate is Aggregate.LATEST:
            return reported[max(reported)]
        return total


def _rate(measure: Measure, value: Decimal, series: Series, on: date) -> Decimal | None:
    bases = _reported(series.get(measure.of or "", {}), date.min, on)
    base = bases[max(bases)] if bases else Decimal(0)
    if base <= 0 or measure.per is None:
        return None
    with localcontext(Context(traps=[])):
        rate = value * measure.per / base
    return rate if rate.is_finite() else None


def _words(measure: Measure) -> str:
    window = f" since {measure.since}" if measure.since else f" over {measure.days or 1} days"
    if measure.aggregate is Aggregate.LATEST and measure.days is None:
        window = ""
    rate = f" per {measure.per} {measure.of}" if measure.per is not None else ""
    return f"{measure.aggregate} of {measure.indicator}{window}{rate}"
