"""The registers of indicators and reporting units: kept without code, and never against what may not be left out."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vungxanh.agencies.models import Verb
from vungxanh.figures.indicators import load_indicators
from vungxanh.figures.models import NEVER_LEFT_OUT, Indicator, Reporter
from vungxanh.figures.release import prepare, sign
from vungxanh.figures.report import report
from vungxanh.places.models import Place, Tier
from vungxanh.places.sites import SiteRefused, add_site

from .conftest import FIRST, TODAY, World, at, person

Enter = Callable[..., Client]
OWN = {
    "key": "f1_reached", "name_vi": "F1 đã gặp", "name_en": "Contacts reached", "unit": "people", "kind": "count",
    "basis": "report", "direction": "better", "order": "55", "asked_of": ["commune"],
}  # fmt: skip


def said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_a_province_adds_its_own_indicator_and_its_communes_are_asked(world: World, as_: Enter) -> None:
    officer = as_("officer")
    added = officer.post(reverse("desk:indicator_add"), {**OWN, "at_most": "contacts_followed"})
    assert added.status_code == 302
    assert Indicator.objects.get(key="f1_reached").at_most_id == "contacts_followed"
    form = officer.get(reverse("desk:report", args=[world.communes[0].pk, TODAY]))
    assert 'name="f1_reached"' in said(form)
    load_indicators()
    assert Indicator.objects.get(key="f1_reached").name_vi == "F1 đã gặp"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"key": "new_cases"}, "already exists"),
        ({"key": "date"}, "names a column of the import"),
        ({"key": "F1-đã"}, "key"),
        ({"part_of": "new_cases"}, "A part needs its whole"),
        ({"kind": "rate"}, "say of which two indicators"),
        (
            {"kind": "rate", "numerator": "recovered", "denominator": "new_cases", "per": "100"},
            "nobody is asked for it",
        ),
        ({"numerator": "recovered"}, "Only a rate is computed"),
        ({"name_vi": ""}, "required"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    world: World, as_: Enter, change: dict[str, Any], sentence: str
) -> None:
    answer = as_("officer").post(reverse("desk:indicator_add"), {**OWN, **change})
    assert answer.status_code == 200 and sentence in said(answer) and "Contacts reached" in said(answer)
    assert not Indicator.objects.filter(name_en="Contacts reached").exists()


def test_an_indicator_does_not_hang_on_itself(world: World, as_: Enter) -> None:
    officer = as_("officer")
    officer.post(reverse("desk:indicator_add"), OWN)
    officer.post(reverse("desk:indicator_add"), {**OWN, "key": "f2_reached", "at_most": "f1_reached"})
    answer = officer.post(reverse("desk:indicator_edit", args=["f1_reached"]), {**OWN, "at_most": "f2_reached"})
    assert "hangs on the indicator itself" in said(answer)
    assert Indicator.objects.get(key="f1_reached").at_most is None


def test_of_a_common_indicator_only_who_is_asked_and_its_order_change_and_that_lasts(world: World, as_: Enter) -> None:
    sent = {"name_vi": "khác", "unit": "beds", "asked_of": ["province"], "order": "7", "mandatory": ""}
    as_("officer").post(reverse("desk:indicator_edit", args=["new_cases"]), sent)
    load_indicators()
    changed = Indicator.objects.get(key="new_cases")
    assert (changed.asked_of, changed.order) == (["province"], 7)
    assert (changed.name_vi, changed.unit, changed.mandatory) == ("Ca mắc mới", "people", True)


def test_an_indicator_of_which_numbers_are_released_keeps_its_unit_and_kind(world: World, as_: Enter) -> None:
    officer, day = as_("officer"), TODAY - timedelta(days=1)
    officer.post(reverse("desk:indicator_add"), OWN)
    edit = reverse("desk:indicator_edit", args=["f1_reached"])
    officer.post(edit, {**OWN, "unit": "places"})
    assert Indicator.objects.get(key="f1_reached").unit == "places"
    report(world.province, day, {"f1_reached": 5}, by=world.people["officer"], at=at(17))
    sign(
        prepare(world.province, day, by=world.people["officer"], as_of=at(17), at=at(17)),
        by=world.people["second"], at=at(17),
    )  # fmt: skip
    changed = {**OWN, "unit": "doses", "kind": "rate", "name_en": "Contacts met"}
    assert officer.post(edit, changed).status_code == 302
    kept = Indicator.objects.get(key="f1_reached")
    assert (kept.unit, kept.kind, kept.name_en) == ("places", "count", "Contacts met")
    refused = officer.post(edit, {**changed, "numerator": "new_cases", "denominator": "new_deaths", "per": "100"})
    assert "Only a rate is computed from two others" in said(refused)


@pytest.mark.parametrize("key", NEVER_LEFT_OUT)
def test_deaths_severe_cases_and_adverse_events_cannot_be_switched_off(world: World, as_: Enter, key: str) -> None:
    officer, url = as_("officer"), reverse("desk:indicator_edit", args=[key])
    assert "the database refuses" in said(officer.get(url))
    assert "never left out: the province is always asked" in said(officer.post(url, {"asked_of": [], "order": "1"}))
    assert "province" in Indicator.objects.get(key=key).asked_of
    with pytest.raises(IntegrityError, match="never_left_out"), transaction.atomic():
        Indicator.objects.filter(key=key).update(mandatory=False)


def choose(client: Client, **form: object) -> HttpResponse:
    given = {"due": "15:30", "since": TODAY.isoformat(), **form}
    return client.post(reverse("desk:reporters_choose"), given, follow=True)


def test_all_communes_owe_figures_at_once_and_again_adds_none(world: World, as_: Enter) -> None:
    officer = as_("officer")
    assert "3 units owe figures now." in said(choose(officer, tier="commune"))
    assert "0 units owe figures now." in said(choose(officer, tier="commune"))
    assert {r.place for r in Reporter.objects.all()} == set(world.communes)
    assert set(Reporter.objects.values_list("due", "valid_from")) == {(time(15, 30), TODAY)}


def test_ticked_units_owe_figures_and_one_elsewhere_cannot_be_ticked(world: World, as_: Enter) -> None:
    officer = as_("officer")
    choose(officer, place=[world.communes[0].pk, world.district.pk])
    assert set(Reporter.objects.values_list("place__code", flat=True)) == {"08707", "243"}
    assert "not one of the available choices" in said(choose(officer, place=[world.elsewhere.pk]))
    assert "Tick at least one unit" in said(choose(officer))
    assert Reporter.objects.count() == 2


def test_who_owes_nothing_is_ticked_by_the_keeper_and_only_read_by_others(world: World, as_: Enter) -> None:
    one, other = world.communes[:2]
    row = Reporter.objects.create(place=one, due=time(16), valid_from=FIRST)
    world.people["reporter"] = person("reporter", world.province, (Verb.READ, Verb.REPORT_FIGURES))
    tick = f'<input type="checkbox" name="place" value="{other.pk}"'
    change = f'href="{reverse("desk:reporter_edit", args=[row.pk])}">'
    shown = said(as_("officer").get(reverse("desk:reporters")))
    assert f"{tick}> " in shown and change in shown
    assert f"{tick} checked> " in said(choose(as_("officer"), place=[other.pk], due="at tea"))
    read = said(as_("reporter").get(reverse("desk:reporters")))
    assert "owes nothing" in read and "by 16:00, since" in read and change not in read


def test_a_changed_hour_leaves_the_days_before_as_they_were(world: World, as_: Enter) -> None:
    old = Reporter.objects.create(place=world.communes[0], due=time(16), valid_from=FIRST)
    url = reverse("desk:reporter_edit", args=[old.pk])
    as_("officer").post(url, {"due": "14:00", "since": TODAY.isoformat(), "last": ""})
    rows = list(Reporter.objects.order_by("valid_from").values_list("due", "valid_from", "valid_to"))
    assert rows == [(time(16), FIRST, TODAY - timedelta(days=1)), (time(14), TODAY, None)]


def test_a_unit_may_stop_owing_and_take_it_up_again_the_same_day(world: World, as_: Enter) -> None:
    officer = as_("officer")
    choose(officer, place=[world.communes[0].pk])
    one = Reporter.objects.get()
    url = reverse("desk:reporter_edit", args=[one.pk])
    officer.post(url, {"due": "15:30", "since": TODAY.isoformat(), "last": TODAY.isoformat()})
    assert Reporter.objects.get().valid_to == TODAY
    wrong = officer.post(url, {"due": "15:30", "since": TODAY.isoformat(), "last": FIRST.isoformat()})
    assert "The last day is before the first." in said(wrong)


def test_a_hospital_is_added_below_its_district_and_owes_figures(world: World, as_: Enter) -> None:
    form = {
        "kind": "bệnh viện", "name": "Đa khoa tỉnh", "above": world.district.pk, "code": "",
        "due": "16:00", "since": TODAY.isoformat(),
    }  # fmt: skip
    as_("officer").post(reverse("desk:reporter_add"), form)
    site = Place.objects.get(tier=Tier.SITE)
    assert (site.path, site.folded) == ("26/243/CS001", "benh vien da khoa tinh")
    assert site.valid_from == world.district.valid_from
    assert Reporter.objects.get().place == site
    again = as_("officer").post(reverse("desk:reporter_add"), {**form, "code": "cs001"})
    assert "CS001 is taken" in said(again) and "Đa khoa tỉnh" in said(again)


@pytest.mark.parametrize(
    ("above", "code", "problem"),
    [("site", "", "below-a-site"), ("district", "1", "bad-code"), ("district", "CS001", "code-taken")],
)
def test_a_site_that_cannot_be_says_why(world: World, above: str, code: str, problem: str) -> None:
    site = add_site(world.district, kind="bệnh viện", name="A")
    with pytest.raises(SiteRefused) as refused:
        add_site(site if above == "site" else world.district, kind="bệnh viện", name="B", code=code)
    assert refused.value.code == problem and Place.objects.filter(tier=Tier.SITE).count() == 1


def test_who_may_only_report_keeps_no_register(world: World, as_: Enter) -> None:
    world.people["reporter"] = person("reporter", world.province, (Verb.READ, Verb.REPORT_FIGURES))
    client = as_("reporter")
    assert reverse("desk:indicator_add") not in said(client.get(reverse("desk:indicators")))
    assert 'type="checkbox"' not in said(client.get(reverse("desk:reporters")))
    assert choose(client, tier="commune").status_code == 403 and not Reporter.objects.exists()
