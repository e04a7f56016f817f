"""The level desk: the rule explains itself, a person declares, everything wrong is said at once."""

from django.urls import reverse

from vungxanh.levels.models import Declaration

from .conftest import World

DECLARE = {"level": "cap-2", "document": "03/QĐ-DT", "valid_from": "2021-11-18", "signed": "on"}


def test_the_proposal_shows_its_level_inputs_and_steps(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    said = as_("second").get(reverse("desk:levels")).content.decode()
    assert "Level 2" in said and "<b>264</b>" in said and "lies in 201–700: Level 2" in said


def test_home_asks_whoever_may_declare_and_stops_asking_once_declared(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    home = reverse("wagtailadmin_home")
    assert "A level to decide" in as_("second").get(home).content.decode()
    assert "A level to decide" not in as_("reader").get(home).content.decode()
    as_("second").post(reverse("desk:level_declare"), {**DECLARE, "place": world.province.pk})
    assert Declaration.objects.filter(level="cap-2", proposal__isnull=False).count() == 1
    assert "A level to decide" not in as_("second").get(home).content.decode()


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {"level": "cap-3", "document": "", "valid_from": "2021-11-40", "place": world.province.pk}
    said = as_("second").post(reverse("desk:level_declare"), typed).content.decode()
    assert said.count("This field is required") >= 2 and "Enter a valid date" in said
    assert 'value="cap-3" checked' in said and 'value="2021-11-40"' in said
    assert Declaration.objects.count() == 1


def test_the_rules_own_refusals_are_shown_together(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {**DECLARE, "document": "02/QĐ-DT", "valid_from": "2021-11-01", "place": world.province.pk}
    said = as_("second").post(reverse("desk:level_declare"), typed).content.decode()
    assert "already declared another level" in said and "before it is made" in said and "adopted from" in said


def test_a_commune_is_found_without_accents_and_declared_on_its_own(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    found = as_("second").get(
        reverse("desk:level_declare"), {"area": "tich son", "document": "04/QĐ-DT", "level": "cap-3"}
    )
    said = found.content.decode()
    assert "xã Tích Sơn" in said and 'value="04/QĐ-DT"' in said and 'value="cap-3" checked' in said
    commune = world.communes[0]
    as_("second").post(reverse("desk:level_declare"), {**DECLARE, "area": "tich son", "place": commune.pk})
    assert Declaration.objects.get(place=commune).proposal is None


def test_an_area_of_another_province_is_no_choice(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    as_("second").post(reverse("desk:level_declare"), {**DECLARE, "area": "thanh hoa", "place": world.elsewhere.pk})
    assert Declaration.objects.count() == 1
