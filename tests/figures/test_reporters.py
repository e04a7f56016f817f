"""Who owes figures, who has sent them and how late: from who owes and the sheets only, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from stage import Stage, moment
from vungxanh.figures.models import Reporter, Sheet
from vungxanh.figures.reporters import State, compliance, hour_of, standing, tally
from vungxanh.places.models import Place, Tier

DAY = date(2021, 11, 17)
CODES = ("243", "08707", "08710", "244", "08743")


@pytest.fixture
def owing(stage: Stage) -> Stage:
    for code in CODES:
        Reporter.objects.create(place=stage.places[code], due=time(16), valid_from=date(2021, 11, 1))
    return stage


def sheet(place: Place, at: datetime, day: date = DAY) -> Sheet:
    return Sheet.objects.create(place=place, day=day, first_at=at, last_at=at)


def every_day_before(place: Place, days: int = 3) -> None:
    for n in range(1, days + 1):
        day = DAY - timedelta(days=n)
        sheet(place, moment(day, 15), day)


def states(stage: Stage, at: datetime) -> dict[str, State]:
    return {one.place.code: one.state for one in standing(stage.place, DAY, at)}


def test_every_unit_is_in_time_late_not_due_missing_or_silent(owing: Stage) -> None:
    for code in CODES[:4]:
        every_day_before(owing.places[code])
    sheet(owing.places["243"], moment(DAY, 15, 59))
    sheet(owing.places["08707"], moment(DAY, 16, 1))
    before, after = states(owing, moment(DAY, 15, 30)), states(owing, moment(DAY, 16, 30))
    assert before["08710"] is before["244"] is State.DUE
    assert after == {
        "243": State.REPORTED,
        "08707": State.LATE,
        "08710": State.MISSING,
        "244": State.MISSING,
        "08743": State.SILENT,
    }
    assert tally(standing(owing.place, DAY, moment(DAY, 16, 30))) == {
        State.REPORTED: 1, State.LATE: 1, State.MISSING: 2, State.SILENT: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("last", "silent", "state"), [(1, 0, "missing"), (2, 1, "missing"), (3, 2, "silent"), (9, 8, "silent")]
)
def test_silence_is_counted_in_whole_days_before_today(owing: Stage, last: int, silent: int, state: str) -> None:
    sheet(owing.places["244"], moment(DAY, 15), DAY - timedelta(days=last))
    (one,) = [one for one in standing(owing.place, DAY, moment(DAY, 17)) if one.place.code == "244"]
    assert (one.silent_days, one.state, one.sheet) == (silent, state, None)


def test_whoever_owes_only_since_yesterday_has_not_been_silent_for_weeks(owing: Stage) -> None:
    Reporter.objects.filter(place=owing.places["244"]).update(valid_from=DAY - timedelta(days=1))
    (one,) = [one for one in standing(owing.place, DAY, moment(DAY, 17)) if one.place.code == "244"]
    assert (one.silent_days, one.state) == (1, State.MISSING)


def test_who_is_not_named_owes_nothing_and_who_no_longer_owes_is_not_missed(owing: Stage) -> None:
    Reporter.objects.filter(place=owing.places["244"]).update(valid_to=DAY - timedelta(days=1))
    assert [*states(owing, moment(DAY, 17))] == ["243", "08707", "08710", "08743"]
    assert standing(owing.place, date(2021, 10, 31), moment(DAY, 17)) == []


def test_a_changed_hour_holds_from_its_day_and_names_the_place_once(owing: Stage) -> None:
    Reporter.objects.create(place=owing.places["244"], due=time(14), valid_from=DAY)
    found = [(one.place.code, one.due) for one in standing(owing.place, DAY, moment(DAY, 17))]
    assert len(found) == len(CODES) and ("244", moment(DAY, 14)) in found


def test_where_everybody_stands_costs_two_queries_however_many_units(
    owing: Stage, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(2):
        standing(owing.place, DAY, moment(DAY, 17))
    many(owing, 60)
    with django_assert_num_queries(2):
        assert len(standing(owing.place, DAY, moment(DAY, 17))) == 65


def test_the_record_of_a_period_says_in_time_late_or_not_for_each_day_owed(owing: Stage) -> None:
    first = DAY - timedelta(days=2)
    every_day_before(owing.places["243"], 2)
    sheet(owing.places["243"], moment(DAY, 17))
    Reporter.objects.filter(place=owing.places["244"]).update(valid_from=DAY)
    records = {r.place.code: r for r in compliance(owing.place, first, DAY, at=moment(DAY, 15))}
    kept = records["243"]
    assert list(kept.days.values()) == [State.REPORTED, State.REPORTED, State.LATE]
    assert (kept.counted[State.REPORTED], kept.counted[State.LATE], kept.judged) == (2, 1, 3)
    assert records["244"].days == {DAY: State.DUE}
    assert list(records["08743"].days.values()) == [State.MISSING, State.MISSING, State.DUE]


def test_the_record_of_a_period_costs_two_queries_however_many_units(
    owing: Stage, django_assert_num_queries: Callable
) -> None:
    many(owing, 40)
    with django_assert_num_queries(2):
        assert len(compliance(owing.place, DAY - timedelta(days=30), DAY, at=moment(DAY, 17))) == 45


def test_the_hour_is_five_in_vietnam() -> None:
    assert hour_of(DAY) == moment(DAY, 17)


def many(stage: Stage, number: int) -> None:
    """So many more communes that owe figures, each with a sheet."""
    above = stage.places["244"]
    places = Place.objects.bulk_create(
        Place(code=f"9{n:04d}", tier=Tier.COMMUNE, kind="xã", name=f"Xã {n}", path=f"{above.path}/9{n:04d}",
              folded=f"xa {n}", parent=above, valid_from=above.valid_from)
        for n in range(number)
    )  # fmt: skip
    Reporter.objects.bulk_create(Reporter(place=place, valid_from=date(2021, 11, 1)) for place in places)
    for place in places:
        sheet(place, moment(DAY, 15))
