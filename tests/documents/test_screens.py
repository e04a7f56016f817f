"""E-mail, web article and post: every word escaped, every number one that was given, nothing fetched from elsewhere."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from notices import ADVICE, EXERCISE, GRAVE, NOTICES, ORDINARY
from vungxanh.documents.notice import Notice
from vungxanh.documents.screens import article, email, social

POSTED, EXPIRES = datetime(2021, 11, 19, 10, tzinfo=UTC), datetime(2021, 11, 20, 10, tzinfo=UTC)
NASTY = "<script>alert(\"1\")</script> & 'x'"
EVERY = pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)


class Read(HTMLParser):
    """The words of a page, and the elements and addresses in it."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []
        self.links: list[str] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "background", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def data_in(page: bytes) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.decode())
    return json.loads(found[1]) if found else {}


@EVERY
def test_a_letter_says_the_same_with_and_without_html(notice: Notice) -> None:
    html, text = Read(email.html(notice)).text, " ".join(email.text(notice).decode().split())
    for words in (
        notice.title,
        notice.action,
        notice.hotline,
        notice.ambulance,
        notice.as_of,
        notice.source,
        notice.issuer,
    ):
        assert words in html and words in text
    for one in notice.figures:
        assert f"{one.label} {one.written}" in html and f"{one.label}: {one.written}" in text
    assert ("DIỄN TẬP" in html) is ("DIỄN TẬP" in text) is notice.is_exercise


@EVERY
def test_a_letter_is_light_and_asks_nothing_of_any_host(notice: Notice) -> None:
    letter = email.html(notice)
    read = Read(letter)
    assert len(letter) < 100_000
    assert not {"img", "script", "link", "iframe", "form"} & set(read.elements)
    assert set(read.links) == {f"tel:{notice.hotline}", f"tel:{notice.ambulance}", notice.address}
    assert "url(" not in letter.decode() and "@import" not in letter.decode()
    assert f'<html lang="{notice.language}">' in letter.decode()
    assert "prefers-color-scheme:dark" in letter.decode()


@pytest.mark.parametrize(
    "field", ["title", "action", "place", "issuer", "as_of", "source", "day", "hotline", "address"]
)
def test_marks_of_html_in_any_piece_stay_marks(field: str) -> None:
    notice = replace(ORDINARY, **{field: NASTY}, paragraphs=(NASTY,))
    for page in (email.html(notice), article.html(notice, POSTED, EXPIRES)):
        assert b"<script>" not in page
        read = Read(page)
        assert read.elements.count("script") <= 1  # the article's own data
        assert " ".join(NASTY.split()) in read.text
    assert data_in(article.html(notice, POSTED, EXPIRES))["text"] == NASTY


@EVERY
def test_an_article_has_its_language_its_figures_and_its_data(notice: Notice) -> None:
    page = article.html(notice, POSTED, EXPIRES)
    assert page.startswith(f'<article class="notice" lang="{notice.language}">'.encode())
    text = Read(page).text
    for words in (notice.title, notice.action, *notice.paragraphs, *(one.written for one in notice.figures)):
        assert words in text


def test_the_announcement_says_what_search_engines_may_show() -> None:
    said = data_in(article.html(GRAVE, POSTED, EXPIRES))
    assert said["@type"] == "SpecialAnnouncement" and said["@context"] == "https://schema.org"
    assert said["datePosted"] == "2021-11-19T10:00:00+00:00" and said["expires"] == "2021-11-20T10:00:00+00:00"
    assert said["spatialCoverage"] == {"@type": "AdministrativeArea", "name": "Thành phố Hồ Chí Minh"}
    counted = {one["name"]: one["value"] for one in said["diseaseSpreadStatistics"]}  # type: ignore[attr-defined]
    assert counted["Ca tử vong mới"] == 1234 and counted["Tai biến sau tiêm"] == 0
    assert "Ca bệnh nặng đang điều trị" not in counted, "what nobody reported is no number"


def test_an_exercise_is_not_announced_to_search_engines() -> None:
    page = article.html(EXERCISE, POSTED, EXPIRES)
    assert data_in(page) == {} and "DIỄN TẬP" in page.decode()


@EVERY
def test_a_post_is_short_and_has_figures_action_and_link(notice: Notice) -> None:
    text = social.post(notice).decode()
    assert len(text) <= social.LETTERS
    for words in (notice.action, notice.hotline, notice.address):
        assert words in text
    for one in notice.figures:
        assert not one.mandatory or f"{one.label}: {one.written}" in text


def test_a_long_post_leaves_out_other_figures_and_never_the_grave_ones() -> None:
    text = social.post(GRAVE, letters=350).decode()
    assert "1.234.567" not in text and "86.420" not in text
    assert "Ca tử vong mới: 1.234" in text and "Ca bệnh nặng đang điều trị: chưa có báo cáo" in text


def test_without_figures_a_post_has_its_title() -> None:
    assert ADVICE.title in social.post(ADVICE).decode()
    assert ORDINARY.title not in social.post(ORDINARY).decode()


@pytest.mark.parametrize(("place", "tag"), [("Vĩnh Phúc", "#VĩnhPhúc"), ("xã Ea H'leo", "#XãEaHLeo")])
def test_a_hashtag_can_be_read_aloud(place: str, tag: str) -> None:
    assert social.hashtag(place) == tag
