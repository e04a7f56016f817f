"""A declaration says for which area it is, and never for another than the one that was typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.levels.models import Declaration, LocalZone

from .conftest import World

LEVEL = {"level": "cap-3", "document": "07/QĐ-DT", "valid_from": "2021-11-18", "signed": "on"}
ZONE = {
    "zone": "locked_down", "document": "21/QĐ-UBND", "valid_from": "2021-11-17T18:00", "signed": "on",
    "reason": "Ổ dịch mới", "authority": "Chủ tịch UBND thành phố",
}  # fmt: skip
FORMS = pytest.mark.parametrize(
    ("address", "typed", "kind"), [("desk:level_declare", LEVEL, Declaration), ("desk:zone_declare", ZONE, LocalZone)]
)


def ticked(said: str) -> list[str]:
    return [tag for tag in said.split("<input")[1:] if 'name="place"' in tag.split(">")[0] and "checked" in tag]


@FORMS
def test_a_name_typed_but_not_looked_up_declares_nothing_for_the_province(
    world: World, as_: Any, address: str, typed: dict[str, str], kind: type[Declaration]
) -> None:
    before = kind.objects.count()
    for name in ("tich son", "không có nơi này"):
        answer = as_("second").post(reverse(address), {**typed, "area": name, "place": world.province.pk})
        assert "and choose the place" in answer.content.decode()
    assert kind.objects.count() == before


@FORMS
def test_looking_an_area_up_keeps_what_was_typed_declares_nothing_and_ticks_the_only_one_found(
    world: World, as_: Any, address: str, typed: dict[str, str], kind: type[Declaration]
) -> None:
    before, officer = kind.objects.count(), as_("second")
    looked = {**typed, "valid_to": "2021-11-30", "area": "tich son", "place": world.province.pk, "find": "1"}
    said = officer.post(reverse(address), looked).content.decode()
    assert kind.objects.count() == before
    assert f'value="{typed["document"]}"' in said and f'value="{typed["valid_from"]}"' in said
    assert 'value="2021-11-30"' in said
    (only,) = ticked(said)
    assert f'value="{world.communes[0].pk}"' in only


def test_a_zone_is_for_no_place_until_one_is_chosen(world: World, as_: Any) -> None:
    officer: Client = as_("second")
    assert not ticked(officer.get(reverse("desk:zone_declare")).content.decode())
    assert len(ticked(officer.get(reverse("desk:level_declare")).content.decode())) == 1


def test_a_place_s_own_page_leads_to_its_zone_with_the_place_ticked(world: World, as_: Any) -> None:
    place = world.communes[1]
    asked = {"place": place.pk, "area": place.name}
    (only,) = ticked(as_("second").get(reverse("desk:zone_declare"), asked).content.decode())
    assert f'value="{place.pk}"' in only
