"""Approved guides become a handbook that every reader program opens."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pypdfium2
import pytest

from stage import moment
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
