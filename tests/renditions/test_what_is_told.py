"""The readers of the replayed month find what is wrong: whatever is another in a day is named in every form."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from each_form import MUST_SAY, SPOKEN, Reading, problems_of, problems_seen, read
from hypothesis import given
from hypothesis import strategies as st
from released_month import SITE
from told import ALL, Told, days_of, figures_of

from reading_back import english_number
from stage import WAVE, Stage, moment
from vungxanh.messages.plain import make_plain
from vungxanh.renditions.forms import forms_for
from vungxanh.renditions.read import said_of
from vungxanh.text.reading.en.numerals import cardinal, year

DAY = date(2021, 11, 27)
CASES = (1203, 14, 28, 36, 41, 57, 62, 79, 83, 96, 104, 2118, 133, 151)
HOUR = timedelta(hours=1)


@pytest.fixture
def read_back(stage: Stage, settings) -> list[tuple[Reading, Told]]:
    """Every file of a day with thirteen others behind it, with what it has to say."""
    settings.PUBLIC_URL, settings.VUNGXANH_EXERCISE = SITE, False
    days = [DAY - timedelta(days=ago) for ago in reversed(range(len(CASES)))]
    releases = [stage.release(day, cases, 5) for day, cases in zip(days, CASES, strict=True)]
    message = stage.situation(releases[-1], "cap-2")
    make_plain(message)
    rows = {WAVE + timedelta(days=n): (0, 0) for n in range(60)} | {
        day: (cases, 5) for day, cases in zip(days, CASES, strict=True)
    }
    told = Told(
        day=DAY, as_of=moment(DAY), posted=moment(DAY), expires=moment(DAY, 23), number=len(CASES), level=2,
        figures=figures_of(rows, DAY, WAVE), days=days_of(rows, DAY), address="",
    )  # fmt: skip
    return [
        (read(form.key, form.make(said_of(message, language)), language), replace(told, address=link))
        for language, link in (
            ("vi", f"{SITE}/thong-bao/{message.pk}/"),
            ("en", f"{SITE}/en/thong-bao/{message.pk}/"),
        )
        for form in forms_for(said_of(message, language))
        if form.key not in SPOKEN
    ]


def others(told: Told) -> Iterator[tuple[str, Told]]:
    """(what is another, the day with it)."""
    for name in ALL:
        yield name, replace(told, figures={**told.figures, name: told.figures[name] + 1})
    yield "day", replace(told, day=DAY + timedelta(days=1), as_of=told.as_of + timedelta(days=1))
    yield "date", replace(told, posted=told.posted + timedelta(days=1))
    yield "hour", replace(told, as_of=told.as_of - HOUR)
    yield "release", replace(told, number=told.number + 1)
    yield "level", replace(told, level=told.level + 1)
    for label, cases in told.days.items():
        yield "days", replace(told, days={**told.days, label: cases + 1})


@pytest.mark.django_db
def test_whatever_is_another_is_named_in_every_form_that_says_it(read_back: list[tuple[Reading, Told]]) -> None:
    assert [(file, problems) for file, told in read_back if (problems := problems_of(file, told))] == []
    unseen = []
    for file, told in read_back:
        figures, fields = MUST_SAY[file.form]
        says = {*figures, *fields, "days" if file.form.startswith("infographic") else ""}
        unseen += [
            (file.language, file.form, name)
            for name, other in others(told)
            if name in says and not problems_of(replace(file, drawn=()), other)
        ]
        unseen += [
            (file.language, file.form, f"{name} as it is drawn")
            for name, other in others(told)
            if file.drawn and name in {*figures, *fields} and not problems_seen(file, other)
        ]
    assert unseen == []


@pytest.mark.django_db
def test_a_number_more_in_any_file_is_one_that_nothing_explains(read_back: list[tuple[Reading, Told]]) -> None:
    for file, told in read_back:
        more = {"vi": " Thêm bảy mươi bảy.", "en": " Seventy seven more."}[file.language]
        text = file.text + (more if file.form == "radio-script" else " 77")
        assert problems_of(replace(file, text=text), told), file.form
        if file.drawn:
            assert problems_seen(replace(file, drawn=(*file.drawn, "77")), told), file.form


@given(st.integers(0, 10**9 - 1))
def test_english_numbers_are_heard_as_they_were_written(value: int) -> None:
    assert english_number(cardinal(value)) == value


@given(st.integers(1900, 2099))
def test_english_years_are_heard_too(value: int) -> None:
    assert english_number(year(value)) == value
