"""What the loudspeaker says: every figure, date, hour, sign and abbreviation in words, and nothing left to guess."""

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reading_back import number, numbers_in
from vungxanh.text import numbers
from vungxanh.text.numbers import Language
from vungxanh.text.reading import aloud, reading, seconds_aloud, spoken_key_length
from vungxanh.text.reading.clean import clean
from vungxanh.text.reading.en.numerals import cardinal as in_english
from vungxanh.text.reading.vi.abbreviations import built_in
from vungxanh.text.reading.vi.numerals import cardinal
from vungxanh.text.reading.vi.roman import roman

CASES = yaml.safe_load((Path(__file__).parent / "reading_cases.yaml").read_text(encoding="utf-8"))
EACH = [(subject, written, said) for subject, cases in CASES.items() for written, said in cases.items()]
LANGUAGES: list[Language] = ["vi", "en"]
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "1",
                "24",
                "2021",
                "1.234",
                ",",
                ".",
                "/",
                "-",
                "–",
                ":",
                "(",
                ")",
                "%",
                "°",
                "h",
                "g",
                "m",
                "BCĐ",
                "I",
                "XV",
                "F0",
                "khóa",
                "ngày",
                "số",
                "_",
                "&",
                "+",
                "TT",
                "CA",
                "THÔNG",
                "P.",
                "đ",
                "v.v.",
                "www.",
                "09",
                "'",
            ]
        )
        | st.sampled_from([" ", "\n", "\n\n"]),
        max_size=12,
    ).map("".join),
)


@pytest.mark.parametrize(("subject", "written", "said"), EACH, ids=[f"{case[0]}: {case[1]}" for case in EACH])
def test_it_is_said_as_an_announcer_says_it(subject: str, written: str, said: str) -> None:
    assert aloud(written) == said


def test_the_table_is_long_enough_to_be_trusted() -> None:
    assert len(EACH) >= 600


@given(st.integers(0, 10**12))
def test_every_number_is_heard_as_the_number_that_was_written(value: int) -> None:
    assert number(cardinal(value)) == value
    assert numbers_in(aloud(f"{numbers.number(value, 'vi')} ca")) == [value]


@given(st.integers(0, 99_999), st.integers(1, 99))
def test_every_decimal_is_heard_as_it_was_written(before: int, behind: int) -> None:
    value = Decimal(f"{before}.{behind}")
    assert numbers_in(aloud(f"tăng {numbers.number(value, 'vi')}%")) == [value]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_heard_with_its_month_and_year(day: date) -> None:
    assert numbers_in(aloud(numbers.day(day, "vi")).replace("tháng tư", "tháng bốn")) == [day.day, day.month, day.year]


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=ANY_TEXT)
def test_any_text_becomes_words_and_pauses_only(language: Language, text: str) -> None:
    said = aloud(text, language=language)
    assert not any(letter.isnumeric() and not letter.isalpha() for letter in said)
    assert all(letter.isalpha() or unicodedata.combining(letter) or letter in " \n.,;:?!" for letter in said)
    assert said == unicodedata.normalize("NFC", said)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=ANY_TEXT)
def test_what_was_read_is_not_read_differently_a_second_time(language: Language, text: str) -> None:
    once = aloud(text, language=language)
    assert aloud(once, language=language) == once


@given(ANY_TEXT)
def test_the_pieces_together_are_the_text(text: str) -> None:
    assert "".join(piece.written for piece in reading(text)) == clean(text)


@given(st.lists(st.sampled_from([written for _subject, written, _said in EACH]), min_size=1, max_size=5))
def test_paragraphs_stay_paragraphs(paragraphs: list[str]) -> None:
    assert len(aloud("\n\n".join(f"Tin: {one}" for one in paragraphs)).split("\n\n")) == len(paragraphs)


@pytest.mark.parametrize("said", sorted(set(built_in().values())))
def test_what_an_abbreviation_is_said_as_needs_no_more_reading(said: str) -> None:
    assert aloud(said) == said


def test_a_province_adds_its_own_abbreviations_and_they_go_before_ours() -> None:
    own = {"BCĐ": "bờ cờ đê", "VP": "Vĩnh Phúc", "Tổ 4T": "tổ 4 tại chỗ", "": "nothing"}
    assert aloud("BCĐ và KCN VP, Tổ 4T", extra=own) == "bờ cờ đê và khu công nghiệp Vĩnh Phúc, tổ bốn tại chỗ"
    assert aloud("số 12/TB-VP", extra=own) == "số mười hai, thông báo, Vĩnh Phúc"


def test_the_editor_sees_which_piece_became_which_words() -> None:
    changed = [(piece.written, piece.said) for piece in reading("Từ 0h, 264 ca “F0”") if piece.changed]
    assert changed == [("0h", "không giờ"), ("264", "hai trăm sáu mươi tư"), ("F0", "ép không")]


@pytest.mark.parametrize(("letters", "value"), [("IV", 4), ("XIX", 19), ("MCMXC", 1990), ("IIII", None), ("VX", None)])
def test_roman_numerals_are_well_formed_or_none(letters: str, value: int | None) -> None:
    assert roman(letters) == value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1,234 new cases", "one thousand two hundred and thirty four new cases"),
        ("At 17:00 on 19 November 2021", "At five in the afternoon on the nineteenth of November, twenty twenty one"),
        ("at 7:05, 0:00 and 12:00", "at seven oh five in the morning, midnight and noon"),
        ("call 1022 (24 hours)", "call one zero two two, twenty four hours"),
        ("call an ambulance, 115, at once", "call an ambulance, one one five, at once"),
        ("115 new cases", "one hundred and fifteen new cases"),
        ("38.5°C, 95%", "thirty eight point five degrees Celsius, ninety five percent"),
        ("COVID-19, 5K, F0", "Covid nineteen, five K, F zero"),
        ("release no. 12", "release number twelve"),
        ("release no. 033/2021", "release number zero three three of twenty twenty one"),
        ("5-7 days", "five to seven days"),
        ("in 2005 and 2021-2025", "in two thousand and five and twenty twenty one to twenty twenty five"),
        ("covid.vinhphuc.gov.vn", "covid dot vinhphuc dot gov dot vn"),
        ("a PCR test", "a P C R test"),
        ("1st, 22nd", "first, twenty second"),
    ],
)
def test_english_messages_are_read_too(written: str, said: str) -> None:
    assert aloud(written, language="en") == said


@given(st.integers(0, 10**14))
def test_english_numbers_are_words(value: int) -> None:
    assert all(word.isalpha() for word in in_english(value).split())


def test_a_minute_of_speech_is_about_a_minute() -> None:
    text = aloud("Tính đến 17 giờ 00 ngày 27/11/2021, tỉnh Vĩnh Phúc ghi nhận 1.234 ca mắc mới. " * 5)
    assert 40 < seconds_aloud(text) < 80
    assert seconds_aloud(text, syllables_per_minute=120) > seconds_aloud(text)
    assert spoken_key_length(aloud("Gọi 1022.")) == 5
