"""An officer of a commune, district or hospital reports on a phone: one form, yesterday beside it, nothing lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vungxanh.agencies.models import User, Verb
from vungxanh.figures.models import Report, Reporter, Sheet
from vungxanh.figures.report import report
from vungxanh.places.models import Place
from vungxanh.places.sites import add_site

from .conftest import FIRST, TODAY, World, at, person

Enter = Callable[..., Client]
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def commune(world: World) -> Place:
    """A commune that owes figures, and a person who reports them and may do nothing else."""
    place = world.communes[0]
    Reporter.objects.create(place=place, valid_from=FIRST)
    world.people["commune"] = person("commune", place, (Verb.REPORT_FIGURES,))
    return place


@pytest.fixture
def hospital(world: World) -> Place:
    place = add_site(world.district, kind="bệnh viện", name="Đa khoa")
    Reporter.objects.create(place=place, valid_from=FIRST)
    world.people["hospital"] = person("hospital", place, (Verb.REPORT_FIGURES,))
    report(place, YESTERDAY, {"beds_total": 320, "beds_free": 40, "new_deaths": 2}, by=None, at=at(16, 0, YESTERDAY))
    return place


def form(place: Place) -> str:
    return reverse("desk:report", args=[place.pk, TODAY])


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_whoever_reports_for_one_place_goes_straight_to_its_form(commune: Place, as_: Enter) -> None:
    answer = as_("commune").get(reverse("desk:report_places"))
    assert (answer.status_code, answer["Location"]) == (302, form(commune))


def test_every_unit_leads_to_its_own_form_under_its_own_name(world: World, as_: Enter) -> None:
    odd = add_site(world.district, kind="bệnh viện", name="A & <b>B</b>")
    units = (odd, world.district, *world.communes)
    for place in units:
        Reporter.objects.create(place=place, valid_from=FIRST)
    shown = said(as_("officer").get(reverse("desk:report_places")))
    assert [f'href="{form(place)}"' in shown for place in units] == [True] * len(units)
    assert f'href="{form(odd)}">Bệnh viện A &amp; &lt;b&gt;B&lt;/b&gt;</a>' in shown


def test_home_shows_a_commune_s_officer_just_that_task(commune: Place, as_: Enter) -> None:
    home = said(as_("commune").get(reverse("wagtailadmin_home")))
    assert form(commune) in home and "Xã Tích Sơn: due at 16:00." in home
    assert reverse("desk:figures") not in home.replace(reverse("desk:report_places"), "").replace(form(commune), "")
    assert reverse("desk:plan") not in home


def test_home_says_nothing_waits_once_the_place_has_reported(commune: Place, as_: Enter) -> None:
    officer = as_("commune")
    officer.post(form(commune), {"new_cases": "0"})
    assert "Nothing waits for you now." in said(officer.get(reverse("wagtailadmin_home")))


def test_the_form_asks_what_is_asked_of_the_tier(commune: Place, hospital: Place, as_: Enter) -> None:
    asked = said(as_("commune").get(form(commune)))
    assert 'name="new_cases"' in asked and 'name="beds_total"' not in asked and 'name="positivity"' not in asked
    asked = said(as_("hospital").get(form(hospital)))
    assert 'name="beds_total"' in asked and 'name="new_cases"' not in asked


def test_what_is_typed_is_stored_with_who_and_when(commune: Place, world: World, as_: Enter) -> None:
    answer = as_("commune").post(form(commune), {"new_cases": "3", "new_deaths": "0"}, follow=True)
    assert "Saved: 2 values are reported." in said(answer)
    sheet = Sheet.objects.get(place=commune, day=TODAY)
    assert (sheet.by, sheet.first_at) == (world.people["commune"], at(17, 10))
    assert dict(Report.objects.filter(place=commune).values_list("indicator_id", "value")) == {
        "new_cases": 3,
        "new_deaths": 0,
    }


def test_a_refused_form_comes_back_with_all_that_was_typed(commune: Place, as_: Enter) -> None:
    answer = as_("commune").post(form(commune), {"new_cases": "ba", "new_deaths": "-1", "contacts_new": "7"})
    back = said(answer)
    assert answer.status_code == 200 and not Sheet.objects.filter(place=commune).exists()
    assert 'value="ba"' in back and 'value="-1"' in back and 'value="7"' in back
    assert "What you typed is still here." in back


def test_an_empty_form_is_told_to_enter_zero_when_nothing_happened(commune: Place, as_: Enter) -> None:
    assert "If nothing happened, enter 0." in said(as_("commune").post(form(commune), {}))


def test_beds_may_stand_as_yesterday_and_counts_are_counted_anew(hospital: Place, as_: Enter) -> None:
    officer = as_("hospital")
    asked = said(officer.get(form(hospital)))
    assert 'name="same-beds_total"' in asked and 'name="same-new_deaths"' not in asked
    assert 'value="320"' not in asked and 'value="2"' not in asked
    officer.post(form(hospital), {"same-beds_total": "on", "new_deaths": "1", "same-new_deaths": "on"})
    assert dict(Report.objects.filter(place=hospital, day=TODAY).values_list("indicator_id", "value")) == {
        "beds_total": 320,
        "new_deaths": 1,
    }


def test_as_yesterday_and_another_number_contradict_each_other(hospital: Place, as_: Enter) -> None:
    answer = as_("hospital").post(form(hospital), {"same-beds_total": "on", "beds_total": "300"})
    assert "Either type a number or tick" in said(answer) and 'value="300"' in said(answer)
    assert not Sheet.objects.filter(place=hospital, day=TODAY).exists()


@pytest.mark.parametrize("where", ["another commune", "the district", "the province"])
def test_nobody_reports_or_reads_outside_the_own_place(commune: Place, world: World, as_: Enter, where: str) -> None:
    other = {"another commune": world.communes[1], "the district": world.district, "the province": world.province}
    report(other[where], TODAY, {"new_cases": 987654}, by=None, at=at(16))
    officer, url = as_("commune"), form(other[where])
    for answer in (officer.get(url), officer.post(url, {"new_cases": "1"})):
        assert answer.status_code == 404 and "987654" not in said(answer) and "987.654" not in said(answer)
    assert Report.objects.get(place=other[where], day=TODAY, indicator="new_cases").value == 987654


def test_the_province_enters_its_figures_in_the_same_form(world: World, as_: Enter) -> None:
    url = reverse("desk:figures_enter", args=[TODAY])
    officer = as_("officer")
    assert 'name="cumulative_cases"' in said(officer.get(url))
    assert officer.post(url, {"new_cases": "270"})["Location"] == reverse("desk:figures_day", args=[TODAY])
    assert Sheet.objects.get(place=world.province, day=TODAY).by == world.people["officer"]


def test_a_day_to_come_is_not_reported(commune: Place, as_: Enter) -> None:
    url = reverse("desk:report", args=[commune.pk, TODAY + timedelta(days=1)])
    assert "has not come yet" in said(as_("commune").post(url, {"new_cases": "1"}))


def test_a_day_that_is_public_says_that_a_change_needs_a_correction(commune: Place, as_: Enter) -> None:
    assert "only by a correction" in said(as_("commune").get(form(commune)))


def test_a_form_costs_the_same_queries_however_much_the_province_reports(
    commune: Place, world: World, as_: Enter, django_assert_max_num_queries: Callable
) -> None:
    officer = as_("commune")
    officer.get(form(commune))
    for place in (*world.communes[1:], world.district):
        Reporter.objects.create(place=place, valid_from=FIRST)
        report(place, TODAY, {"new_cases": 1}, by=User.objects.get(username="officer"), at=at(16))
    with django_assert_max_num_queries(30):
        officer.get(form(commune))
