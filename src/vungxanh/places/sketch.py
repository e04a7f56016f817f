"""A province's areas as plain paths for a picture: projected, made light, each with a place for its label. Kept a day.

North is up; a degree of longitude is as short as it is on the ground there. Whole numbers, so that a map is small.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians

import shapely
from django.core.cache import cache
from django.db.models import Count, Max
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from .areas import Area, areas_of
from .models import Boundary, Place, Tier

WIDTH, MARGIN = 1280, 10
MOST_HEIGHT = 1500
DETAIL = 1.5  # units: what is smaller than this is not drawn
A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """One unit: its path, and a circle inside it where a label fits."""

    place_id: int
    d: str
    x: int
    y: int
    room: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """`sources`: who drew the outlines; empty when all are computed. `without`: units of which no place is known."""

    width: int
    height: int
    drawn: tuple[Drawn, ...]
    borders: tuple[str, ...]
    computed: int
    sources: tuple[str, ...]
    without: int


def sketch(province: Place, tier: str, on: date) -> Sketch:
    """The map of one tier on a day. One query once it is known, until a boundary or a place is added."""
    inside = Place.objects.within(province).on(on)
    state = inside.aggregate(places=Count("pk"), outlines=Count("boundary"), latest=Max("boundary__imported_at"))
    latest = state["latest"].timestamp() if state["latest"] else 0
    name = f"sketch:{province.pk}:{tier}:{on}:{state['places']}:{state['outlines']}:{latest}"
    known = cache.get(name)
    if known is None:
        known = _sketch(province, tier, on)
        cache.set(name, known, A_DAY)
    return known  # type: ignore[no-any-return]


def _sketch(province: Place, tier: str, on: date) -> Sketch:
    areas = areas_of(province, tier, on)
    shown = [area for area in areas if area.shape is not None and not area.shape.is_empty]
    sources = Boundary.objects.filter(place__in=[a.place.pk for a in shown if not a.computed])
    without = len(areas) - len(shown)
    if not shown:
        return Sketch(WIDTH, 0, (), (), 0, (), without)
    shapes, width, height = _projected([a.shape for a in shown])
    shapes = _light(shapes)
    drawn = [_drawn(area, shape) for area, shape in zip(shown, shapes, strict=True)]
    return Sketch(
        width=width,
        height=height,
        drawn=tuple(drawn),
        borders=_borders(shown, shapes) if tier == Tier.COMMUNE else (),
        computed=sum(area.computed for area in shown),
        sources=tuple(sorted(set(sources.values_list("source", flat=True)))),
        without=without,
    )


def _projected(shapes: Sequence[BaseGeometry | None]) -> tuple[list[BaseGeometry], int, int]:
    """Longitude and latitude to units, y downwards."""
    west, south, east, north = shapely.total_bounds(shapes)
    squeeze = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), (MOST_HEIGHT - 2 * MARGIN) / (north - south))
    width = round((east - west) * squeeze * scale) + 2 * MARGIN
    height = round((north - south) * scale) + 2 * MARGIN
    flat = shapely.transform(
        list(shapes),
        lambda xy: (xy - (west, north)) * (squeeze * scale, -scale) + MARGIN,
    )
    return list(flat), width, height


def _light(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Fewer points along common borders, alike on both sides; a shape that would suffer is kept."""
    light = shapely.coverage_simplify(shapes, DETAIL)
    pairs = zip(shapes, light, strict=True)
    return [after if after.is_valid and not after.is_empty else before for before, after in pairs]


def _drawn(area: Area, shape: BaseGeometry) -> Drawn:
    largest = max(_polygons(shape), key=lambda part: part.area)
    ray = shapely.maximum_inscribed_circle(largest, tolerance=2).coords
    (x, y), (edge_x, edge_y) = ray[0], ray[-1]
    return Drawn(area.place.pk, _path(shape), round(x), round(y), int(hypot(x - edge_x, y - edge_y)))


def _borders(areas: Sequence[Area], shapes: Sequence[BaseGeometry]) -> tuple[str, ...]:
    """The outlines of the districts over their communes."""
    districts: dict[int, list[BaseGeometry]] = {}
    for area, shape in zip(areas, shapes, strict=True):
        if area.place.parent_id:
            districts.setdefault(area.place.parent_id, []).append(shape)
    if len(districts) < 2:
        return ()
    return tuple(_path(shapely.union_all(parts, grid_size=0.5)) for parts in districts.values())


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = [shape] if isinstance(shape, Polygon) else list(getattr(shape, "geoms", []))
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def _path(shape: BaseGeometry) -> str:
    return "".join(_ring(ring.coords) for part in _polygons(shape) for ring in (part.exterior, *part.interiors))


def _ring(points: Sequence[tuple[float, ...]]) -> str:
    """One ring in whole units, relative to the point before; "" when nothing of it is left."""
    whole = [(round(x), round(y)) for x, y, *_z in points]
    kept = [p for p, before in zip(whole[1:], whole, strict=False) if p != before]
    if len(kept) < 3:
        return ""
    (x, y), steps = kept[0], []
    for next_x, next_y in kept[1:]:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps).replace(' -', '-')}z"
