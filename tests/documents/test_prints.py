"""Posters, leaflets, banners and boards: what to do, whom to call, in letters that every language has."""

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from notices import ENGLISH, EXERCISE, GRAVE, HIGHLAND, NOTICES, ORDINARY
from on_the_page import off_the_page
from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.laid import DoesNotFit
from vungxanh.documents.posters.led import LETTERS, breadth, led_lines, led_png, led_text
from vungxanh.documents.posters.printed import banner_pdf, leaflet_pdf, poster_pdf, poster_png
from vungxanh.documents.posters.qr import qr_svg
from vungxanh.documents.posters.readable import words_of_png

MM = 72 / 25.4
EVERY = pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)


def pages(pdf: bytes) -> list[str]:
    """PDFium reads a letter with a mark of its own (ê̆) twice, once for each glyph: here it is read once."""
    read = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return [" ".join(re.sub(r"(\w\u0306)\s*\1", r"\1", text).split()) for text in read]


def across(pdf: bytes, page: int, words: str) -> float:
    """How far from the left edge the words begin, in mm."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    (at, _count) = text.search(words).get_next()
    return float(text.get_charbox(at)[0]) / MM


@EVERY
def test_a_poster_says_what_to_do_why_and_whom_to_ask(notice: Notice) -> None:
    (text,) = pages(poster_pdf(notice))
    for words in (notice.action, notice.paragraphs[0], notice.hotline, notice.ambulance, notice.issuer, notice.source):
        assert words in text
    assert ("DIỄN TẬP" in text) is notice.is_exercise


def test_the_source_is_said_once_at_the_foot_of_a_poster() -> None:
    assert pages(poster_pdf(ORDINARY))[0].count("bản công bố số 41") == 1
    assert pages(poster_pdf(replace(ENGLISH, paragraphs=("Text.", "Source: release no. 41."))))[0].count("no. 41") == 1


def test_a_poster_keeps_whole_paragraphs_as_many_as_have_room() -> None:
    long = "Người dân hãy ở nhà khi có thể và giữ liên lạc với tổ COVID cộng đồng của khu mình. " * 9
    (text,) = pages(poster_pdf(replace(ORDINARY, paragraphs=("Một câu đầu.", long.strip(), long.strip() + " Cuối."))))
    assert "Một câu đầu." in text and long.strip() in text and "Cuối." not in text


@EVERY
def test_a_leaflet_has_six_panels_in_the_order_in_which_it_is_folded(notice: Notice) -> None:
    leaflet = leaflet_pdf(notice)
    outside, inside = pages(leaflet)
    assert notice.title in outside and notice.action in outside and notice.hotline in outside
    assert notice.paragraphs[0] in inside
    for one in notice.figures:
        if one.mandatory:
            assert f"{one.label} {one.written}" in inside


def test_the_flap_folds_in_behind_the_front() -> None:
    leaflet = leaflet_pdf(ORDINARY)
    assert across(leaflet, 0, "Việc cần làm") < 97  # the flap, left of the back
    assert 97 < across(leaflet, 0, "Quét mã") < 197  # the back
    assert across(leaflet, 0, "hạn chế") > 197  # the front
    assert across(leaflet, 1, "Số liệu") < 100 < across(leaflet, 1, "Tính đến")


@pytest.mark.parametrize("made", [poster_pdf, leaflet_pdf, banner_pdf])
def test_the_bleed_runs_over_every_edge_of_the_finished_page(made) -> None:  # type: ignore[no-untyped-def]
    plain, wider = (pypdfium2.PdfDocument(made(ORDINARY, bleed=bleed))[0] for bleed in (0, 3))
    left, bottom, right, top = wider.get_trimbox()
    assert (right - left, top - bottom) == pytest.approx(plain.get_size(), abs=0.1)
    assert wider.get_size() == pytest.approx([side + 6 * MM for side in plain.get_size()], abs=0.1)
    # The corner is coloured up to the sheet's edge.
    assert wider.render(scale=0.25).to_pil().convert("RGB").getpixel((0, 0)) != (255, 255, 255)


@EVERY
def test_a_banner_is_one_thing_to_do_in_capitals_and_a_number(notice: Notice) -> None:
    banner = banner_pdf(notice)
    wide, high = pypdfium2.PdfDocument(banner)[0].get_size()
    assert wide / high == pytest.approx(6, rel=0.001)
    (text,) = pages(banner)
    assert notice.action.rstrip(".").upper() in text and notice.hotline in text


@EVERY
def test_lines_for_lamps_lose_no_word_and_no_accent(notice: Notice) -> None:
    lines = led_text(notice).decode().splitlines()
    assert all(breadth(line) <= LETTERS for line in lines)
    assert notice.short in " ".join(lines) and notice.hotline in " ".join(lines)


@given(st.lists(st.text(alphabet="aăâbcdđeêơưẫệữ̆ỹ0", min_size=1, max_size=20), min_size=1, max_size=40))
def test_lines_break_between_words_only(words: list[str]) -> None:
    notice = replace(ORDINARY, short=" ".join(words), hotline=words[0])
    assert " ".join(led_lines(notice)).split() == words


def test_a_word_longer_than_the_board_is_refused() -> None:
    with pytest.raises(DoesNotFit, match="board of 24 letters"):
        led_lines(replace(ORDINARY, short="x" * 25))


@EVERY
def test_a_picture_for_lamps_says_what_to_do(notice: Notice) -> None:
    picture = led_png(notice)
    assert Image.open(BytesIO(picture)).size == (512, 128)
    assert notice.action in words_of_png(picture)["Description"]


def test_the_code_is_the_address_square_by_square() -> None:
    drawn = qr_svg(ORDINARY.address)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v", drawn)
    dark = {(int(x) + n, int(y)) for x, y, wide in runs for n in range(int(wide))}
    matrix = segno.make_qr(ORDINARY.address, error="m").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, dot in enumerate(row) if dot}


@pytest.mark.parametrize("made", [poster_pdf, leaflet_pdf, banner_pdf, poster_png, led_png, led_text])
def test_the_same_notice_is_the_same_file(made) -> None:  # type: ignore[no-untyped-def]
    for notice in (ORDINARY, GRAVE, EXERCISE, HIGHLAND):
        assert made(notice) == made(replace(notice))


@pytest.mark.parametrize("made", [poster_pdf, leaflet_pdf])
def test_a_word_longer_than_its_line_is_broken_and_stays_on_the_page(made) -> None:  # type: ignore[no-untyped-def]
    long = replace(ORDINARY, paragraphs=("Xem https" + "abcdefghij" * 20 + " ngay.",))
    assert off_the_page(made(long)) == []


@pytest.mark.parametrize("made", [poster_pdf, leaflet_pdf, banner_pdf, poster_png, led_png])
def test_a_control_character_of_an_old_text_is_left_out(made) -> None:  # type: ignore[no-untyped-def]
    assert made(replace(ORDINARY, action="Ở nhà\u0007 khi có thể\u001b.", paragraphs=("Một\u000bhai\ufffe.",)))
