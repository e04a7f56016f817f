"""Areas computed from centre points: together they cover the province, and no two share more than a border."""

from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point

from vungxanh.places.areas import areas_of, hull, voronoi
from vungxanh.places.load import load_places
from vungxanh.places.models import Boundary, Place, Tier
from vungxanh.places.read import province

ROUNDING = 1e-6
POINT = st.tuples(st.floats(104.0, 106.0).map(lambda v: round(v, 4)), st.floats(20.0, 22.0).map(lambda v: round(v, 4)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(POINT, min_size=1, max_size=40))
def test_computed_areas_cover_the_whole_and_do_not_overlap(points: list[tuple[float, float]]) -> None:
    """Points that coincide, too, and points in one line."""
    given_points = dict(enumerate(points))
    cells = voronoi(given_points)
    assert cells.keys() == given_points.keys()
    shapes = list(cells.values())
    whole = shapely.union_all(shapes)
    total = sum(shape.area for shape in shapes)
    assert abs(total - whole.area) <= ROUNDING * max(whole.area, 1)
    assert all(shape.is_valid and shape.area > 0 for shape in shapes)
    for key, (x, y) in given_points.items():
        assert cells[key].distance(Point(x, y)) < 0.01


@settings(deadline=None, max_examples=30)
@given(st.lists(POINT, min_size=3, max_size=30, unique=True))
def test_an_area_holds_its_own_centre_and_the_whole_is_the_hull(points: list[tuple[float, float]]) -> None:
    whole = hull(points)
    cells = voronoi(dict(enumerate(points)), whole)
    assert abs(shapely.union_all(list(cells.values())).area - whole.area) <= ROUNDING * max(whole.area, 1)
    assert all(cell.buffer(1e-6).covers(Point(points[key])) for key, cell in cells.items())


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", date(2021, 11, 19))


@pytest.mark.parametrize(("tier", "number"), [(Tier.COMMUNE, 136), (Tier.DISTRICT, 9), (Tier.PROVINCE, 1)])
def test_every_unit_of_the_province_is_on_the_map(vinh_phuc: Place, tier: str, number: int) -> None:
    areas = areas_of(vinh_phuc, tier, date(2021, 11, 19))
    assert len(areas) == number
    lacking = [a.place.full_name for a in areas if a.shape is None]
    assert len(lacking) <= (1 if tier == Tier.PROVINCE else 0), lacking
    assert all(a.computed for a in areas)


def test_a_district_is_its_communes_together(vinh_phuc: Place) -> None:
    day = date(2021, 11, 19)
    communes, districts = (areas_of(vinh_phuc, tier, day) for tier in (Tier.COMMUNE, Tier.DISTRICT))
    total = sum(a.shape.area for a in communes if a.shape)
    assert sum(a.shape.area for a in districts if a.shape) == pytest.approx(total, rel=1e-3)


def test_the_communes_of_2025_have_areas_without_districts(vinh_phuc: Place) -> None:
    phu_tho = province("25", date(2025, 8, 1))
    areas = areas_of(phu_tho, Tier.COMMUNE, date(2025, 8, 1))
    assert len(areas) > 100 and all(a.shape is not None for a in areas)
    assert areas_of(phu_tho, Tier.DISTRICT, date(2025, 8, 1)) == []


def test_computed_areas_stay_inside_the_imported_outline_of_the_province(vinh_phuc: Place) -> None:
    square = [[[[105.3, 21.1], [105.8, 21.1], [105.8, 21.6], [105.3, 21.6], [105.3, 21.1]]]]
    Boundary.objects.create(place=vinh_phuc, coordinates=square, source="x", imported_at="2021-11-19T00:00+07:00")
    areas = areas_of(vinh_phuc, Tier.COMMUNE, date(2021, 11, 19))
    bounds = shapely.union_all([a.shape for a in areas if a.shape]).bounds
    assert bounds == pytest.approx((105.3, 21.1, 105.8, 21.6))


def test_the_areas_of_a_province_are_three_questions(vinh_phuc: Place, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(3):
        areas_of(vinh_phuc, Tier.COMMUNE, date(2021, 11, 19))


def test_a_centre_that_the_list_has_wrong_does_not_spoil_the_map(vinh_phuc: Place) -> None:
    """The list of 2021 sets one commune of Phúc Yên some 60 km away."""
    day = date(2021, 11, 19)
    west, south, east, north = shapely.union_all([a.shape for a in areas_of(vinh_phuc, Tier.COMMUNE, day)]).bounds
    assert east < 105.9 and south > 21.0
