"""Our figures as DHIS2's values: what was released and is public, or what a person's area has reported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.api.dhis2.mapping import Foreign, abroad
from vungxanh.api.dhis2.wire import Value, period_of
from vungxanh.api.released import province_of
from vungxanh.api.said import Refused
from vungxanh.figures.models import ReleasedFigure, Report
from vungxanh.places.models import Place, PlaceQuerySet
from vungxanh.portal.read.figures import releases

MOST_VALUES = 100_000
Scheme = Literal["code", "uid"]
Of = Literal["released", "reported"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which values: of these days, and of these units (all when none is named), with those below or without."""

    days: Sequence[date]
    units: Sequence[str]
    children: bool


def released_values(wanted: Wanted, at: datetime) -> list[Value]:
    """As the latest release of each day says that was public at `at`. Raises Refused (422) for too many."""
    holding = releases(province_of(at), at).filter(day__in=wanted.days).order_by("day", "-number").distinct("day")
    figures = ReleasedFigure.objects.filter(release__in=holding.values("pk"), value__isnull=False)
    figures = figures.filter(place__in=_places(wanted, at)).order_by("release__day", "place__path", "indicator_id")
    return _values(figures.values_list("indicator_id", "release__day", "place__code", "value", "release__published_at"))


def reported_values(wanted: Wanted, reports: QuerySet[Report], at: datetime) -> list[Value]:
    """As reported until now, among `reports`: those that whoever asks may read. Raises Refused (422) for too many."""
    reports = reports.filter(day__in=wanted.days, value__isnull=False, place__in=_places(wanted, at))
    reports = reports.order_by("day", "place__path", "indicator_id")
    return _values(reports.values_list("indicator_id", "day", "place__code", "value", "reported_at"))


def in_their_words(values: Iterable[Value], foreign: Foreign) -> Iterator[Value]:
    """With the identifiers of the mapping; what it does not name has none there, and is left out."""
    theirs = abroad(foreign)
    for value in values:
        if value.element in theirs.elements and value.unit in theirs.units:
            element, category = theirs.elements[value.element]
            yield replace(value, element=element, category=category, unit=theirs.units[value.unit])


def _places(wanted: Wanted, at: datetime) -> PlaceQuerySet:
    """Of the province of this site. None named: the province itself, or all of it with `children`."""
    within = Place.objects.within(province_of(at))
    named = within.filter(code__in=wanted.units) if wanted.units else Place.objects.filter(pk=province_of(at).pk)
    if not wanted.children:
        return within.filter(pk__in=named)
    inside = Q()
    for path in named.values_list("path", flat=True):
        inside |= Q(path=path) | Q(path__startswith=f"{path}/")
    return within.filter(inside) if inside else Place.objects.none()


def _values(rows: QuerySet[Any, Any]) -> list[Value]:
    """Of (indicator, day, place's code, value, since when)."""
    found = list(rows[: MOST_VALUES + 1])
    if len(found) > MOST_VALUES:
        sentence = _("These are more than %d values. Ask for fewer days or places at a time.") % MOST_VALUES
        raise Refused(422, "too-many-values", sentence)
    return [
        Value(element=key, period=period_of(day), unit=code, value=str(value), updated=moment)
        for key, day, code, value, moment in found
    ]
