"""Boundaries as a file says them: GeoJSON read whole; a feature that cannot be an outline is rejected with why. Pure.

Coordinates are WGS 84, longitude first (RFC 7946). Nothing is repaired: no ring is closed, no zero put before a code.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely import MultiPolygon, Polygon

CODE_NAMES = ("code", "gso", "gso_code", "ma", "ma_gso", "ma_xa", "ma_huyen", "ma_tinh", "ma_dvhc", "ma_don_vi")
WGS84 = ("OGC:1.3:CRS84", "EPSG::4326", "EPSG:4326", "OGC::CRS84", "CRS84")
WEST, EAST, SOUTH, NORTH = 101.5, 118.0, 6.0, 24.0  # Viet Nam with its islands
LEAST_POINTS = 4
BEYOND_ALL = 1e9  # neither degrees nor metres


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one feature; `row` counts features from 1, 0 is the file itself."""

    row: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outline:
    row: int
    gso: str
    shape: MultiPolygon


class BoundariesUnreadable(Exception):
    """The file cannot be read as a whole; nothing was stored. `problems` lists what is wrong with it."""

    code = "boundaries-unreadable"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Rejected(Exception):
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_outlines(raw: bytes) -> tuple[list[Outline], list[Problem]]:
    """Every feature as an outline or as a problem, in the file's order. Raises BoundariesUnreadable."""
    features = _features(raw)
    outlines: list[Outline] = []
    problems: list[Problem] = []
    for row, feature in enumerate(features, start=1):
        try:
            outlines.append(Outline(row, _gso(feature), _shape(feature)))
        except Rejected as rejected:
            problems.append(Problem(row, rejected.code, str(rejected)))
    rows: dict[str, list[int]] = {}
    for outline in outlines:
        rows.setdefault(outline.gso, []).append(outline.row)
    for outline in outlines:
        if len(same := rows[outline.gso]) > 1:
            said = _("Code %(code)s is in several features (%(rows)s); join its parts in one MultiPolygon.")
            words = said % {"code": outline.gso, "rows": ", ".join(map(str, same))}
            problems.append(Problem(outline.row, "code-repeated", words))
    kept = [outline for outline in outlines if len(rows[outline.gso]) == 1]
    return kept, sorted(problems, key=lambda p: p.row)


def _features(raw: bytes) -> list[Any]:
    try:
        file = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BoundariesUnreadable([_("The file is not JSON in UTF-8 (%s).") % str(error)[:120]]) from error
    if not isinstance(file, dict) or file.get("type") != "FeatureCollection":
        raise BoundariesUnreadable([_("The file is no GeoJSON FeatureCollection; export the layer as GeoJSON.")])
    problems = []
    features = file.get("features")
    if not isinstance(features, list) or not features:
        problems.append(_("The file has no features."))
    named = _crs(file)
    if named and not named.upper().endswith(WGS84):
        problems.append(
            _("The coordinates are in %s; export the layer in WGS 84 (longitude, latitude in degrees).") % named[:80]
        )
    if problems:
        raise BoundariesUnreadable(problems)
    return features  # type: ignore[return-value]


def _crs(file: Mapping[str, Any]) -> str:
    crs = file.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _gso(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise Rejected("no-properties", _("The feature has no properties, so it names no unit."))
    by_name = {str(key).strip().lower(): value for key, value in properties.items()}
    found = next((by_name[name] for name in CODE_NAMES if by_name.get(name) not in (None, "")), None)
    if found is None:
        said = _("No property holds the unit's GSO code; name one of them “code” (also read: %s).")
        raise Rejected("no-code", said % ", ".join(CODE_NAMES[1:6]))
    if not isinstance(found, str):
        said = _('The code %s is a number, so its leading zeros are lost; write it as text, such as "08707".')
        raise Rejected("code-is-a-number", said % str(found)[:20])
    return found.encode(errors="replace").decode().strip()[:12]


def _shape(feature: Mapping[str, Any]) -> MultiPolygon:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    parts = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        parts = [parts]
    elif kind != "MultiPolygon":
        said = _("The geometry is %s; an outline is a Polygon or a MultiPolygon.")
        raise Rejected("no-polygon", said % (str(kind)[:30] if kind else _("missing")))
    if not isinstance(parts, list) or not parts:
        raise Rejected("no-polygon", _("The geometry has no coordinates."))
    shape = MultiPolygon([_polygon(rings) for rings in parts])
    if not shape.is_valid:
        said = _("The outline is not simple (%s); mend it in the program it came from.")
        raise Rejected("crosses-itself", said % shapely.is_valid_reason(shape))
    return shape


def _polygon(rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise Rejected("no-polygon", _("The geometry has no coordinates."))
    outer, *holes = [_ring(ring) for ring in rings]
    return Polygon(outer, holes)


def _ring(ring: Any) -> list[tuple[float, float]]:
    points = list(_points(ring))
    if len(points) < LEAST_POINTS:
        said = _("A ring has %d points; it needs at least 4, the last as the first.")
        raise Rejected("too-few-points", said % len(points))
    if points[0] != points[-1]:
        raise Rejected("not-closed", _("A ring is not closed: its last point is not its first."))
    return points


def _points(ring: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(ring, list):
        raise Rejected("no-polygon", _("The geometry has no coordinates."))
    for point in ring:
        if not (isinstance(point, list) and len(point) >= 2 and all(_is_number(n) for n in point[:2])):
            raise Rejected("no-number", _("A point is not two numbers: %s.") % str(point)[:40])
        x, y = float(point[0]), float(point[1])
        if not _inside(x, y):
            if _inside(y, x):
                said = _("Longitude and latitude are swapped (%s); longitude comes first.")
                raise Rejected("swapped", said % f"{x}, {y}")
            said = _("The point %s lies outside Viet Nam; are the coordinates in degrees?")
            raise Rejected("outside", said % f"{x}, {y}")
        yield x, y


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < BEYOND_ALL


def _inside(x: float, y: float) -> bool:
    return WEST <= x <= EAST and SOUTH <= y <= NORTH
