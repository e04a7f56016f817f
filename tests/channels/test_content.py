"""What all readers of a mail get alike: written once, the same each time, and read back octet by octet."""

import asyncio
import json
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from channels.listener import AT, Listener
from vungxanh.channels.email.content import content
from vungxanh.channels.email.letter import letter
from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import Account, Attachment, MailBody, Outcome, Submission
from vungxanh.exercise.mailbox import SimulatedMailbox

ACCOUNT = Account("a", "email", "127.0.0.1", 25, sender="v@exercise.invalid")
NAME = "Thông cáo báo chí Vĩnh Phúc 2021-12-01 (12).pdf"
PAPER = Attachment(NAME, "application/pdf", bytes(range(256)) * 300 + b"\r\n.\r\n--")
TEXT, HTML = "Ca mắc mới: 104\n.\n..\n", "<!doctype html><p>Ca mắc mới: <b>104</b></p>\n"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def mail(key: int = 7, text: str = TEXT, html: str = HTML, *papers: Attachment) -> Submission:
    body = MailBody("Vĩnh Phúc: 104 ca mắc mới", text, "vi", html=html, attachments=papers)
    return Submission(key, f"press-{key}@press.example", 1, body, AT, timedelta(hours=1))


def read(octets: bytes) -> EmailMessage:
    found = message_from_bytes(octets, policy=policy.default)
    assert not [part.defects for part in found.walk() if part.defects]
    return found


def octets(part: EmailMessage | None) -> object:
    assert part is not None
    return part.get_payload(decode=True)


def test_over_the_wire_both_parts_and_the_file_arrive_octet_by_octet(tmp_path: Path) -> None:
    async def run(mailbox: SimulatedMailbox) -> Listener:
        heard = Listener()
        link = MailLink(mailbox.account(), heard)
        await link.open()
        link.submit([mail(7, TEXT, HTML, PAPER), mail(8)])
        await heard.all_answered(2)
        await link.close()
        return heard

    journal = tmp_path / "mailbox.jsonl"
    with SimulatedMailbox(journal) as mailbox:
        assert set(asyncio.run(run(mailbox)).outcomes().values()) == {Outcome.ACCEPTED}
    found = [read(json.loads(line)[2].encode("ascii")) for line in journal.read_text().splitlines()]
    with_paper, letter_only = sorted(found, key=lambda one: one["To"])
    for one in (with_paper, letter_only):
        assert octets(one.get_body(("plain",))) == TEXT.encode()
        assert octets(one.get_body(("html",))) == HTML.encode()
    (paper,) = with_paper.iter_attachments()
    assert (paper.get_filename(), paper.get_content_type(), octets(paper)) == (NAME, PAPER.media_type, PAPER.content)
    assert letter_only.get_content_type() == "multipart/alternative"


def test_the_plainest_alternative_stands_first_and_the_file_beside_them() -> None:
    whole = read(letter(mail(7, TEXT, HTML, PAPER), ACCOUNT).octets)
    assert [part.get_content_type() for part in whole.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert {part.get_content_charset() for part in whole.walk() if part.get_content_maintype() == "text"} == {"utf-8"}


def test_a_name_with_accents_is_written_by_rfc_2231() -> None:
    written = letter(mail(7, TEXT, HTML, PAPER), ACCOUNT).octets
    assert b"filename*=utf-8''Th%C3%B4ng%20c%C3%A1o%20b%C3%A1o%20ch%C3%AD%20" in written
    plain = letter(mail(7, TEXT, HTML, Attachment("press.pdf", "application/pdf", b"")), ACCOUNT).octets
    assert b'filename="press.pdf"' in plain


def test_letters_differ_in_what_is_the_readers_own_and_in_nothing_else() -> None:
    first, second = (letter(mail(key, TEXT, HTML, PAPER), ACCOUNT).octets for key in (7, 8))
    assert first.replace(b"press-7@", b"press-8@").replace(b"attempt-7@", b"attempt-8@") == second


def test_it_is_written_once_for_all_readers_and_again_the_same() -> None:
    content.cache_clear()
    first = [letter(mail(key, TEXT, HTML, PAPER), ACCOUNT) for key in range(50)]
    assert content.cache_info().misses == 1
    content.cache_clear()
    assert letter(mail(0, TEXT, HTML, PAPER), ACCOUNT) == first[0]


@given(WORDS, WORDS.filter(bool), st.text(max_size=60), st.binary(max_size=200))
def test_whatever_stands_in_it_nothing_ends_a_part_or_adds_a_header(
    text: str, html: str, name: str, file: bytes
) -> None:
    name = name.encode("utf-8", "ignore").decode()
    written = letter(mail(7, text, html, Attachment(name, "application/pdf", file)), ACCOUNT).octets
    assert all(len(line) <= 998 for line in written.split(b"\r\n"))
    whole = message_from_bytes(written, policy=policy.compat32)
    mixed, (both, paper) = whole, whole.get_payload()
    assert [part.get_payload(decode=True) for part in both.get_payload()] == [text.encode(), html.encode()]
    assert paper.get_payload(decode=True) == file
    assert paper.keys() == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    assert mixed.keys() == [
        "Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID", "Content-Language",
        "List-Unsubscribe", "Auto-Submitted",
    ]  # fmt: skip
