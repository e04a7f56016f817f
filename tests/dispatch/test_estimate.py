"""Before approval people see how many, how long and how dear; what is not known is not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch.estimate import Estimate, Group, Speed, estimate, shorter

PROVINCE = [Group(879_000, 6)]
VIETTEL, VINA = Speed("viettel", 200.0, 300), Speed("vina", 100.0, 350)
UNPRICED, UNKNOWN = Speed("mobi", 50.0, None), Speed("new", None, 280)

groups = st.lists(st.builds(Group, st.integers(0, 10**7), st.integers(1, 255)), max_size=4)
speeds = st.lists(
    st.builds(
        Speed,
        st.just("line"),
        st.one_of(st.none(), st.just(0.0), st.floats(0.1, 5000)),
        st.one_of(st.none(), st.integers(0, 900)),
    ),
    max_size=4,
)


def test_a_province_at_six_parts_takes_hours_and_one_part_less_saves_a_sixth():
    assert estimate(PROVINCE, [Speed("one", 200.0, 300)]) == Estimate(
        recipients=879_000, parts=5_274_000, seconds=26_370, cost=1_582_200_000, cost_is_partial=False
    )
    assert shorter(PROVINCE, [Speed("one", 200.0, 300)]) == Estimate(
        recipients=879_000, parts=4_395_000, seconds=21_975, cost=1_318_500_000, cost_is_partial=False
    )


@pytest.mark.parametrize(
    ("lines", "spread", "seconds", "cost", "partial"),
    [
        ([VIETTEL], 0, 5, 300_000, False),
        ([VIETTEL, VINA], 0, 4, 350_000, False),
        ([VIETTEL, UNPRICED], 0, 4, 300_000, True),
        ([UNPRICED], 0, 20, None, False),
        ([VIETTEL, UNKNOWN], 0, 5, 300_000, False),
        ([UNKNOWN], 0, None, 280_000, False),
        ([UNKNOWN], 30, None, 280_000, False),
        ([Speed("no limit, never measured", 0.0, None)], 0, None, None, False),
        ([], 0, None, None, False),
        ([VIETTEL], 30, 1800, 300_000, False),
        ([Speed("slow", 0.1, 0)], 30, 10_000, 0, False),
    ],
    ids=[
        "one line",
        "rates add up, the dearest price counts",
        "a line without a price makes the cost partial",
        "no price, no cost",
        "a line of unknown rate carries nothing",
        "no known rate, no duration",
        "spreading does not make an unknown rate known",
        "no limit is not a rate",
        "no lines, no answer",
        "spreading makes it longer",
        "and never shorter",
    ],
)
def test_a_thousand_parts(lines, spread, seconds, cost, partial):
    assert estimate([Group(500, 2)], lines, spread) == Estimate(500, 1000, seconds, cost, partial)


def test_languages_of_different_length_are_added_up():
    both = estimate([Group(1000, 3), Group(10, 1)], [VIETTEL])
    assert (both.recipients, both.parts) == (1010, 3010)


@pytest.mark.parametrize(("parts", "minutes"), [(0, 0), (1, 1), (200 * 60, 1), (200 * 60 + 1, 2), (200 * 3600, 60)])
def test_minutes_are_rounded_up(parts, minutes):
    assert estimate([Group(parts, 1)], [VIETTEL]).minutes == minutes
    assert estimate([Group(1, 1)], [UNKNOWN]).minutes is None


def test_nobody_to_reach_takes_no_time_and_no_money():
    assert estimate([], [VIETTEL], 30) == Estimate(0, 0, 0, 0, False)


def test_only_texts_of_several_parts_can_be_shortened():
    assert shorter([Group(1000, 3), Group(10, 1)], [VIETTEL]).parts == 2010
    assert shorter([Group(1000, 1)], [VIETTEL]) is None
    assert shorter([], [VIETTEL]) is None


@given(groups, speeds, st.integers(0, 600))
def test_shorter_is_never_slower_or_dearer_and_the_estimate_is_never_too_quick(groups, lines, spread):
    whole, less = estimate(groups, lines, spread), shorter(groups, lines, spread)
    rate = sum(line.rate or 0 for line in lines)
    if whole.seconds:
        assert whole.seconds >= max(whole.parts / rate, spread * 60)
    if less is not None:
        assert less.recipients == whole.recipients
        assert less.parts < whole.parts or not sum(group.recipients for group in groups if group.parts > 1)
        assert (less.seconds or 0) <= (whole.seconds or 0)
        assert (less.cost or 0) <= (whole.cost or 0)
