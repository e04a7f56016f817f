"""Outlines that an operator imports, stored by GSO code: rows in = rows stored + rows rejected, each with its reason.

Neighbours are made lighter together, so that no gap opens between them; to a screen nothing is lost.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely import MultiPolygon, Point, STRtree
from shapely.geometry.base import BaseGeometry

from .geojson import Outline, Problem, read_outlines
from .models import Boundary, Place, Tier

FINE = 0.0003  # degrees: about 30 metres, less than a pixel of any screen that shows a commune
AWAY = 0.3  # degrees: some 30 km between a unit's outline and its centre are no slip of a surveyor
SHARED = 0.05  # of the smaller of two units of one tier: above it, somebody's outline is wrong
DIGITS = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `notes` are things to look at that did not stop a row."""

    rows_in: int
    stored: int
    rejects: tuple[Problem, ...]
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.rows_in != self.stored + len(self.rejects):
            raise AssertionError("rows in are not rows stored and rows rejected")


def import_boundaries(raw: bytes, *, source: str, on: date, at: datetime) -> Imported:
    """Store the outlines of the units that existed on the day `on`; one stored before is replaced.

    Raises BoundariesUnreadable when the file is none.
    """
    outlines, rejects = read_outlines(raw)
    places = _places({outline.gso for outline in outlines}, on)
    fit: list[tuple[Place, Outline]] = []
    for outline in outlines:
        place = places.get(outline.gso)
        if problem := _misfit(outline, place, on):
            rejects.append(problem)
        elif place is not None:
            fit.append((place, outline))
    light = _lighter(fit)
    with transaction.atomic():
        Boundary.objects.bulk_create(
            [
                Boundary(place=place, coordinates=_coordinates(light[place.pk]), source=source[:200], imported_at=at)
                for place, _outline in fit
            ],
            update_conflicts=True,
            unique_fields=["place"],
            update_fields=["coordinates", "source", "imported_at"],
        )
    rejects.sort(key=lambda problem: problem.row)
    return Imported(len(fit) + len(rejects), len(fit), tuple(rejects), tuple(_notes(fit)))


def shape_of(boundary: Boundary) -> MultiPolygon:
    return MultiPolygon([(rings[0], rings[1:]) for rings in boundary.coordinates])


def _places(codes: set[str], on: date) -> dict[str, Place]:
    return {place.code: place for place in Place.objects.on(on).filter(code__in=codes).exclude(tier=Tier.SITE)}


def _misfit(outline: Outline, place: Place | None, on: date) -> Problem | None:
    if place is None:
        said = _("No unit has the code %(code)s on %(day)s; is it of another day's list?")
        return Problem(outline.row, "code-unknown", said % {"code": outline.gso, "day": on.isoformat()})
    if _on_the_grid(outline.shape).is_empty:
        return Problem(outline.row, "too-small", _("The outline is smaller than a few metres; export it in full."))
    if place.longitude is None or place.latitude is None:
        return None
    away = outline.shape.distance(Point(place.longitude, place.latitude))
    if away <= AWAY:
        return None
    said = _("The outline lies far from %(place)s (%(code)s), some %(km)d km; is the code right?")
    words = said % {"place": place.full_name, "code": place.code, "km": round(away * 110)}
    return Problem(outline.row, "elsewhere", words)


def _lighter(fit: Sequence[tuple[Place, Outline]]) -> dict[int, BaseGeometry]:
    """The outlines with fewer points, tier by tier; one that would not stay simple is kept as it was."""
    tiers: dict[str, list[tuple[Place, Outline]]] = defaultdict(list)
    for place, outline in fit:
        tiers[place.tier].append((place, outline))
    light: dict[int, BaseGeometry] = {}
    for group in tiers.values():
        whole = [outline.shape for _place, outline in group]
        fine = shapely.coverage_simplify(whole, FINE)
        for (place, _outline), before, after in zip(group, whole, fine, strict=True):
            light[place.pk] = after if after.is_valid and not after.is_empty else before
    return light


def _coordinates(shape: BaseGeometry) -> list[list[list[list[float]]]]:
    kept = _on_the_grid(shape)
    parts = kept.geoms if isinstance(kept, MultiPolygon) else [kept]
    return [
        [[[round(x, DIGITS), round(y, DIGITS)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]


def _on_the_grid(shape: BaseGeometry) -> BaseGeometry:
    """As it is stored. A needle thinner than the grid would cross itself there, and no map could be drawn of it."""
    rounded = shapely.transform(shape, lambda xy: xy.round(DIGITS))
    return rounded if rounded.is_valid else shapely.set_precision(shape, 10**-DIGITS)


def _notes(fit: Sequence[tuple[Place, Outline]]) -> list[str]:
    """Two units of one tier that share more than a border."""
    if not fit:
        return []
    shapes = [outline.shape for _place, outline in fit]
    notes = []
    for one, other in STRtree(shapes).query(shapes, predicate="intersects").T:
        a, b = fit[one][0], fit[other][0]
        if one >= other or a.tier != b.tier:
            continue
        shared = shapes[one].intersection(shapes[other]).area / min(shapes[one].area, shapes[other].area)
        if shared > SHARED:
            said = _("%(one)s and %(other)s overlap by %(share)d %% of the smaller.")
            notes.append(said % {"one": a.full_name, "other": b.full_name, "share": round(shared * 100)})
    return notes
