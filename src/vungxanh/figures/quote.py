"""The named values a message may take from a release: numbers, days and moments, never words.

Everything follows from the release's own number: a later release or correction does not change what this one gives.
"""

from datetime import date, datetime, timedelta

from .models import Release
from .read import Series, figures_of, series_of

Quoted = int | date | datetime | None

A_WEEK = timedelta(days=7)


def quotation(release: Release, *, series_since: date | None) -> dict[str, Quoted]:
    """Every figure of the release by its key, with `day`, `as_of`, `release_number`, `corrects` (a number or None),
    and for new cases and new deaths `seven_day_…` and `wave_…` totals.

    A total adds up the days that were reported; `…_days_missing` counts those in the same span that were not, so
    that a sentence can say so. It is None when no day was reported, and the wave's when `series_since` is None.
    """
    week_from = release.day - A_WEEK + timedelta(days=1)
    since = week_from if series_since is None else min(series_since, week_from)
    keys = ("new_cases", "new_deaths")
    series = series_of(release.place, keys, since=since, upto=release.day, known_by=release.number)
    quoted: dict[str, Quoted] = {
        **figures_of(release),
        "day": release.day,
        "as_of": release.as_of,
        "release_number": release.number,
        "corrects": release.corrects.number if release.corrects else None,
    }
    for prefix, first in (("seven_day", week_from), ("wave", series_since)):
        for key, suffix in zip(keys, ("", "_deaths"), strict=True):
            quoted[f"{prefix}{suffix}_total"] = _total(series[key], first)
            quoted[f"{prefix}{suffix}_days_missing"] = _missing(series[key], first, release.day)
    return quoted


def _total(series: Series, first: date | None) -> int | None:
    reported = [value for day, value in series.items() if first is not None and day >= first and value is not None]
    return sum(reported) if reported else None


def _missing(series: Series, first: date | None, last: date) -> int | None:
    if first is None:
        return None
    reported = sum(value is not None for day, value in series.items() if day >= first)
    return max((last - first).days + 1, 0) - reported
