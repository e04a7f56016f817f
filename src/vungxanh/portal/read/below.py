"""The figures of the places below in a public release: a page's tables, a file's rows, a place's own series."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from vungxanh.figures.models import Indicator, Release, ReleasedFigure
from vungxanh.places.models import Place
from vungxanh.portal.read.figures import CASES, DEATHS, releases

AT_ONCE = 5_000  # figures read from the database at a time
SHOWN = 2  # indicators in a table that a phone can show
Values = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A place directly below and those below it in turn. `values` are in the order of `Table.indicators`."""

    place: Place
    values: Sequence[int | None]
    members: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    indicators: Sequence[Indicator]
    rows: Sequence[Row]
    places: int


def table(release: Release, known: Sequence[Indicator]) -> Table:
    """New cases and deaths by place, or what else the places reported. Every other figure is in the files."""
    places = [(place, values) for place, values in rows_of(release) if place.pk != release.place_id]
    keys = {key for _place, values in places for key in values}
    ordered = sorted((one for one in known if one.key in keys), key=lambda one: one.key not in (CASES, DEATHS))
    shown = ordered[:SHOWN]
    members: dict[int | None, list[Row]] = {}
    for place, values in reversed(places):  # the deepest first
        row = Row(place, [values.get(one.key) for one in shown], tuple(reversed(members.get(place.pk, []))))
        members.setdefault(place.parent_id, []).append(row)
    named = {place.pk for place, _values in places}
    top = [row for above, rows in members.items() if above not in named for row in rows]
    return Table(shown, sorted(top, key=lambda row: row.place.path), len(places))


def rows_of(release: Release) -> Iterator[tuple[Place, Values]]:
    """Each place of a release with its figures, the province first. One query, read in portions."""
    figures = ReleasedFigure.objects.filter(release=release).select_related("place").order_by("place__path", "pk")
    for _pk, those in groupby(figures.iterator(chunk_size=AT_ONCE), key=lambda figure: figure.place_id):
        group = list(those)
        yield group[0].place, {figure.indicator_id: figure.value for figure in group}


def place_called(province: Place, code: str) -> Place | None:
    """A place of the province by its GSO code, as it was last; None where there is none."""
    inside = Q(path=province.code) | Q(path__startswith=f"{province.code}/")
    return Place.objects.filter(inside, code=code).order_by("-valid_from").first()


def series_of_place(province: Place, code: str, at: datetime) -> Iterator[tuple[Release, Values]]:
    """Each released day on which the place has a figure, oldest first, as its latest correction says. One query."""
    latest = releases(province, at).order_by("day", "-number").distinct("day").values("pk")
    figures = ReleasedFigure.objects.filter(release__in=latest, place__code=code).select_related("release")
    found = figures.order_by("release__day").iterator(chunk_size=AT_ONCE)
    for _pk, those in groupby(found, key=lambda figure: figure.release_id):
        group = list(those)
        yield group[0].release, {figure.indicator_id: figure.value for figure in group}


def corrected_by(release: Release, at: datetime) -> int | None:
    """The number of the public release that corrects this one."""
    found = releases(release.place, at).filter(corrects=release).values_list("number", flat=True)
    return found.first()
