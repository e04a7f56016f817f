"""Figures read as each language writes them."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.numbers import day, hour, moment, number


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1.234", "1,234"),
        (-1234567, "-1.234.567", "-1,234,567"),
        (Decimal("1234.50"), "1.234,50", "1,234.50"),
        (Decimal("0.7"), "0,7", "0.7"),
        (Decimal("1E+4"), "10.000", "10,000"),
    ],
)
def test_points_and_commas_change_places_between_the_languages(
    value: int | Decimal, vietnamese: str, english: str
) -> None:
    assert (number(value, "vi"), number(value, "en")) == (vietnamese, english)


def test_days_and_hours_read_as_in_a_bulletin() -> None:
    at = datetime(2021, 11, 9, 17, 0)
    assert day(date(2021, 11, 9), "vi") == "ngày 09/11/2021"
    assert day(at, "en") == "9 November 2021"
    assert (hour(at, "vi"), hour(at, "en")) == ("17 giờ 00", "17:00")
    assert moment(at, "vi") == "17 giờ 00 ngày 09/11/2021"
    assert moment(at, "en") == "17:00 on 9 November 2021"


@given(st.integers())
def test_no_digit_is_lost_in_grouping(value: int) -> None:
    assert int(number(value, "vi").replace(".", "")) == value
    assert int(number(value, "en").replace(",", "")) == value
