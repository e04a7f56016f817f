"""The simulated units of a replay: they share out what the province really reported, exactly, and always the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stage import Stage, moment
from vungxanh.duties.expand import expand_day
from vungxanh.exercise.units import DUE, name_units, report_below, split
from vungxanh.figures.models import Report, Reporter, Sheet
from vungxanh.figures.report import report
from vungxanh.figures.reporters import State, standing
from vungxanh.places.models import Place, Tier

FIRST = date(2021, 10, 18)


@given(st.integers(0, 5000), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_shares_add_up_to_the_whole_and_none_is_negative(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total and min(parts) >= 0 and len(parts) == len(weights)


@pytest.fixture
def units(stage: Stage) -> Stage:
    name_units(stage.place, FIRST)
    return stage


def played(stage: Stage, days: int = 20) -> list[date]:
    said = [FIRST + timedelta(days=n) for n in range(days)]
    for n, day in enumerate(said):
        report(stage.place, day, {"new_cases": 7 * n, "new_deaths": n % 3}, by=None, at=moment(day, 16, 30))
        report_below(stage.place, day, silent_from=FIRST + timedelta(days=days - 3))
    return said


def test_the_districts_report_what_the_province_did(units: Stage) -> None:
    for n, day in enumerate(played(units)):
        for key, total in (("new_cases", 7 * n), ("new_deaths", n % 3)):
            below = Report.objects.filter(place__tier=Tier.DISTRICT, day=day, indicator=key)
            assert sum(value for value in below.values_list("value", flat=True) if value) == total


def test_a_hospital_s_free_and_occupied_beds_are_its_beds(units: Stage) -> None:
    (first, *_) = played(units)
    beds = dict(Report.objects.filter(place__code="DT01", day=first).values_list("indicator_id", "value"))
    assert beds["beds_free"] + beds["beds_occupied"] == beds["beds_total"] == 320
    assert beds["icu_occupied"] <= beds["icu_total"]


def test_some_are_late_none_after_the_hour_and_one_hospital_falls_silent(units: Stage) -> None:
    days = played(units, 60)
    sheets = Sheet.objects.exclude(place=units.place)
    hours = [(sheet.first_at - moment(sheet.day, DUE.hour)).total_seconds() / 60 for sheet in sheets]
    assert 0 < sum(minutes > 0 for minutes in hours) < len(hours) / 10 and max(hours) < 45
    last = {one.place.code: one.state for one in standing(units.place, days[-1], moment(days[-1], 18))}
    assert last["DT02"] is State.SILENT and last["DT01"] in (State.REPORTED, State.LATE)


def test_naming_and_reporting_again_changes_nothing(units: Stage) -> None:
    (first, *_) = played(units)
    before = (Place.objects.count(), Reporter.objects.count(), Report.objects.count(), Sheet.objects.count())
    name_units(units.place, FIRST)
    report_below(units.place, first, silent_from=FIRST + timedelta(days=40))
    assert (Place.objects.count(), Reporter.objects.count(), Report.objects.count(), Sheet.objects.count()) == before


def test_a_hospital_has_no_duties_of_the_plan(units: Stage) -> None:
    assert expand_day(units.adopted, FIRST) > 0
