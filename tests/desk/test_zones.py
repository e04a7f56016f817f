"""Local zones at the level desk: declared and lifted by who may, shown on the map, in the list and over time."""

import re

import pytest
from django.urls import reverse

from vungxanh.figures.models import ReleasedFigure
from vungxanh.levels.adopt import adopt
from vungxanh.levels.models import LocalZone, Proposal
from vungxanh.levels.propose import propose
from vungxanh.levels.zones import declare_zone
from vungxanh.plan import Zone

from .conftest import PLANS, TODAY, World, at

LOCK = {
    "zone": "locked_down", "document": "21/QĐ-UBND", "valid_from": "2021-11-17T18:00", "signed": "on",
    "reason": "Ổ dịch mới", "authority": "Chủ tịch UBND thành phố", "part": "Tổ dân phố 3",
}  # fmt: skip


@pytest.fixture
def mapped(world: World) -> World:
    """The world with centres, so that its communes are on the map."""
    for n, commune in enumerate(world.communes):
        commune.longitude, commune.latitude = 105.58 + n * 0.05, 21.3 + n * 0.02
        commune.save()
    return world


def lock(world: World, by: str = "second") -> LocalZone:
    return declare_zone(
        world.communes[0], Zone.LOCKED_DOWN, document="21/QĐ-UBND", valid_from=at(6), by=world.people[by], at=at(6),
        reason="Ổ dịch mới", authority="Chủ tịch UBND thành phố",
    )  # fmt: skip


def test_a_person_locks_a_part_of_a_commune_down_from_an_hour(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {**LOCK, "area": "tich son", "place": world.communes[0].pk}
    answer = as_("second").post(reverse("desk:zone_declare"), typed, follow=True)
    zone = LocalZone.objects.get()
    assert (zone.valid_from, zone.where) == (at(18), "Tổ dân phố 3, xã Tích Sơn")
    assert "Tổ dân phố 3, xã Tích Sơn" in answer.content.decode()


def test_everything_wrong_with_a_zone_is_said_at_once_and_kept(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {**LOCK, "reason": "", "valid_to": "2021-11-17T17:30", "place": world.province.pk}
    said = as_("second").post(reverse("desk:zone_declare"), typed).content.decode()
    assert "A lockdown says why" in said and "would end before it begins" in said
    assert 'value="21/QĐ-UBND"' in said and 'value="Tổ dân phố 3"' in said
    assert not LocalZone.objects.exists()


def test_a_place_of_another_province_is_no_choice(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    as_("second").post(reverse("desk:zone_declare"), {**LOCK, "area": "thanh hoa", "place": world.elsewhere.pk})
    assert not LocalZone.objects.exists()


def test_a_zone_is_lifted_with_a_document_of_its_own(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    zone = lock(world)
    address = reverse("desk:zone_lift", args=[zone.pk])
    refused = as_("second").post(address, {"document": "", "valid_from": "2021-11-17T17:05"}).content.decode()
    assert "This field is required" in refused
    as_("second").post(address, {"document": "25/QĐ-UBND", "valid_from": "2021-11-17T17:05"})
    assert LocalZone.objects.get(document="25/QĐ-UBND").lifts
    assert "No local zone is in force" in as_("second").get(reverse("desk:levels")).content.decode()


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("reader", 403), ("stranger", 403), ("nobody", 403)])
def test_who_may_not_declare_can_neither_declare_nor_lift(world: World, as_, who: str, status: int) -> None:  # type: ignore[no-untyped-def]
    zone = lock(world)
    assert as_(who).post(reverse("desk:zone_declare"), {**LOCK, "place": world.communes[1].pk}).status_code == status
    lifted = as_(who).post(
        reverse("desk:zone_lift", args=[zone.pk]), {"document": "1", "valid_from": "2021-11-17T17:05"}
    )
    assert lifted.status_code == status
    assert LocalZone.objects.count() == 1


def test_a_district_editor_opens_the_page_of_a_place_there_and_of_no_other(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    pages = {p.name: as_("editor").get(reverse("desk:level_place", args=[p.pk])).status_code for p in world.communes}
    assert list(pages.values()) == [200, 200, 404]


def test_the_zone_is_on_the_map_in_the_list_and_in_the_place_over_time(mapped: World, as_) -> None:  # type: ignore[no-untyped-def]
    zone = lock(mapped)
    said = as_("reader").get(reverse("desk:levels"), {"xem": "vung"}).content.decode()
    assert "<title>xã Tích Sơn: Locked down</title>" in said and "#map-s4" in said
    assert said.count("21/QĐ-UBND") == 1
    place = as_("reader").get(reverse("desk:level_place", args=[zone.place_id])).content.decode()
    assert place.count('class="times times-') == 2 and "Level 1" in place and "Locked down" in place


def test_proposals_of_communes_are_on_the_map_and_say_what_is_in_force(mapped: World, as_) -> None:  # type: ignore[no-untyped-def]
    overlay = (PLANS / "overlays/vinh-phuc.yaml").read_text(encoding="utf-8").replace(
        "aggregate: sum\n", "aggregate: sum\n      blank: zero\n"
    ).replace(
        "  metric: wave-cases\n",
        "  metric: wave-cases\n  local:\n    areas: [commune]\n"
        "    rule: {bands: {of: wave-cases, levels: [{level: cap-1, below: 5}, {level: cap-3, min: 5}]}}\n",
    )  # fmt: skip
    adopted = adopt(mapped.province, mapped.adopted.text, overlay, document="9", adopted_from=TODAY)
    for n, commune in enumerate(mapped.communes):
        ReleasedFigure.objects.create(release=mapped.release, place=commune, indicator_id="new_cases", value=n * 4)
    propose(adopted, mapped.release, at=at(17, 6))
    assert Proposal.objects.filter(plan=adopted).count() == 4
    said = " ".join(as_("reader").get(reverse("desk:levels")).content.decode().split())
    assert "<title>xã Hùng Vương: Level 3</title>" in said
    row = re.search(r"xã Hùng Vương</a>.*?</tr>", said)
    assert row and "Level 3" in row[0]
    place = as_("reader").get(reverse("desk:level_place", args=[mapped.communes[2].pk])).content.decode()
    assert "The rule as it is written" in place and "areas: [commune]" not in place and "cap-3, min: 5" in place


def test_a_level_that_ends_is_declared_with_its_last_day(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {
        "level": "cap-3", "document": "31/QĐ", "valid_from": "2021-11-18", "valid_to": "2021-11-25", "signed": "on",
        "place": world.province.pk,
    }  # fmt: skip
    as_("second").post(reverse("desk:level_declare"), typed)
    said = as_("second").get(reverse("desk:levels")).content.decode()
    assert "18/11/2021 – 25/11/2021" in " ".join(said.split())
    assert said.count("02/QĐ-DT") >= 2  # before, and again afterwards


@pytest.mark.parametrize("layer", ["de-xuat", "cap-do", "vung"])
def test_the_level_desk_asks_as_few_questions_for_many_zones(  # type: ignore[no-untyped-def]
    mapped: World, as_, django_assert_max_num_queries, layer: str
) -> None:
    client = as_("second")
    for n in range(12):
        declare_zone(
            mapped.communes[n % 3], list(Zone)[n % 4], area=f"Tổ {n}", document=f"{n}/QĐ", valid_from=at(6),
            by=mapped.people["second"], at=at(6),
        )  # fmt: skip
    client.get(reverse("desk:levels"), {"xem": layer})
    with django_assert_max_num_queries(34):
        assert client.get(reverse("desk:levels"), {"xem": layer}).status_code == 200
