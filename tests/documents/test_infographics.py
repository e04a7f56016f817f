"""The picture of the day's figures: every number in it was given; nothing is cut; nothing grave is left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from notices import ADVICE, EXERCISE, GRAVE, NOTICES, ORDINARY, UNREPORTED
from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.infographic import (
    SIZES,
    Size,
    infographic_pdf,
    infographic_png,
    infographic_svg,
)
from vungxanh.documents.posters.laid import DoesNotFit
from vungxanh.documents.posters.readable import words_of_png, words_of_svg

SMALLEST = 24  # pixels, on a picture 1080 wide
EVERY = pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
EVERY_SIZE = pytest.mark.parametrize("size", SIZES)


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,:/]\d+)*", text))


def shown(notice: Notice, size: Size) -> str:
    page = pypdfium2.PdfDocument(infographic_pdf(notice, size))[0]
    return str(page.get_textpage().get_text_range())


def letters(notice: Notice, size: Size) -> Iterator[tuple[float, tuple[float, float, float, float]]]:
    """The size of each printed letter, and where it stands."""
    page = pypdfium2.PdfDocument(infographic_pdf(notice, size))[0]
    text = page.get_textpage()
    for n in range(text.count_chars()):
        if text.get_text_range(n, 1).strip():
            yield pdfium.FPDFText_GetFontSize(text.raw, n), text.get_charbox(n)


@EVERY
@EVERY_SIZE
def test_the_numbers_that_are_seen_are_the_numbers_that_are_told_to_who_cannot_see(notice: Notice, size: Size) -> None:
    told = words_of_png(infographic_png(notice, size))["Description"]
    days = {part for day in notice.series for part in (day.label, day.written)}
    assert numbers(told) - days <= numbers(shown(notice, size)) <= numbers(told)
    assert words_of_svg(infographic_svg(notice, size))["Description"] == told


@EVERY
@EVERY_SIZE
def test_every_figure_seen_was_given_and_the_mandatory_ones_are_seen(notice: Notice, size: Size) -> None:
    told = words_of_png(infographic_png(notice, size))["Description"].splitlines()
    given = {f"{one.label}: {one.written}" for one in notice.figures}
    seen = [line for line in told if line in given]
    needed = {f"{one.label}: {one.written}" for one in notice.figures if one.mandatory}
    assert needed <= set(seen)
    assert not notice.figures or seen[0].startswith("Ca mắc mới: ")


@EVERY
@EVERY_SIZE
def test_no_letter_leaves_the_page_and_none_is_too_small_to_be_read(notice: Notice, size: Size) -> None:
    wide, high = SIZES[size]
    for height, (left, bottom, right, top) in letters(notice, size):
        assert height >= SMALLEST - 0.1
        assert 0 <= left <= right <= wide and 0 <= bottom <= top <= high


@EVERY_SIZE
def test_the_file_has_the_size_that_the_network_asks_for(size: Size) -> None:
    assert Image.open(BytesIO(infographic_png(ORDINARY, size))).size == SIZES[size]
    wide, high = SIZES[size]
    assert f'width="{wide}" height="{high}"'.encode() in infographic_svg(ORDINARY, size)[:300]
    assert Image.open(BytesIO(infographic_png(ORDINARY, size, scale=0.5))).size == (wide // 2, high // 2)


@EVERY_SIZE
def test_the_days_are_as_many_as_their_title_says(size: Size) -> None:
    told = words_of_png(infographic_png(ORDINARY, size))["Description"]
    (line,) = (one for one in told.splitlines() if one.startswith("Ca mắc mới, 14 ngày qua"))
    assert line.count("/11: ") == 14
    assert "sọc: chưa có báo cáo" in line


@EVERY_SIZE
def test_what_nobody_reported_is_said_and_never_a_zero(size: Size) -> None:
    text = shown(UNREPORTED, size)
    assert "chưa có" in text and not re.search(r"\b0\b", text)


@EVERY_SIZE
def test_an_exercise_says_so(size: Size) -> None:
    assert "DIỄN TẬP" in shown(EXERCISE, size)
    assert "DIỄN TẬP" not in shown(ORDINARY, size)


@EVERY_SIZE
def test_the_days_give_way_to_a_long_action(size: Size) -> None:
    assert "không chờ đến sáng" in " ".join(shown(GRAVE, size).split())


@EVERY_SIZE
def test_without_figures_the_title_stands_in_their_place(size: Size) -> None:
    assert ADVICE.title in " ".join(shown(ADVICE, size).split())


@pytest.mark.parametrize(
    ("changed", "piece"),
    [
        ({"action": "Hãy thực hiện nghiêm các biện pháp. " * 30}, "action"),
        ({"place": "Xã " + "Vĩnh Phúc " * 40}, "place"),
        ({"action": "Hãy" + "y" * 90}, "action"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name_and_never_cut(changed: dict[str, str], piece: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        infographic_png(replace(ORDINARY, **changed))
    assert refused.value.piece == piece
    assert "fewer words" in str(refused.value)


@EVERY_SIZE
def test_the_same_notice_is_the_same_file(size: Size) -> None:
    assert infographic_png(ORDINARY, size) == infographic_png(replace(ORDINARY), size)
    assert infographic_svg(ORDINARY, size) == infographic_svg(replace(ORDINARY), size)
