"""The named values a message may take from a release: numbers, days and moments, never words.

Everything follows from the release's own number: a later release or correction does not change what this one gives,
unless it is asked for what was `known_by` a later one.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from vungxanh.places.models import Place

from .models import Release, ReleasedFigure
from .read import Series, figures_of, series_of

Quoted = int | date | datetime | None

A_WEEK = timedelta(days=7)
TOTALLED = ("new_cases", "new_deaths")
SUFFIXES = ("", "_deaths")
SPANS = ("seven_day", "wave")


def quotation(release: Release, *, series_since: date | None, known_by: int | None = None) -> dict[str, Quoted]:
    """Every figure of the release by its key, with `day`, `as_of`, `release_number`, `corrects` (a number or None),
    and for new cases and new deaths `seven_day_…` and `wave_…` totals.

    A total adds up the days that were reported; `…_days_missing` counts those in the same span that were not, so
    that a sentence can say so. It is None when no day was reported, and the wave's when `series_since` is None.
    """
    week_from = first_of_week(release.day)
    since = week_from if series_since is None else min(series_since, week_from)
    known = known_by or release.number
    series = series_of(release.place, TOTALLED, since=since, upto=release.day, known_by=known)
    return {
        **figures_of(release),
        "day": release.day,
        "as_of": release.as_of,
        "release_number": release.number,
        "corrects": release.corrects.number if release.corrects else None,
        **totals(series, release.day, series_since),
    }


def totals(series: Mapping[str, Series], day: date, wave_from: date | None) -> dict[str, int | None]:
    """The totals that end on `day`, by the name of their blank. Pure."""
    found: dict[str, int | None] = {}
    for span, first in zip(SPANS, (first_of_week(day), wave_from), strict=True):
        for key, suffix in zip(TOTALLED, SUFFIXES, strict=True):
            found[f"{span}{suffix}_total"] = _total(series[key], first)
            found[f"{span}{suffix}_days_missing"] = _missing(series[key], first, day)
    return found


def first_of_week(day: date) -> date:
    """The first of the seven days that end on `day`."""
    return day - A_WEEK + timedelta(days=1)


class History:
    """Every value ever released of the indicators that are totalled: what was known at any number. One query."""

    def __init__(self, place: Place, *, upto_number: int) -> None:
        rows = ReleasedFigure.objects.filter(
            release__place=place, place=place, indicator_id__in=TOTALLED, release__number__lte=upto_number
        ).order_by("release__number")
        self._said: dict[str, list[tuple[int, date, int | None]]] = defaultdict(list)
        for key, number, day, value in rows.values_list("indicator_id", "release__number", "release__day", "value"):
            self._said[key].append((number, day, value))

    def series(self, *, known_by: int, upto: date) -> dict[str, Series]:
        """Each day up to `upto` as the latest release with a number up to `known_by` says."""
        return {
            key: {day: value for number, day, value in self._said[key] if number <= known_by and day <= upto}
            for key in TOTALLED
        }


def _total(series: Series, first: date | None) -> int | None:
    reported = [value for day, value in series.items() if first is not None and day >= first and value is not None]
    return sum(reported) if reported else None


def _missing(series: Series, first: date | None, last: date) -> int | None:
    if first is None:
        return None
    reported = sum(value is not None for day, value in series.items() if day >= first)
    return max((last - first).days + 1, 0) - reported
