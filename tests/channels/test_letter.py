"""A mail as it leaves and as it arrives."""

import asyncio
from dataclasses import fields, replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.listener import AT, Listener, mails
from vungxanh.channels.email.account import MailAccount
from vungxanh.channels.email.letter import UnusableAddress, letter
from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import Account, LinkUnavailable, MailBody, Outcome, Submission
from vungxanh.exercise.mailbox import ReceivedMail, SimulatedMailbox

LONG = "Tính đến 17 giờ 00 ngày 27/11/2021, tỉnh Vĩnh Phúc ghi nhận 104 ca mắc COVID-19 mới.\n\n" * 60
ADDRESS = "press-01@press.example"
UNSUBSCRIBE = "https://vungxanh.example/huy?" + "t=" + "x" * 200


def submission(text: str = "Xin chào", unsubscribe: str = "", address: str = ADDRESS) -> Submission:
    body = MailBody("Vĩnh Phúc: 104 ca mắc mới", text, "vi", unsubscribe)
    return Submission(7, address, 1, body, AT, timedelta(hours=1))


def verp(account: Account) -> MailAccount:
    return MailAccount(**{one.name: getattr(account, one.name) for one in fields(Account)}, verp=True)


def send(mailbox: SimulatedMailbox, sent: list[Submission], account: Account | None = None) -> Listener:
    async def run() -> Listener:
        heard = Listener()
        link = MailLink(account or mailbox.account(), heard)
        await link.open()
        link.submit(sent)
        await heard.all_answered(len(sent))
        await link.close()
        return heard

    return asyncio.run(run())


def arrived(tmp_path: Path, sent: Submission, use_verp: bool = False) -> ReceivedMail:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        account = verp(mailbox.account()) if use_verp else mailbox.account()
        assert send(mailbox, [sent], account).answers[0].outcome is Outcome.ACCEPTED
        (mail,) = mailbox.received()
    return mail


def test_a_long_vietnamese_mail_arrives_whole(tmp_path: Path) -> None:
    mail = arrived(tmp_path, submission(LONG))
    assert mail.text.strip() == LONG.strip()
    assert mail.subject == "Vĩnh Phúc: 104 ca mắc mới"
    assert mail.return_path == mail.headers["From"] == "vungxanh@exercise.invalid"
    assert mail.message_id == "<attempt-7@exercise.invalid>"


def test_one_click_unsubscribes_where_there_is_an_address_for_it(tmp_path: Path) -> None:
    headers = arrived(tmp_path, submission(unsubscribe=UNSUBSCRIBE)).headers
    assert headers["List-Unsubscribe"].split(", ") == [
        f"<{UNSUBSCRIBE}>", "<mailto:vungxanh@exercise.invalid?subject=unsubscribe>",
    ]  # fmt: skip
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "unsubscribe", ["", "http://plain.example/x", "https://x/>, <mailto:a@b", "https://x/\r\nBcc: a"]
)
def test_without_a_usable_one_a_mail_unsubscribes(tmp_path: Path, unsubscribe: str) -> None:
    headers = arrived(tmp_path, submission(unsubscribe=unsubscribe)).headers
    assert headers["List-Unsubscribe"] == "<mailto:vungxanh@exercise.invalid?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in headers
    assert "Bcc" not in headers


def test_a_bounce_may_come_back_under_an_address_of_its_own(tmp_path: Path) -> None:
    assert arrived(tmp_path, submission(), use_verp=True).return_path == "vungxanh+attempt-7@exercise.invalid"


def test_a_line_that_is_one_dot_does_not_end_the_mail(tmp_path: Path) -> None:
    assert arrived(tmp_path, submission("một\n.\nhai\n..\nba")).text.strip() == "một\n.\nhai\n..\nba"


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@c.example", "a@b@c", "a<b@c.example", "a@b\r\nRCPT TO:<x@y>", "ắ@x"]
)
def test_an_address_that_no_header_can_carry_is_refused_here(tmp_path: Path, address: str) -> None:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        (answer,) = send(mailbox, [submission(address=address)]).answers
        assert (answer.outcome, answer.code) == (Outcome.REJECTED, "553")
        assert mailbox.received() == []


@given(st.text(max_size=60), st.text(max_size=60), st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_address_or_subject_adds_a_header(address: str, subject: str, text: str) -> None:
    sent = submission(text, address=address or ADDRESS)
    sent.body = MailBody(subject.encode("utf-8", "ignore").decode(), text, "vi")
    account = Account("a", "email", "127.0.0.1", 25, sender="v@exercise.invalid")
    try:
        mail = message_from_bytes(letter(sent, account).octets, policy=policy.compat32)
    except UnusableAddress:
        sent.address = ADDRESS
        mail = message_from_bytes(letter(sent, account).octets, policy=policy.compat32)
    assert mail.keys() == [
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "From", "To", "Subject", "Date", "Message-ID",
        "Content-Language", "List-Unsubscribe", "Auto-Submitted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("behaviour", "outcome", "code", "kept"),
    [
        ({"busy_first": 1}, Outcome.LATER, "450", 0),
        ({"closing_first": 1}, Outcome.LATER, "421", 0),
        ({"reject": frozenset({"citizen0@example.invalid"})}, Outcome.REJECTED, "550", 0),
        ({"hang_up_first": 1}, Outcome.UNKNOWN, "", 1),
        ({"garbage_first": 1}, Outcome.UNKNOWN, "", 1),
        ({"silent": True}, Outcome.UNKNOWN, "", 1),
        ({"hang_up_early": 9}, Outcome.LATER, "not-sent", 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_mail_server_that_misbehaves(
    behaviour: dict[str, Any], outcome: Outcome, code: str, kept: int, tmp_path: Path
) -> None:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl", **behaviour) as mailbox:
        (answer,) = send(mailbox, mails(1), replace(mailbox.account(), answer_within=0.3)).answers
        assert (answer.outcome, answer.code) == (outcome, code)
        assert len(mailbox.received()) == kept


def test_a_repeated_mail_is_recognised(tmp_path: Path) -> None:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl", hang_up_first=1) as mailbox:
        first, second = send(mailbox, mails(1)), send(mailbox, mails(1))
        assert (first.answers[0].outcome, second.answers[0].outcome) == (Outcome.UNKNOWN, Outcome.ACCEPTED)
        assert (len(mailbox.received()), mailbox.repeats) == (1, 1)


def test_a_server_that_closes_idle_lines_costs_nothing(tmp_path: Path) -> None:
    async def run(mailbox: SimulatedMailbox) -> None:
        heard = Listener()
        link = MailLink(mailbox.account(), heard)
        await link.open()
        for first in (0, 4):
            link.submit(mails(4, first))
            await heard.all_answered(first + 4)
            mailbox.cut_lines()
        assert set(heard.outcomes().values()) == {Outcome.ACCEPTED}
        await link.close()

    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        asyncio.run(run(mailbox))


def test_a_server_that_has_gone_loses_the_link_and_nothing_else(tmp_path: Path) -> None:
    async def run() -> None:
        heard = Listener()
        with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
            link = MailLink(mailbox.account(), heard)
            await link.open()
        link.submit(mails(9))
        await heard.until(lambda: bool(heard.reasons))
        assert heard.order == ["answer"] * 9 + ["lost"]
        assert {answer.code for answer in heard.answers} == {"not-sent"}
        await link.close()

    asyncio.run(run())


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        account = mailbox.account()
    with pytest.raises(LinkUnavailable, match="the connection was refused"):
        asyncio.run(MailLink(account, Listener()).open())
