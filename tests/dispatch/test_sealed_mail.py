"""What a mailbox receives is what was sealed: the letter as text and as HTML, and the paper that the press expects."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from dispatch.arrivals import (
    DAY,
    LETTER,
    NOW,
    PAPERS,
    approved,
    arrived,
    octets,
    put_out,
    readers,
    sealed,
    shape,
)
from dispatch.scenery import drain
from stage import Stage, build_stage
from vungxanh.channels.email.content import content
from vungxanh.dispatch import enclosed
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.messages.models import Form, Message
from vungxanh.renditions import sealed as seals
from vungxanh.subscribers.audiences import PRESS

LETTER_ONLY = ["multipart/alternative", "text/plain", "text/html"]
WITH_PAPER = ["multipart/mixed", *LETTER_ONLY, "application/pdf"]
MARKS = {"vi": "DIỄN TẬP — KHÔNG PHẢI TIN THẬT", "en": "EXERCISE — NOT REAL"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return build_stage()


@pytest.fixture
def message(stage: Stage) -> Message:
    return approved(stage, *LETTER, *PAPERS)


@pytest.fixture
def mail_out(tmp_path: Path) -> Callable[..., dict[str, EmailMessage]]:
    """Send what waits, over real SMTP. Returns what arrived, by address."""

    def mail_out(name: str = "mail") -> dict[str, EmailMessage]:
        with SimulatedMailbox(tmp_path / f"{name}.jsonl") as mailbox:
            drain(mailbox.account(), now=NOW)
        return {mail["To"]: mail for mail in arrived(tmp_path / f"{name}.jsonl")}

    return mail_out


def words_in(html: str) -> str:
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html)).split())


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"\d[\d.,]*\d|\d", re.sub(r"https?://\S+", "", words)))


def words_in_pdf(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_press_receives_the_sealed_letter_twice_and_the_sealed_press_release(stage, message, mail_out):
    readers(stage)
    put_out(message)
    (mail,) = mail_out().values()
    assert shape(mail) == WITH_PAPER
    assert octets(mail.get_body(("plain",))) == sealed(message, "vi", "email-txt")
    assert octets(mail.get_body(("html",))) == sealed(message, "vi", "email-html")
    (paper,) = mail.iter_attachments()
    assert octets(paper) == sealed(message, "vi", "press-release-pdf")


def test_each_reader_gets_the_files_of_their_own_language_and_vietnamese_where_there_is_none(stage, message, mail_out):
    for language in ("vi", "en", "tyz"):
        readers(stage, language=language)
    put_out(message)
    mails = mail_out()
    for reader, language in (("vi", "vi"), ("en", "en"), ("tyz", "vi")):
        mail = mails[f"{reader}-0@{PRESS}.example"]
        assert octets(mail.get_body(("html",))) == sealed(message, language, "email-html")
        assert [octets(one) for one in mail.iter_attachments()] == [sealed(message, language, "press-release-pdf")]
        assert mail["Content-Language"] == language


@pytest.mark.parametrize(("language", "cases"), [("vi", "1.234"), ("en", "1,234")])
def test_every_part_says_the_same_figures_and_that_it_is_an_exercise(stage, message, mail_out, language, cases):
    readers(stage, language=language)
    put_out(message)
    (mail,) = mail_out().values()
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    (paper,) = mail.iter_attachments()
    parts = [text.get_content(), words_in(html.get_content()), words_in_pdf(octets(paper))]
    for said in parts:
        assert cases in said and re.search(r"\b5\b", said)
        assert MARKS[language].partition(" —")[0] in said
    assert all(MARKS[language] in said for said in parts[:2])
    assert mail["X-Vungxanh-Exercise"] == "yes"
    assert numbers_in(parts[0]) == numbers_in(parts[1])


@pytest.mark.parametrize(("language", "name"), [("vi", "Thông cáo báo chí"), ("en", "Press release")])
def test_subject_and_name_of_the_paper_are_read_in_their_own_letters(stage, message, mail_out, language, name):
    readers(stage, language=language)
    put_out(message)
    (mail,) = mail_out().values()
    assert mail["Subject"] == message.variants.get(language=language, form=Form.LONG).subject
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == f"{name} Vĩnh Phúc {DAY} ({message.pk}).pdf"
    assert paper.get_content_disposition() == "attachment"


def test_a_mail_with_files_has_the_head_that_every_mail_has(settings, stage, message, mail_out):
    settings.PUBLIC_URL = "https://vinhphuc.example"
    readers(stage, 2)
    put_out(message)
    mails = list(mail_out().values())
    assert len({mail["Message-ID"] for mail in mails}) == len({mail["List-Unsubscribe"] for mail in mails}) == 2
    for mail in mails:
        assert mail["List-Unsubscribe"].startswith("<https://vinhphuc.example/")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail["Auto-Submitted"] == "auto-generated" and mail["MIME-Version"] == "1.0"
        assert re.fullmatch(r"<attempt-\d+(-[0-9a-f]+)?@exercise\.invalid>", mail["Message-ID"])


def test_whoever_is_not_of_the_press_gets_the_letter_without_a_paper(stage, message, mail_out):
    readers(stage, audience="toan-dan")
    put_out(message, "toan-dan")
    (mail,) = mail_out().values()
    assert shape(mail) == LETTER_ONLY


@pytest.mark.parametrize(
    ("channels", "paper"),
    [
        (["ban-tin"], "bulletin-pdf"),
        (["thong-cao-bao-chi"], "press-release-pdf"),
        (["ban-tin", "thong-cao-bao-chi"], "press-release-pdf"),
        (["bao-chi-tinh"], None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_paper_is_the_one_that_the_channels_of_the_duty_name(
    stage, message, mail_out, monkeypatch, channels, paper
):
    plan = enclosed.plan_of(message.plan)
    duties = [replace(one, channel=channels) if one.id == message.duty else one for one in plan.duties]
    monkeypatch.setattr(enclosed, "plan_of", lambda _adopted: replace(plan, duties=duties))
    readers(stage)
    put_out(message)
    (mail,) = mail_out().values()
    assert [octets(one) for one in mail.iter_attachments()] == ([sealed(message, "vi", paper)] if paper else [])


@pytest.mark.parametrize("forms", [(), ("sms",), ("email-html",), ("email-txt",)], ids=lambda forms: " ".join(forms))
def test_without_a_whole_letter_a_mail_is_the_approved_text_as_ever(stage, mail_out, forms):
    message = approved(stage, *forms)
    readers(stage)
    put_out(message)
    (mail,) = mail_out().values()
    assert shape(mail) == ["text/plain"]
    assert octets(mail) == message.variants.get(language="vi", form=Form.LONG).text.encode()


def test_a_paper_goes_with_the_approved_text_where_no_letter_was_made(stage, mail_out):
    message = approved(stage, "press-release-pdf")
    readers(stage)
    put_out(message)
    (mail,) = mail_out().values()
    assert shape(mail) == ["multipart/mixed", "text/plain", "application/pdf"]


def test_a_mail_that_is_repeated_is_the_same_mail(stage, message, tmp_path):
    readers(stage)
    put_out(message)
    heads: list[bytes] = []
    for name, behaviour in (("busy", {"hang_up_first": 1}), ("well", {})):
        with SimulatedMailbox(tmp_path / f"{name}.jsonl", **behaviour) as mailbox:
            drain(
                mailbox.account(), now=NOW + timedelta(minutes=len(heads)), patience=0.5, repeat_after_doubt=bool(heads)
            )
        (mail,) = arrived(tmp_path / f"{name}.jsonl")
        del mail["Date"]
        heads.append(mail.as_bytes())
    assert heads[0] == heads[1]


def test_files_are_read_once_in_a_turn_and_the_mail_is_written_once_a_language(stage, message, mail_out, monkeypatch):
    read: list[str] = []
    content_of = seals.content_of
    monkeypatch.setattr(seals, "content_of", lambda kept: read.append(kept.file.name) or content_of(kept))
    for language in ("vi", "en"):
        readers(stage, 100, language=language)
    put_out(message)
    at_fan_out = len(read)
    content.cache_clear()
    assert len(mail_out()) == 200
    of_a_turn = 2 * len((*LETTER, "press-release-pdf"))
    assert (len(read) - at_fan_out) % of_a_turn == 0
    assert len(read) - at_fan_out < of_a_turn * 200 / 2
    assert content.cache_info().misses <= 2 * 4, "once, or once for each thread that began at the same time"
