"""What the loudspeaker says: every figure, date, hour, sign and abbreviation in words, and nothing left to guess."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reading_back import number
from vungxanh.text import numbers
from vungxanh.text.reading import aloud, reading, seconds_aloud
from vungxanh.text.reading.english import cardinal as in_english
from vungxanh.text.reading.numerals import cardinal
from vungxanh.text.reading.roman import roman

CASES = yaml.safe_load((Path(__file__).parent / "reading_cases.yaml").read_text(encoding="utf-8"))
EACH = [(subject, written, said) for subject, cases in CASES.items() for written, said in cases.items()]


@pytest.mark.parametrize(("subject", "written", "said"), EACH, ids=[f"{case[0]}: {case[1]}" for case in EACH])
def test_it_is_said_as_an_announcer_says_it(subject: str, written: str, said: str) -> None:
    assert aloud(str(written)) == said


def test_the_table_is_long_enough_to_be_trusted() -> None:
    assert len(EACH) >= 400


@given(st.integers(0, 10**12))
def test_every_number_is_heard_as_the_number_that_was_written(value: int) -> None:
    assert number(cardinal(value)) == value
    assert number(aloud(numbers.number(value, "vi"))) == value


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_heard_with_its_month_and_year(day: date) -> None:
    said = aloud(numbers.day(day, "vi")).split()
    assert said[0] == "ngày" and not any(one.isdigit() for one in said)
    assert number(" ".join(said[said.index("năm", said.index("tháng") + 2) + 1 :])) == day.year


@given(st.text())
def test_any_text_is_read_without_a_digit_left(text: str) -> None:
    said = aloud(text)
    assert not any(one.isdigit() or one.isnumeric() for one in said if one.isascii() or unicodedata.digit(one, None))
    assert said == unicodedata.normalize("NFC", said)


@given(st.lists(st.sampled_from([written for _subject, written, _said in EACH]), max_size=6))
def test_what_was_read_is_not_read_differently_a_second_time(written: list[object]) -> None:
    once = aloud(". ".join(map(str, written)))
    assert aloud(once) == once


@given(st.lists(st.sampled_from(["Ca mắc: 5.", "Hãy ở nhà.", "Gọi 1022."]), min_size=1, max_size=5))
def test_paragraphs_stay_paragraphs(paragraphs: list[str]) -> None:
    assert len(aloud("\n\n".join(paragraphs)).split("\n\n")) == len(paragraphs)


def test_a_province_adds_its_own_abbreviations_and_they_go_before_ours() -> None:
    assert (
        aloud("BCĐ và KCN VP", extra={"BCĐ": "bờ cờ đê", "VP": "Vĩnh Phúc"}) == "bờ cờ đê và khu công nghiệp Vĩnh Phúc"
    )


def test_the_editor_sees_which_piece_became_which_words() -> None:
    changed = [(one.written, one.said) for one in reading("Từ 0h, 264 ca F0") if one.written != one.said]
    assert changed == [("0h", "không giờ"), ("264", "hai trăm sáu mươi tư"), ("F0", "ép không")]


@pytest.mark.parametrize(("letters", "value"), [("IV", 4), ("XIX", 19), ("MCMXC", 1990), ("IIII", None), ("VX", None)])
def test_roman_numerals_are_well_formed_or_none(letters: str, value: int | None) -> None:
    assert roman(letters) == value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1,234 new cases", "one thousand two hundred and thirty-four new cases"),
        ("At 17:00 on 19 November 2021", "At five p m on nineteen November twenty twenty-one"),
        ("call 1022 (24 hours)", "call one zero two two, twenty-four hours,"),
        ("call an ambulance, 115, at once", "call an ambulance, one one five, at once"),
        ("38.5°C, 95%", "thirty-eight point five degrees Celsius, ninety-five percent"),
        ("COVID-19, 5K, F0", "covid nineteen, five K, F zero"),
        ("release no. 12", "release number twelve"),
        ("5-7 days", "five to seven days"),
        ("in 2005 and 2000", "in two thousand and five and two thousand"),
    ],
)
def test_english_messages_are_read_too(written: str, said: str) -> None:
    assert aloud(written, language="en") == said


@given(st.integers(0, 10**11))
def test_english_numbers_have_no_digit(value: int) -> None:
    assert not any(one.isdigit() for one in in_english(value))


def test_a_minute_of_speech_is_about_a_minute() -> None:
    text = aloud("Tính đến 17 giờ 00 ngày 27/11/2021, tỉnh Vĩnh Phúc ghi nhận 1.234 ca mắc mới. " * 5)
    assert 40 < seconds_aloud(text) < 80
