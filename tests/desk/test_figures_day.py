"""The day on one screen: what stands in the way, who is missing, what will be released, and in how many minutes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vungxanh.desk import figures_day
from vungxanh.desk.in_the_way import Countdown
from vungxanh.figures.models import Reminder, Reporter, Sheet
from vungxanh.figures.report import report
from vungxanh.places.models import Place, Tier

from .conftest import FIRST, TODAY, World, at

Enter = Callable[..., Client]
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def at_twenty_to_five(world: World, settings: Any) -> World:
    """The day after, twenty minutes before the hour: nothing is released yet."""
    settings.VUNGXANH_NOW = at(16, 40, TOMORROW).isoformat()
    for place in (*world.communes, world.district):
        Reporter.objects.create(place=place, valid_from=TODAY)
    return world


def said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def day(client: Client, on: date = TOMORROW) -> str:
    return said(client.get(reverse("desk:figures_day", args=[on])))


def test_it_says_what_stands_in_the_way_and_how_long_there_is(at_twenty_to_five: World, as_: Enter) -> None:
    shown = day(as_("officer"))
    assert "<b>20 min</b>until 17:00" in shown
    assert "The province&#x27;s own figures are not in" in shown
    assert "4 units have not reported" in shown and "<b>0 / 4</b>" in shown


def test_what_is_done_is_no_longer_in_the_way(at_twenty_to_five: World, as_: Enter) -> None:
    world, officer = at_twenty_to_five, as_("officer")
    mandatory = {"new_cases": 12, "new_deaths": 0, "severe_cases": 1, "aefi": 0}
    for place in (*world.communes, world.district, world.province):
        report(place, TOMORROW, mandatory, by=None, at=at(15, 50, TOMORROW))
    shown = day(officer)
    assert "have not reported" not in shown and "Mandatory" not in shown
    assert "Nothing is prepared to sign" in shown
    officer.post(reverse("desk:release_prepare", args=[TOMORROW]))
    assert "waits for a second person" in day(officer) and "Read and sign" not in day(officer)
    for whole in ("", "?fragment=1"):
        url = reverse("desk:figures_day", args=[TOMORROW]) + whole
        assert "Read and sign" in said(as_("second").get(url)) and "Read and sign" not in said(officer.get(url))


def test_a_mandatory_figure_that_is_not_reported_is_named(at_twenty_to_five: World, as_: Enter) -> None:
    report(at_twenty_to_five.province, TOMORROW, {"new_cases": 12}, by=None, at=at(16, 0, TOMORROW))
    shown = day(as_("officer"))
    assert "Mandatory and not reported: severe cases in treatment, new deaths, adverse events" in shown


def test_each_figure_stands_beside_yesterday_s_with_its_change(at_twenty_to_five: World, as_: Enter) -> None:
    report(at_twenty_to_five.province, TOMORROW, {"new_cases": 260}, by=None, at=at(16, 0, TOMORROW))
    shown = day(as_("officer"))
    assert "264</td>" in shown and "<b>260</b>" in shown and "−4" in shown


def test_who_is_missing_stands_in_its_district_and_who_was_reminded_says_when(
    at_twenty_to_five: World, as_: Enter
) -> None:
    world = at_twenty_to_five
    report(world.communes[0], TOMORROW, {"new_cases": 0}, by=None, at=at(16, 20, TOMORROW))
    Reminder.objects.create(
        place=world.communes[1], day=TOMORROW, user=world.people["officer"], at=at(16, 10, TOMORROW)
    )
    shown = day(as_("officer"))
    assert "1 reported late" in shown and "reminded 16:10" in shown
    assert reverse("desk:report", args=[world.communes[1].pk, TOMORROW]) in shown
    assert reverse("desk:report", args=[world.communes[1].pk, TOMORROW]) not in day(as_("reader"))


def test_it_looks_again_by_itself_while_the_day_runs(at_twenty_to_five: World, as_: Enter) -> None:
    officer, url = as_("officer"), reverse("desk:figures_day", args=[TOMORROW])
    assert f'data-live="{figures_day.SECONDS}"' in said(officer.get(url))
    fragment = officer.get(url, {"fragment": "1"})
    assert "<html" not in said(fragment) and 'data-part="tiles"' in said(fragment)
    again = officer.get(url, {"fragment": "1"}, headers={"If-None-Match": fragment["ETag"]})
    assert again.status_code == 304
    assert "data-over" in said(officer.get(reverse("desk:figures_day", args=[TODAY]), {"fragment": "1"}))


@pytest.mark.parametrize(
    ("hour", "minute", "words", "over"),
    [(16, 13, "47 min", False), (13, 55, "3 h 05 min", False), (17, 0, "+0 min", True), (17, 12, "+12 min", True)],
)
def test_the_countdown_is_in_minutes_when_it_matters(hour: int, minute: int, words: str, over: bool) -> None:
    countdown = Countdown(at(17), at(hour, minute))
    assert (countdown.words, countdown.is_over) == (words, over)


def test_the_screens_cost_the_same_queries_however_many_units_there_are(at_twenty_to_five: World, as_: Enter) -> None:
    officer = as_("officer")
    addresses = [
        reverse("desk:figures"),
        reverse("desk:figures_day", args=[TOMORROW]),
        reverse("desk:figures_day", args=[TOMORROW]) + "?fragment=1",
        reverse("desk:reporting"),
        reverse("desk:report_places"),
        reverse("desk:reporters"),
        reverse("desk:indicators"),
        reverse("desk:figures_enter", args=[TOMORROW]),
        reverse("wagtailadmin_home"),
    ]
    many(
        at_twenty_to_five.district, range(4)
    )  # some of them silent: what is found costs a few queries, however much it is
    few = {address: queries(officer, address) for address in addresses}
    many(at_twenty_to_five.district, range(4, 64))
    assert {address: queries(officer, address) for address in addresses} == few
    assert max(few.values()) <= 60


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def many(district: Place, numbers: range) -> None:
    """So many more communes that owe figures, every second of which has reported."""
    places = Place.objects.bulk_create(
        Place(
            code=f"9{n:04d}", tier=Tier.COMMUNE, kind="xã", name=f"Xã {n}", path=f"{district.path}/9{n:04d}",
            folded=f"xa {n}", parent=district, valid_from=district.valid_from,
        )
        for n in numbers
    )  # fmt: skip
    Reporter.objects.bulk_create(Reporter(place=place, valid_from=FIRST) for place in places)
    Sheet.objects.bulk_create(
        Sheet(place=place, day=day, first_at=at(15, 0, day), last_at=at(15, 0, day))
        for place in places[::2]
        for day in (TODAY, TOMORROW)
    )
