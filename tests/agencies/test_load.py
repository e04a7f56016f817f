"""Roles are held by named agencies, from a day, by a document, as long as the province lasts."""

from datetime import date
from pathlib import Path

import pytest

from vungxanh.agencies.load import load_agencies
from vungxanh.agencies.models import Agency, RoleHolding
from vungxanh.agencies.read import holders, holders_of
from vungxanh.agencies.reform import reform_of_2025
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.plan import read_plan

from .conftest import IN_2021, ShortPlan

IN_2026 = date(2026, 1, 5)


def test_a_role_of_the_province_is_held_by_the_agency_the_plan_names(staffed: Place) -> None:
    holder = holders(staffed, IN_2021)["info-dept", staffed.pk]
    assert (holder.name, holder.place) == ("Sở Thông tin và Truyền thông", staffed)
    holding = holder.holdings.get()
    assert (holding.valid_from, holding.valid_to, holding.document) == (
        date(2021, 9, 1),
        date(2025, 6, 30),
        "215/KH-UBND",
    )


@pytest.mark.parametrize(
    ("role", "code", "name"),
    [
        ("district-info-centre", "243", "Trung tâm Văn hóa - Thông tin và Thể thao thành phố Vĩnh Yên"),
        ("district-committees", "243", "Thành ủy Vĩnh Yên"),
        ("district-committees", "248", "Huyện ủy Tam Đảo"),
        ("district-teams", "248", "Các tổ cấp huyện – huyện Tam Đảo"),
        ("commune-radio", "08713", "Đài truyền thanh phường Hội Hợp"),
    ],
)
def test_a_local_role_is_held_by_an_agency_named_after_its_place(
    staffed: Place, role: str, code: str, name: str
) -> None:
    place = Place.objects.within(staffed).get(code=code)
    names = {key: agency.name for key, agency in holders(staffed, IN_2021).items()}
    assert names[role, place.pk] == name


def test_every_district_and_every_commune_has_its_own_holder(staffed: Place) -> None:
    roles = [role for role, _ in holders(staffed, IN_2021)]
    assert roles.count("district-info-centre") == 9
    assert roles.count("commune-radio") == 136


def test_two_holders_of_one_role_are_both_known(staffed: Place) -> None:
    assert [agency.name for agency in holders_of("telecom-operator", staffed, IN_2021)] == ["VNPT", "Viettel"]
    assert holders(staffed, IN_2021)["telecom-operator", staffed.pk].name == "VNPT"


def test_nobody_holds_a_role_before_the_plan_or_after_the_province(staffed: Place) -> None:
    assert holders(staffed, date(2021, 8, 31)) == {}
    assert holders(staffed, date(2025, 6, 30))
    assert holders(staffed, date(2025, 7, 1)) == {}


def test_after_the_reform_the_known_roles_have_new_holders_in_the_successor(staffed: Place) -> None:
    phu_tho = province("25", IN_2026)
    names = {role: agency.name for (role, _), agency in holders(phu_tho, IN_2026).items()}
    assert names["info-dept"] == "Sở Văn hóa, Thể thao và Du lịch Phú Thọ"
    assert names["info-dept/telecom-unit"] == "Sở Khoa học và Công nghệ Phú Thọ"
    assert names["provincial-newspaper"] == names["provincial-broadcaster"]
    assert not any(role.startswith("district-") for role in names)
    assert holders(phu_tho, date(2025, 6, 30)) == {}


def test_every_new_holder_says_how_sure_we_are() -> None:
    assert {holder.confidence for holder in reform_of_2025().holders} == {"public", "known"}


def test_loading_again_adds_nothing(staffed: Place) -> None:
    before = (Agency.objects.count(), RoleHolding.objects.count())
    load_agencies(staffed, ShortPlan(), valid_from=date(2021, 9, 1), document="215/KH-UBND")
    assert (Agency.objects.count(), RoleHolding.objects.count()) == before


def test_all_holders_of_a_province_cost_one_query(staffed: Place, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len(holders(staffed, IN_2021)) == 2 + 3 * 9 + 136


@pytest.mark.parametrize("name", ["vinh-phuc", "lang-son", "thanh-hoa", "dak-lak"])
def test_every_agency_of_a_founding_plan_holds_its_role(db: None, name: str) -> None:
    plan = read_plan(Path(__file__).parents[2] / "plans" / f"{name}.yaml")
    code = {"vinh-phuc": "26", "lang-son": "20", "thanh-hoa": "38", "dak-lak": "66"}[name]
    load_places([code])
    place = province(code, IN_2021)
    load_agencies(place, plan, valid_from=date(2021, 9, 1), document="")
    held = holders(place, IN_2021)
    assert {role for role, _ in held} == {agency.role for agency in plan.agencies}
    assert all(agency.name.strip() for agency in held.values())
