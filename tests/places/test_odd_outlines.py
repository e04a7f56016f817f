"""Outlines as nobody should send them: each is rejected with its reason, and the map is drawn all the same."""

import json
import math
from datetime import date
from typing import Any

import pytest

from stage import Stage, moment
from vungxanh.places.areas import areas_of
from vungxanh.places.boundaries import import_boundaries, shape_of
from vungxanh.places.geojson import BoundariesUnreadable
from vungxanh.places.models import Boundary, Tier

DAY = date(2021, 11, 19)
SQUARE = [[105.58, 21.29], [105.61, 21.29], [105.61, 21.32], [105.58, 21.32], [105.58, 21.29]]


def feature(coordinates: Any, code: Any = "08707", kind: str = "Polygon", **more: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry, **more}


def file(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def spiked(turns: int) -> list[list[float]]:
    """A star with needles thinner than the grid on which outlines are stored."""
    points = []
    for n in range(turns * 2):
        far, angle = (0.02 if n % 2 else 0.000004), math.pi * n / turns
        points.append([105.595 + far * math.cos(angle), 21.305 + far * math.sin(angle)])
    return [*points, points[0]]


ODD = {
    "a number of 400 digits": file(feature([[[10**400, 21.3], *SQUARE[1:]]])),
    "not a number": file(feature([[[math.nan, 21.3], *SQUARE[1:]]])),
    "a zero octet in a code": file(feature([SQUARE], code="08\0707")),
    "half a character in a code": file(feature([SQUARE], code="\ud800")),
    "a code of 5,000 letters": file(feature([SQUARE], code="9" * 5_000)),
    "a code of a list": file(feature([SQUARE], code=["08707"])),
    "no ring": file(feature([])),
    "no part": file(feature([], kind="MultiPolygon")),
    "a ring of nothing": file(feature([[]])),
    "one point four times": file(feature([[[105.6, 21.3]] * 4])),
    "a line there and back": file(feature([[[105.6, 21.3], [105.61, 21.3], [105.6, 21.3], [105.6, 21.3]]])),
    "a hole outside": file(feature([SQUARE, [[x + 0.2, y] for x, y in SQUARE]])),
    "the same part twice": file(feature([[SQUARE], [SQUARE]], kind="MultiPolygon")),
    "coordinates as an object": file(feature({"x": 1})),
    "a point as an object": file(feature([[{"x": 1}] * 4])),
    "a feature of null": file(None),
    "a feature of a list": file([]),
    "properties as a list": file(feature([SQUARE]) | {"properties": []}),
    "a geometry collection": file({"properties": {"code": "08707"}, "geometry": {"type": "GeometryCollection"}}),
    "a speck": file(feature([[[105.6, 21.3], [105.600001, 21.3], [105.6, 21.300001], [105.6, 21.3]]])),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_feature_is_rejected_with_its_reason(stage: Stage, name: str) -> None:
    done = import_boundaries(ODD[name], source="x", on=DAY, at=moment(DAY, 8))
    assert (done.rows_in, done.stored, len(done.rejects)) == (1, 0, 1), done
    assert done.rejects[0].reason
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"type": "FeatureCollection", "features": {"a": 1}}', b"\xff\xfe", b""]
)
def test_an_odd_file_is_refused(stage: Stage, raw: bytes) -> None:
    with pytest.raises(BoundariesUnreadable):
        import_boundaries(raw, source="x", on=DAY, at=moment(DAY, 8))


@pytest.mark.parametrize("turns", [5, 40, 400])
def test_needles_finer_than_the_grid_leave_an_outline_that_a_map_can_draw(stage: Stage, turns: int) -> None:
    import_boundaries(file(feature([spiked(turns)])), source="x", on=DAY, at=moment(DAY, 8))
    assert all(shape_of(one).is_valid and not shape_of(one).is_empty for one in Boundary.objects.all())
    for tier in (Tier.COMMUNE, Tier.DISTRICT):
        assert all(area.shape is None or area.shape.is_valid for area in areas_of(stage.place, tier, DAY))


def test_an_outline_of_a_hundred_thousand_points_is_taken(stage: Stage) -> None:
    ring = [
        [105.595 + 0.02 * math.cos(2 * math.pi * n / 100_000), 21.305 + 0.02 * math.sin(2 * math.pi * n / 100_000)]
        for n in range(100_000)
    ]
    done = import_boundaries(file(feature([[*ring, ring[0]]])), source="x", on=DAY, at=moment(DAY, 8))
    assert done.stored == 1
    assert len(Boundary.objects.get().coordinates[0][0]) < 1_000
