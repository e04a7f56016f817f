"""The area of every unit for a map: as imported, else computed from the units' centre points.

A computed area is no border: it says which centre is nearest, inside the province. It is always marked as computed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, pi, radians, sin
from statistics import median

import shapely
from shapely import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .boundaries import shape_of
from .models import Boundary, Place, Succession, Tier

XY = tuple[float, float]
NUDGE = 0.003  # degrees: units that share a centre are set around it
HOLLOW = 0.4  # 0: the hull follows every inlet of the points; 1: it is convex
STRAY = 5  # times as far from its neighbours as is usual among them: a slip in the list, not a place
MARGIN = 0.75  # of the usual distance between neighbours, around the outermost points


@dataclass(frozen=True, slots=True)
class Area:
    """A unit as a map shows it; `shape` is None where nothing says where it lies."""

    place: Place
    shape: BaseGeometry | None
    computed: bool


def areas_of(province: Place, tier: str, on: date) -> list[Area]:
    """The units of one tier in `province` that existed on that day, with their areas. Three queries.

    A district without an outline is its communes together.
    """
    places = list(Place.objects.within(province).on(on).exclude(tier=Tier.SITE))
    known = {b.place_id: shape_of(b) for b in Boundary.objects.filter(place__in=[p.pk for p in places])}
    points = _points(places)
    communes = [p for p in places if p.tier == Tier.COMMUNE]
    lowest = communes or [p for p in places if p.tier == Tier.DISTRICT]
    cells = _without_boundaries(lowest, known, points, known.get(province.pk))
    if tier == Tier.DISTRICT and communes:
        cells = _together(places, cells)
    wanted = [p for p in places if p.tier == tier]
    return [Area(p, known.get(p.pk) or cells.get(p.pk), p.pk not in known) for p in wanted]


def voronoi(points: Mapping[int, XY], inside: BaseGeometry | None = None) -> dict[int, BaseGeometry]:
    """{key: the part of `inside` (default: a hull around the points) that is nearer to this point than to any other}.

    Together they cover the whole, and no two share more than a border.
    """
    if not points:
        return {}
    apart = _apart(points)
    whole = hull(list(apart.values())) if inside is None else inside
    if len(apart) == 1:
        return dict.fromkeys(apart, whole)
    squeeze = _squeeze(apart.values())
    flat = MultiPoint([(x * squeeze, y) for x, y in apart.values()])
    cells = shapely.voronoi_polygons(flat, extend_to=_scaled(whole, squeeze).buffer(1), ordered=True)
    return {key: _scaled(cell, 1 / squeeze).intersection(whole) for key, cell in zip(apart, cells.geoms, strict=True)}


def hull(points: Sequence[XY]) -> BaseGeometry:
    """A rounded outline around the points, half a neighbour's distance away from the outermost."""
    cloud = MultiPoint(points)
    margin = MARGIN * _usual_distance(points)
    return shapely.concave_hull(cloud, ratio=HOLLOW).buffer(margin, quad_segs=4).simplify(margin / 20)


def _without_boundaries(
    places: Sequence[Place], known: Mapping[int, BaseGeometry], points: Mapping[int, XY], inside: BaseGeometry | None
) -> dict[int, BaseGeometry]:
    """Computed areas where no outline is known; they leave the known ones as they are."""
    placed = {p.pk: points[p.pk] for p in places if p.pk in points}
    if not placed or all(p.pk in known for p in places):
        return {p.pk: known[p.pk] for p in places if p.pk in known}
    cells = voronoi(placed, inside)
    taken = shapely.union_all([known[p.pk] for p in places if p.pk in known])
    return {p.pk: known.get(p.pk) or cells[p.pk].difference(taken) for p in places if p.pk in known or p.pk in cells}


def _together(places: Iterable[Place], cells: Mapping[int, BaseGeometry]) -> dict[int, BaseGeometry]:
    parts: dict[int, list[BaseGeometry]] = defaultdict(list)
    for place in places:
        if place.pk in cells and place.parent_id:
            parts[place.parent_id].append(cells[place.pk])
    return {pk: _filled(shapely.union_all(shapes, grid_size=1e-7)) for pk, shapes in parts.items()}


def _filled(shape: BaseGeometry) -> BaseGeometry:
    """Without the slits that rounding leaves where three areas meet."""
    slit = 1e-8
    parts = [shape] if isinstance(shape, Polygon) else list(getattr(shape, "geoms", []))
    return MultiPolygon(
        [
            Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area > slit])
            for part in parts
            if isinstance(part, Polygon)
        ]
    )


def _points(places: Sequence[Place]) -> dict[int, XY]:
    """Each unit's centre; where no list gives one, that of the unit which followed it, else of the one above."""
    found = {p.pk: (p.longitude, p.latitude) for p in places if p.longitude is not None and p.latitude is not None}
    for pk in _strays(places, found):
        del found[pk]
    lacking = [p.pk for p in places if p.pk not in found]
    heirs = Succession.objects.filter(predecessor__in=lacking, successor__longitude__isnull=False)
    for pk, x, y in heirs.values_list("predecessor_id", "successor__longitude", "successor__latitude"):
        if x is not None and y is not None:
            found.setdefault(pk, (x, y))
    for place in places:
        if place.pk not in found and place.parent_id in found:
            found[place.pk] = found[place.parent_id]
    return found


def _strays(places: Sequence[Place], points: Mapping[int, XY]) -> list[int]:
    """Units whose centre lies far from all others of the same unit above. Lists hold a few; one spoils a whole map."""
    together: dict[int, list[int]] = defaultdict(list)
    for place in places:
        if place.parent_id and place.pk in points:
            together[place.parent_id].append(place.pk)
    strays: list[int] = []
    for keys in together.values():
        x, y = (median(points[key][axis] for key in keys) for axis in (0, 1))
        away = {key: hypot(points[key][0] - x, points[key][1] - y) for key in keys}
        usual = median(away.values())
        strays += [key for key, far in away.items() if far > STRAY * max(usual, NUDGE)]
    return strays


def _apart(points: Mapping[int, XY]) -> dict[int, XY]:
    """The same points, those that coincide set around their common centre in a fixed order."""
    same: dict[XY, list[int]] = defaultdict(list)
    for key, (x, y) in points.items():
        same[round(x, 4), round(y, 4)].append(key)
    apart: dict[int, XY] = {}
    for (x, y), keys in same.items():
        for n, key in enumerate(sorted(keys)):
            turn = 2 * pi * n / len(keys)
            off = NUDGE if len(keys) > 1 else 0
            apart[key] = (x + off * cos(turn), y + off * sin(turn))
    return apart


def _usual_distance(points: Sequence[XY]) -> float:
    """The median distance from a point to its nearest neighbour."""
    if len(points) < 2:
        return 0.05
    tree = shapely.STRtree([Point(p) for p in points])
    near = tree.query_nearest(tree.geometries, exclusive=True, all_matches=False)
    distances = sorted(hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]) for a, b in near.T)
    return max(distances[len(distances) // 2], 0.005)


def _squeeze(points: Iterable[XY]) -> float:
    """A degree of longitude in degrees of latitude, so that nearest means nearest on the ground."""
    latitudes = [y for _x, y in points]
    return cos(radians(sum(latitudes) / len(latitudes)))


def _scaled(shape: BaseGeometry, by: float) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy * (by, 1))
