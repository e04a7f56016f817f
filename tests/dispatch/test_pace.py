"""A line never sends more parts than it may, and never waits for longer than it must."""

import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch.pace import Pace

tps = st.one_of(st.integers(1, 5000).map(float), st.floats(0.1, 5000))
monotonic = st.floats(0, 1e6)
gaps = st.lists(st.one_of(st.just(0.0), st.floats(0, 0.01), st.floats(0, 30)), min_size=1, max_size=60)


def burst(tps: float) -> float:
    return max(1.0, tps / 5)


@pytest.mark.parametrize(
    ("tps", "allowed"), [(0.5, 1), (1, 1), (5, 1), (9, 1), (10, 2), (50, 10), (1000, 200), (1004, 200)]
)
def test_a_rested_line_may_send_a_fifth_of_a_second_at_once_and_at_least_one_part(tps, allowed):
    assert Pace(tps).allowance(100.0) == allowed
    assert Pace(tps).allowance(1e6) == allowed


@pytest.mark.parametrize("after", [0.0, 0.001, 5.0])
def test_a_line_without_a_limit_never_waits(after):
    pace = Pace(0)
    pace.spent(10_000_000, 100.0)
    assert pace.allowance(100.0 + after) == sys.maxsize
    assert pace.until(255, 100.0 + after) == 0


@pytest.mark.parametrize("wrong", [-1, -0.1, math.nan, math.inf])
def test_an_impossible_pace_is_refused_with_a_sentence(wrong):
    with pytest.raises(ValueError, match="0 for no limit"):
        Pace(wrong)


def test_what_was_spent_comes_back_with_time():
    pace = Pace(10)
    pace.spent(2, 100.0)
    assert (pace.allowance(100.0), pace.until(1, 100.0), pace.until(2, 100.0)) == (0, 0.1, 0.2)
    assert (pace.allowance(100.1), pace.allowance(100.25)) == (1, 2)
    assert pace.allowance(200.0) == 2


def test_a_message_longer_than_the_burst_leaves_and_is_paid_for_afterwards():
    pace = Pace(10)
    assert pace.until(6, 100.0) == 0
    pace.spent(6, 100.0)
    assert pace.allowance(100.0) == 0
    assert pace.until(1, 100.0) == pytest.approx(0.5)
    assert pace.until(6, 100.0) == pytest.approx(0.6)
    assert pace.allowance(100.49) == 0
    assert pace.allowance(100.5) == 1


def test_a_clock_that_steps_back_gives_nothing_twice():
    pace = Pace(10)
    pace.spent(2, 100.0)
    assert pace.allowance(90.0) == 0
    assert pace.allowance(100.0) == 0


@given(tps, monotonic, gaps, st.data())
def test_no_stretch_of_time_sees_more_than_its_seconds_and_one_burst(tps, start, gaps, data):
    pace, now = Pace(tps), start
    sent: list[tuple[float, int]] = []
    for gap in gaps:
        now += gap
        parts = data.draw(st.integers(0, pace.allowance(now)))
        pace.spent(parts, now)
        sent.append((now, parts))
    for first in range(len(sent)):
        total = 0
        for at, parts in sent[first:]:
            total += parts
            assert total <= tps * (at - sent[first][0]) + burst(tps) + tps * 2e-6


@given(tps, monotonic, st.lists(st.tuples(st.integers(1, 255), st.floats(0, 60)), min_size=1, max_size=30))
def test_with_long_messages_only_the_last_one_may_be_in_debt(tps, start, messages):
    pace, now = Pace(tps), start
    first, before = None, 0
    for parts, rest in messages:
        now += pace.until(parts, now)
        assert pace.until(parts, now) == 0
        first = now if first is None else first
        assert before + min(parts, burst(tps)) <= tps * (now - first) + burst(tps) + tps * 2e-6
        pace.spent(parts, now)
        before += parts
        now += rest


@given(tps, monotonic, st.integers(1, 255), st.integers(0, 500))
def test_after_the_wait_the_parts_may_leave_and_shortly_before_they_may_not(tps, start, parts, debt):
    pace = Pace(tps)
    pace.spent(debt, start)
    wait = pace.until(parts, start)
    if wait > 0.001:
        assert pace.until(parts, start + wait - 0.0005) > 0
    assert pace.until(parts, start + wait) == 0
    if parts <= burst(tps):
        assert pace.allowance(start + wait) >= parts


@given(tps, monotonic, st.integers(1, 255))
def test_a_line_that_waits_no_longer_than_it_must_reaches_its_pace(tps, start, parts):
    pace, now = Pace(tps), start
    for _ in range(50):
        now += pace.until(parts, now)
        pace.spent(parts, now)
    assert 50 * parts >= tps * (now - start) * 0.999
