"""Released figures as the public may read them at a moment: never a release under embargo, never a report."""

from datetime import date, datetime

from django.db.models import F
from django.utils.translation import gettext as _
from ninja import Schema

from vungxanh.api.said import Refused
from vungxanh.figures.models import Release, ReleasedFigure
from vungxanh.places.models import Place
from vungxanh.portal.read.figures import releases
from vungxanh.portal.read.place import province_shown

Point = tuple[date, int, int | None]  # day, number of the release, value


class Breakdown(Schema):
    place: str
    name: str
    tier: str
    figures: dict[str, int | None]


def province_of(at: datetime) -> Place:
    """The province that this site speaks for. Raises Refused (404) while no places are loaded."""
    place = province_shown(at.date())
    if place is None:
        raise Refused(404, "no-province", _("Nothing is loaded on this site yet."))
    return place


def breakdown(release: Release) -> list[Breakdown]:
    """The figures of the places below the release's own, in the order of places. One query."""
    rows = ReleasedFigure.objects.filter(release=release).exclude(place=F("release__place")).select_related("place")
    found: dict[int, Breakdown] = {}
    for row in rows.order_by("place__path", "indicator_id"):
        place = row.place
        empty = Breakdown(place=place.code, name=place.full_name, tier=place.tier, figures={})
        found.setdefault(place.pk, empty).figures[row.indicator_id] = row.value
    return list(found.values())


def series(province: Place, place: str, indicator: str, since: date, upto: date, at: datetime) -> list[Point]:
    """Oldest first, each day as the latest release that was public at `at` says. One query."""
    holding = releases(province, at).filter(day__range=(since, upto)).order_by("day", "-number").distinct("day")
    rows = ReleasedFigure.objects.filter(
        release_id__in=holding.values("pk"), place__code=place, indicator_id=indicator
    ).order_by("release__day")
    return list(rows.values_list("release__day", "release__number", "value"))
