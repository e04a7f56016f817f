"""The register of units: complete, in two eras, and honest about what it does not know."""

from datetime import date

import pytest

from vungxanh.places.load import UnknownProvince, load_places
from vungxanh.places.models import Place, Succession, Tier
from vungxanh.places.read import UnknownPlace, communes, province

IN_2021 = date(2021, 11, 19)
IN_2026 = date(2026, 1, 5)


@pytest.fixture
def founding(db: None) -> object:
    return load_places(["20", "26", "38", "66"])


@pytest.mark.parametrize(
    ("code", "districts", "communes_there"), [("26", 9, 136), ("38", 27, 559), ("20", 11, 200), ("66", 15, 184)]
)
def test_the_founding_provinces_have_their_verified_numbers_of_units(
    founding: object, code: str, districts: int, communes_there: int
) -> None:
    place = province(code, IN_2021)
    assert Place.objects.within(place).filter(tier=Tier.DISTRICT).count() == districts
    assert communes(place, IN_2021).count() == communes_there


def test_the_successors_of_2025_have_two_tiers(founding: object) -> None:
    sizes = {code: communes(province(code, IN_2026), IN_2026).count() for code in ("25", "66", "38", "20")}
    assert sizes == {"25": 148, "66": 102, "38": 166, "20": 65}
    assert not Place.objects.on(IN_2026).filter(tier=Tier.DISTRICT).exists()


def test_a_place_knows_its_path_kind_folded_name_and_centre(vinh_phuc: Place) -> None:
    city = Place.objects.on(IN_2021).get(code="243")
    assert (city.path, city.kind, city.full_name) == ("26/243", "thành phố", "thành phố Vĩnh Yên")
    assert city.folded == "thanh pho vinh yen"
    assert city.latitude == pytest.approx(21.3, abs=0.2)
    assert city.parent == vinh_phuc
    assert not Place.objects.filter(name__contains="  ").exists()


def test_vinh_phuc_is_followed_by_phu_tho_by_the_resolution(vinh_phuc: Place) -> None:
    succession = Succession.objects.select_related("successor").get(predecessor=vinh_phuc)
    assert succession.successor == province("25", IN_2026)
    assert succession.whole
    assert succession.document == "Nghị quyết 202/2025/QH15"


def test_a_divided_commune_has_several_successors_none_of_them_whole(founding: object) -> None:
    parts = [
        list(place.followed_by.values_list("whole", flat=True))
        for place in Place.objects.filter(tier=Tier.COMMUNE, followed_by__whole=False).distinct()
    ]
    assert len(parts) == 14
    assert all(len(ways) > 1 and not any(ways) for ways in parts)


def test_a_commune_without_a_known_successor_is_counted_and_named_not_guessed(founding: object) -> None:
    report = load_places(["20", "26", "38", "66"])
    orphans = Place.objects.filter(tier=Tier.COMMUNE, valid_to__isnull=False, followed_by__isnull=True)
    assert len(report.unmatched) == orphans.count() == 30
    assert "08779 xã Bạch Lưu" in report.unmatched
    assert report.by_name + report.by_code + len(report.unmatched) == 136 + 559 + 200 + 184


def test_loading_twice_changes_nothing(vinh_phuc: Place) -> None:
    def register() -> tuple[object, object]:
        return list(Place.objects.order_by("pk").values()), list(Succession.objects.order_by("pk").values())

    before = register()
    load_places(["26"])
    assert register() == before


def test_an_unknown_province_is_refused_whole(db: None) -> None:
    with pytest.raises(UnknownProvince, match="99"):
        load_places(["26", "99"])
    assert not Place.objects.exists()


def test_a_province_asked_after_its_end_names_its_successor(vinh_phuc: Place) -> None:
    with pytest.raises(UnknownPlace, match=r"tỉnh Phú Thọ \(25\)"):
        province("26", IN_2026)
    with pytest.raises(UnknownPlace, match="vungxanh places load"):
        province("01", IN_2026)


def test_codes_used_in_both_eras_are_told_apart_by_day(founding: object) -> None:
    before, after = province("38", IN_2021), province("38", IN_2026)
    assert before != after
    assert not communes(before, IN_2026).exists()
    assert not communes(after, IN_2021).exists()
