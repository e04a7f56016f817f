"""A typed number is bound to the field that its words speak of, and to no other."""

import pytest

from vungxanh.text.lint import Code, lint

from .drafts import said


def offered(words, language="vi"):
    return [
        (one.code.value, one.fix.text if one.fix else None)
        for one in lint(said(words, language))
        if one.code in (Code.TYPED_FIGURE, Code.FIGURE_DIFFERS)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Có 37 ca mắc mới.", [("typed-figure", "{new_cases}")]),
        ("Có 2 ca tử vong.", [("typed-figure", "{new_deaths}")]),
        ("7 ngày qua có 215 ca mắc.", [("typed-figure", "{seven_day_total}")]),
        ("Tổng số ca mắc là 1.234.", [("typed-figure", "{wave_total}")]),
        ("Có 40 ca mắc mới.", [("figure-differs", "{new_cases}")]),
        ("Tỷ lệ tiêm đạt 95,4%.", [("typed-figure", "{first_dose_coverage}")]),
        # 37 is the new cases' number: it is not offered for people who recovered.
        ("Có 37 người khỏi bệnh.", [("typed-figure", None)]),
        ("Còn 99 giường trống.", [("typed-figure", None)]),
        ("Tổng số ca mắc là 40.", [("typed-figure", None)]),
    ],
)
def test_the_field_that_is_offered_counts_what_the_words_count(words, found):
    assert offered(words) == found


def test_each_number_of_a_sentence_is_found():
    assert offered("There were 37 new cases and 3 deaths; 1,234 in the wave.", "en") == [
        ("typed-figure", "{new_cases}"),
        ("figure-differs", "{new_deaths}"),
        ("typed-figure", "{wave_total}"),
    ]
