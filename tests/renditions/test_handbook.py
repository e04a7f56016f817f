"""Approved guides become a handbook that every reader program opens."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pypdfium2
import pytest
from django.core.cache import cache
from django.test import Client

from on_the_page import off_the_page
from stage import moment
from vungxanh.documents.letters import NoSuchLetter
from vungxanh.messages.articles import approve_article, words_hash
from vungxanh.messages.models import Article
from vungxanh.renditions.handbook import MAKERS, handbook

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)


@pytest.fixture
def book(stage):  # type: ignore[no-untyped-def]
    for number, (title, text) in enumerate(
        [("Cách ly tại nhà", "Mở cửa sổ.\n\nĐo nhiệt độ <2 lần> & ghi lại."), ("Ƀuôn sang", "Ê̆ ƀ ŏ.")]
    ):
        article = Article.objects.create(
            kind="guide", place=stage.place, theme="thong-diep", title_vi=title, text_vi=text, source="Sở Y tế",
            order=number, author=stage.user, written_at=moment(DAY),
        )  # fmt: skip
        approve_article(article, by=stage.second, at=moment(DAY), read=words_hash(article))
    made = handbook(stage.place, "vi")
    assert made is not None
    return made


def test_without_an_approved_guide_there_is_no_handbook(stage) -> None:
    assert handbook(stage.place, "vi") is None


def test_the_epub_is_well_formed_and_every_reference_in_it_resolves(book) -> None:
    archive = ZipFile(BytesIO(MAKERS["epub"][0](book)))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    package = ElementTree.fromstring(archive.read("book/package.opf"))
    items = {one.get("id"): one.get("href") for one in package.iter("{http://www.idpf.org/2007/opf}item")}
    spine = [one.get("idref") for one in package.iter("{http://www.idpf.org/2007/opf}itemref")]
    assert set(spine) <= set(items) and {f"book/{href}" for href in items.values()} <= set(archive.namelist())
    for name in archive.namelist():
        if name.endswith("xhtml"):
            page = ElementTree.fromstring(archive.read(name))
            for link in page.iter("{http://www.w3.org/1999/xhtml}a"):
                assert f"book/{link.get('href')}" in archive.namelist()
    assert "Đo nhiệt độ &lt;2 lần&gt; &amp; ghi lại." in archive.read("book/chapter-1.xhtml").decode()


def test_the_pdf_has_its_chapters_and_no_missing_letter(book) -> None:
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(MAKERS["pdf"][0](book)))
    assert "Cách ly tại nhà" in text and "Ƀuôn sang" in text and "1022" in text


@pytest.mark.parametrize("suffix", ["pdf", "epub"])
def test_the_same_book_is_the_same_file(book, suffix: str) -> None:
    assert MAKERS[suffix][0](book) == MAKERS[suffix][0](book)


@pytest.mark.parametrize("exercise", [True, False])
def test_an_exercise_s_handbook_says_so_on_every_page_and_a_real_one_never(book, exercise: bool) -> None:
    made = replace(book, exercise="DIỄN TẬP — KHÔNG PHẢI TIN THẬT" if exercise else "")
    for page in pypdfium2.PdfDocument(MAKERS["pdf"][0](made)):
        assert ("DIỄN TẬP" in page.get_textpage().get_text_range()) is exercise
    archive = ZipFile(BytesIO(MAKERS["epub"][0](made)))
    for name in archive.namelist():
        assert not name.endswith("xhtml") or ("DIỄN TẬP" in archive.read(name).decode()) is exercise


@pytest.mark.parametrize("exercise", [True, False])
def test_the_handbook_knows_whether_this_is_an_exercise(book, stage, settings, exercise: bool) -> None:
    settings.VUNGXANH_EXERCISE = exercise
    made = handbook(stage.place, "vi")
    assert made is not None and bool(made.exercise) is exercise


LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4
BELL = "chuông\u0007 tab\u000b thoát\u001b lạ\ufffe"


def test_a_sign_that_no_font_writes_is_refused_by_name_in_a_handbook_for_print(book, stage, settings) -> None:
    chapter = replace(book.chapters[0], paragraphs=("Đeo khẩu trang 😷.",))
    with pytest.raises(NoSuchLetter, match="U\\+1F637"):
        MAKERS["pdf"][0](replace(book, chapters=(chapter,)))
    assert MAKERS["epub"][0](replace(book, chapters=(chapter,))), "a reader program has its own fonts"
    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = moment(DAY, 20).isoformat(), "26"
    article = Article.objects.create(
        kind="guide", place=stage.place, theme="thong-diep", title_vi="Khẩu trang", text_vi="Đeo khẩu trang 😷.",
        source="Sở Y tế", order=3, author=stage.user, written_at=moment(DAY),
    )  # fmt: skip
    approve_article(article, by=stage.second, at=moment(DAY), read=words_hash(article))
    cache.clear()
    answer = Client().get("/so-tay/vi.pdf")
    assert answer.status_code == 409 and "😷" in answer.content.decode()


def test_control_characters_of_an_old_text_are_left_out(book) -> None:
    made = replace(book, title=BELL, chapters=(replace(book.chapters[0], paragraphs=(BELL,)),))
    archive = ZipFile(BytesIO(MAKERS["epub"][0](made)))
    for name in archive.namelist():
        assert name == "mimetype" or name.endswith("css") or ElementTree.fromstring(archive.read(name)) is not None
    assert "chuông tab thoát lạ" in " ".join(archive.read("book/chapter-1.xhtml").decode().split())
    assert MAKERS["pdf"][0](made).startswith(b"%PDF")


def test_a_word_longer_than_its_line_is_broken_and_stays_on_the_page(book) -> None:
    pdf = MAKERS["pdf"][0](replace(book, chapters=(replace(book.chapters[0], paragraphs=(LONG_WORD,)),)))
    assert off_the_page(pdf) == []
