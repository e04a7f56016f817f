"""The released figures that a rule asks about, of many places at once: two queries, whatever the number of places.

Only releases up to the one weighed are read, so that its answer never depends on what came later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from vungxanh.figures.models import Indicator, Release, ReleasedFigure
from vungxanh.plan import Aggregate, Constant, Hysteresis, Measure, Rule, inputs_read, parts

A_DAY = timedelta(days=1)
REACH = timedelta(days=400)  # how far back a latest value, such as a population, is looked for

Value = Decimal | int | None
SeriesOfPlace = dict[str, dict[date, Value]]


def measures_of(rule: Rule, defined: Iterable[Measure]) -> list[Measure]:
    """The inputs that the rule reads."""
    names = {name for name, _line in inputs_read(rule)}
    return [measure for measure in defined if measure.id in names]


def patience(rule: Rule) -> int:
    """How many days a rule looks back from the day it is asked about: its longest hysteresis, else none."""
    waits = [max(p.raise_after, p.lower_after) for p in parts(rule) if isinstance(p, Hysteresis)]
    return max(waits, default=0)


def series_of_places(
    release: Release, places: Collection[int], rule: Rule, measures: Collection[Measure]
) -> dict[int, SeriesOfPlace]:
    """{place id: {indicator: {day: value}}}, as far back as the rule needs."""
    rates = {r.key: r for r in Indicator.objects.filter(key__in=_named(measures), kind=Indicator.Kind.RATE)}
    days_back, standing = _windows(release.day, measures, patience(rule))
    for key, rate in rates.items():
        for part in (rate.numerator_id, rate.denominator_id):
            if key in days_back:
                days_back[part or ""] = min(days_back[key], days_back.get(part or "", date.max))
            standing.add(part or "")
    first = min(days_back.values(), default=release.day)
    found: dict[int, SeriesOfPlace] = {pk: defaultdict(dict) for pk in places}
    wanted = days_back.keys() | standing
    for pk, key, day, value in _figures(release, places, wanted, first):
        found[pk][key][day] = value
    _add_latest_before(found, release, standing, first)
    for series in found.values():
        for rate in rates.values():
            series[rate.key] = _rate(rate, series)
    return found


def constants_of(code: str, constants: Iterable[Constant]) -> SeriesOfPlace:
    """What the overlay gives for a place, as older than any release."""
    return {c.indicator: {date.min: c.value} for c in constants if c.area == code}


def joined(series: SeriesOfPlace, older: SeriesOfPlace) -> SeriesOfPlace:
    return {key: {**older.get(key, {}), **series.get(key, {})} for key in series.keys() | older.keys()}


def _named(measures: Collection[Measure]) -> set[str]:
    return {m.indicator for m in measures} | {m.of for m in measures if m.of}


def _windows(on: date, measures: Collection[Measure], days: int) -> tuple[dict[str, date], set[str]]:
    """{indicator: first day needed}, and the indicators of which the latest value before that counts too."""
    days_back: dict[str, date] = {}
    standing = {m.of for m in measures if m.of}
    for m in measures:
        if m.aggregate is Aggregate.LATEST and m.days is None and m.since is None:
            standing.add(m.indicator)
        first = m.since or on - A_DAY * ((m.days or 1) - 1 + days)
        days_back[m.indicator] = min(first, days_back.get(m.indicator, first))
    return days_back, standing


Row = tuple[int, str, date, int | None]


def _figures(release: Release, places: Collection[int], keys: Collection[str], first: date) -> Iterable[Row]:
    held = _holding(release, first, release.day)
    rows = ReleasedFigure.objects.filter(release__in=held, place__in=places, indicator__in=keys)
    return rows.values_list("place_id", "indicator_id", "release__day", "value")


def _holding(release: Release, first: date, last: date) -> QuerySet[Release, Any]:
    """The latest correction of each day, as it was known when `release` was signed."""
    known = Release.objects.filter(place=release.place_id, number__lte=release.number, day__range=(first, last))
    return known.order_by("day", "-number").distinct("day").values("pk")


def _add_latest_before(
    found: Mapping[int, SeriesOfPlace], release: Release, keys: Collection[str], first: date
) -> None:
    """For what stands until it is told anew: the last value before `first`, where nothing was told on that day."""
    lacking = {(pk, key) for pk, series in found.items() for key in keys if series.get(key, {}).get(first) is None}
    if not lacking:
        return
    rows = (
        ReleasedFigure.objects.filter(
            Q(value__isnull=False),
            release__in=_holding(release, first - REACH, first - A_DAY),
            place__in={pk for pk, _key in lacking},
            indicator__in={key for _pk, key in lacking},
        )
        .order_by("place_id", "indicator_id", "-release__day")
        .distinct("place_id", "indicator_id")
    )
    for pk, key, day, value in rows.values_list("place_id", "indicator_id", "release__day", "value"):
        found[pk][key].setdefault(day, value)


def _rate(rate: Indicator, series: SeriesOfPlace) -> dict[date, Value]:
    """A rate by day, over the denominator that stood on that day; absent where it cannot be known."""
    over = {day: value for day, value in series.get(rate.denominator_id or "", {}).items() if value}
    days: dict[date, Value] = {}
    for day, value in series.get(rate.numerator_id or "", {}).items():
        stood = max((d for d in over if d <= day), default=None)
        if value is not None and stood is not None:
            days[day] = Decimal(value) * (rate.per or 1) / Decimal(over[stood] or 1)
    return days
