"""How a period's number is spread over its days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.duties.pace import share, still_to_do

MONDAY = date(2021, 11, 22)
SUNDAY = date(2021, 11, 28)


def days_on_which_something_is_sent(number: int) -> list[int]:
    done, days = 0, []
    for n in range(7):
        now = still_to_do(number, done, MONDAY, SUNDAY, MONDAY + timedelta(days=n))
        done += now
        days += [n] * now
    return days


def test_three_messages_a_week_go_out_on_monday_wednesday_and_friday() -> None:
    assert days_on_which_something_is_sent(3) == [0, 2, 4]


def test_one_message_a_week_goes_out_on_the_first_day() -> None:
    assert days_on_which_something_is_sent(1) == [0]


def test_a_days_number_is_all_due_on_the_day() -> None:
    assert still_to_do(6, 2, MONDAY, MONDAY, MONDAY) == 4


@given(number=st.integers(1, 40))
def test_the_whole_number_is_sent_by_the_end_of_the_week(number: int) -> None:
    assert len(days_on_which_something_is_sent(number)) == number


@given(number=st.integers(0, 40), done=st.integers(0, 60), day=st.integers(0, 6))
def test_what_was_done_too_much_asks_for_nothing_more(number: int, done: int, day: int) -> None:
    asked = still_to_do(number, done, MONDAY, SUNDAY, MONDAY + timedelta(days=day))
    assert 0 <= asked <= max(0, number - done)


@pytest.mark.parametrize(
    ("number", "days", "expected"),
    [(3, 7, 3), (3, 2, 1), (3, 5, 3), (1, 1, 1), (7, 3, 3)],
)
def test_a_week_cut_short_asks_for_its_share_rounded_up(number: int, days: int, expected: int) -> None:
    assert share(number, days, 7) == expected
