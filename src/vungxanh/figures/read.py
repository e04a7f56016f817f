"""What was released, and nothing else: a correction stands in for what it corrects, a null is "not reported".

Every function is one query, whatever the number of days.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F, QuerySet

from vungxanh.places.models import Place

from .models import Release, ReleasedFigure

Series = dict[date, int | None]


def public_releases(place: Place, at: datetime) -> QuerySet[Release]:
    """Every release of a place that is public at that moment. What is under embargo is not there."""
    return Release.objects.filter(place=place, published_at__lte=at)


def latest_release(place: Place, upto: date | None = None, *, at: datetime | None = None) -> Release | None:
    """The release that holds for the last released day, on or before `upto` when it is given.

    `at`: what is public at that moment only; None is also what is under embargo.
    """
    found = Release.objects.filter(place=place) if at is None else public_releases(place, at)
    if upto is not None:
        found = found.filter(day__lte=upto)
    return found.order_by("-day", "-number").first()


def figures_of(release: Release) -> dict[str, int | None]:
    """{indicator key: value, or None for "not reported"} of the release's own place, exactly as released."""
    return figures_of_each([release])[release.pk]


def figures_of_each(releases: Collection[Release]) -> dict[int, dict[str, int | None]]:
    """The same for several releases, by their primary keys."""
    found: dict[int, dict[str, int | None]] = {release.pk: {} for release in releases}
    own = ReleasedFigure.objects.filter(release__in=found, place=F("release__place")).order_by("indicator_id")
    for pk, key, value in own.values_list("release_id", "indicator_id", "value"):
        found[pk][key] = value
    return found


def figures_below(release: Release) -> dict[str, dict[str, int]]:
    """{path of a place: {indicator key: value}} of the places below, exactly as released."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    below = ReleasedFigure.objects.filter(release=release).exclude(place=release.place_id)
    for path, key, value in below.values_list("place__path", "indicator_id", "value"):
        if value is not None:
            found[path][key] = value
    return dict(found)


def released_series(place: Place, indicator: str, upto: date) -> Series:
    """{day: value} for every released day up to `upto`, oldest first, each as its latest correction says.

    A day that was released without this indicator, or not released, is absent; None was released as not reported.
    """
    return series_of(place, [indicator], upto=upto)[indicator]


def series_of(
    place: Place,
    indicators: Collection[str],
    *,
    upto: date,
    since: date | None = None,
    known_by: int | None = None,
) -> dict[str, Series]:
    """The series of several indicators. `known_by` leaves out releases with a higher number: what was known then."""
    releases = Release.objects.filter(place=place, day__lte=upto)
    if since is not None:
        releases = releases.filter(day__gte=since)
    if known_by is not None:
        releases = releases.filter(number__lte=known_by)
    latest = releases.order_by("day", "-number").distinct("day")
    rows = ReleasedFigure.objects.filter(
        release_id__in=latest.values("pk"), place=place, indicator_id__in=indicators
    ).order_by("release__day")
    found: dict[str, Series] = defaultdict(dict) | {key: {} for key in indicators}
    for key, day, value in rows.values_list("indicator_id", "release__day", "value"):
        found[key][day] = value
    return dict(found)
