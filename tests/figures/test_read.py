"""What was released is read in one query, each day as its latest correction says."""

from datetime import timedelta

import pytest

from vungxanh.figures.quote import quotation
from vungxanh.figures.read import figures_of, latest_release, released_series

from .conftest import AT, DAY, Desk


def days_before(n: int) -> object:
    return DAY - timedelta(days=n)


@pytest.fixture
def corrected(desk: Desk) -> Desk:
    """Three released days; the middle one was corrected last."""
    for n, cases in ((2, 10), (1, 20), (0, "")):
        desk.report(days_before(n), cases, 1)
        desk.release(days_before(n))
    desk.report(days_before(1), 25, 1)
    desk.correct(desk.place.releases.get(day=days_before(1)))
    return desk


def test_a_series_has_the_latest_correction_of_each_released_day(corrected: Desk, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        series = released_series(corrected.place, "new_cases", DAY)
    assert series == {days_before(2): 10, days_before(1): 25, DAY: None}
    assert list(series) == sorted(series)


def test_a_series_ends_at_the_day_asked_and_knows_only_what_was_released(corrected: Desk) -> None:
    corrected.report(days_before(9), 99)
    assert released_series(corrected.place, "new_cases", days_before(2)) == {days_before(2): 10}
    assert released_series(corrected.place, "recovered", DAY) == {}


def test_the_latest_release_is_that_of_the_last_day_not_the_last_number(
    corrected: Desk, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert latest_release(corrected.place).day == DAY
    assert latest_release(corrected.place, days_before(1)).number == 4
    assert latest_release(corrected.place, days_before(3)) is None


def test_the_figures_of_a_release_cost_one_query(corrected: Desk, django_assert_num_queries) -> None:
    release = latest_release(corrected.place)
    with django_assert_num_queries(1):
        assert figures_of(release) == {"aefi": None, "new_cases": None, "new_deaths": 1, "severe_cases": None}


def test_a_quotation_adds_up_the_week_and_the_wave_and_counts_the_days_missing(corrected: Desk) -> None:
    quoted = quotation(corrected.place.releases.get(number=4), series_since=days_before(9))
    assert quoted["new_cases"] == 25
    assert (quoted["day"], quoted["as_of"], quoted["release_number"], quoted["corrects"]) == (days_before(1), AT, 4, 2)
    assert (quoted["seven_day_total"], quoted["seven_day_days_missing"]) == (35, 5)
    assert (quoted["wave_total"], quoted["wave_days_missing"]) == (35, 7)
    assert (quoted["wave_deaths_total"], quoted["aefi"]) == (2, None)


def test_a_quotation_is_of_its_release_and_later_corrections_do_not_change_it(corrected: Desk) -> None:
    quoted = quotation(corrected.place.releases.get(number=3), series_since=days_before(2))
    assert (quoted["new_cases"], quoted["wave_total"]) == (None, 30)


def test_without_a_wave_there_is_no_wave_total(corrected: Desk) -> None:
    quoted = quotation(corrected.place.releases.get(number=1), series_since=None)
    assert (quoted["wave_total"], quoted["wave_days_missing"], quoted["seven_day_total"]) == (None, None, 10)


def test_a_total_of_days_none_of_which_was_reported_is_not_reported(desk: Desk) -> None:
    desk.report(DAY, "", "")
    assert quotation(desk.release(), series_since=DAY)["wave_total"] is None


def test_a_quotation_costs_two_queries_whatever_the_wave(corrected: Desk, django_assert_num_queries) -> None:
    release = corrected.place.releases.select_related("place", "corrects").get(number=4)
    with django_assert_num_queries(2):
        quotation(release, series_since=days_before(300))
