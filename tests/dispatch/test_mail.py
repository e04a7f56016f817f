"""A mail's own way out, from the header that a mailbox receives to the next message that is not sent."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from runpy import run_path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import ResolverMatch, resolve
from django.utils import translation

from dispatch.scenery import AT, LATER, copy_of, drain
from vungxanh import settings as site
from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import MailBody
from vungxanh.dispatch import letters, stamp
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.letters import way_out
from vungxanh.exercise.mailbox import ReceivedMail, SimulatedMailbox
from vungxanh.portal.leave import ONE_CLICK, leave
from vungxanh.subscribers.models import Subscriber

PORTAL = "https://vinhphuc.example"
FORM = "=".join(ONE_CLICK)


@pytest.fixture
def public(settings) -> None:
    settings.PUBLIC_URL, settings.VUNGXANH_NOW = PORTAL, AT.isoformat()


@pytest.fixture
def mail_out(tmp_path: Path) -> Callable[..., dict[str, ReceivedMail]]:
    """Send what waits, over real SMTP. Returns what arrived, by address."""

    def mail_out(name: str = "mail", **behaviour: object) -> dict[str, ReceivedMail]:
        with SimulatedMailbox(tmp_path / f"{name}.jsonl", **behaviour) as mailbox:
            drain(mailbox.account())
            return {mail.address: mail for mail in mailbox.received()}

    return mail_out


def page_at(address: str, language: str = "vi") -> ResolverMatch:
    """What the site shows there: which of its addresses count depends on the language it last spoke."""
    with translation.override(language):
        return resolve(urlsplit(address).path)


def one_click(mail: ReceivedMail) -> str:
    """The https address in the header."""
    first, _, _ = mail.headers["List-Unsubscribe"].partition(", ")
    return first.removeprefix("<").removesuffix(">")


def press(mail: ReceivedMail) -> int:
    """What a mail program does when its reader wants no more (RFC 8058, section 3.2)."""
    path = urlsplit(one_click(mail)).path
    return Client(enforce_csrf_checks=True).post(path, FORM, "application/x-www-form-urlencoded").status_code


def test_each_mail_carries_an_https_address_of_its_own_and_the_one_click_words(public, subscribe, fan_out, mail_out):
    subscribe(5, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    mails = mail_out()
    assert len({one_click(mail) for mail in mails.values()}) == 5
    for address, mail in mails.items():
        page = page_at(one_click(mail))
        assert one_click(mail).startswith(f"{PORTAL}/") and page.func is leave
        assert page.kwargs["token"].partition(":")[0] == str(Subscriber.objects.get(address=address).pk)
        assert mail.headers["List-Unsubscribe"].endswith("<mailto:vungxanh@exercise.invalid?subject=unsubscribe>")
        assert mail.headers["List-Unsubscribe-Post"] == FORM


def test_one_click_ends_it_for_that_reader_alone_and_the_next_message_skips_them(
    public, subscribe, fan_out, message, province, mail_out
):
    subscribe(3, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    mails = mail_out("first")
    assert press(mails["citizen1@example.invalid"]) == 200
    dispatch(
        copy_of(message), ChannelKind.EMAIL, audiences=["public"], place=province,
        at=AT + timedelta(minutes=1), expires_at=LATER,
    )  # fmt: skip
    assert set(mail_out("second")) == {"citizen0@example.invalid", "citizen2@example.invalid"}


def test_a_mail_that_is_tried_again_still_carries_its_own_address(public, subscribe, fan_out, tmp_path):
    subscribe(3, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl", busy_first=3) as mailbox:
        drain(mailbox.account())
        drain(mailbox.account(), now=AT + timedelta(minutes=2))
        assert len({one_click(mail) for mail in mailbox.received()}) == 3


def test_the_press_may_leave_as_anybody_may(public, subscribe, message, province, mail_out):
    subscribe(1, ChannelKind.EMAIL)
    Subscriber.objects.update(audience="co-quan-bao-chi")
    dispatch(message, ChannelKind.EMAIL, audiences=["co-quan-bao-chi"], place=province, at=AT, expires_at=LATER)
    (mail,) = mail_out().values()
    assert press(mail) == 200
    assert Subscriber.objects.get().until is not None


def test_looking_at_the_address_ends_nothing(public, subscribe, fan_out, mail_out):
    subscribe(1, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    (mail,) = mail_out().values()
    assert Client().get(urlsplit(one_click(mail)).path).status_code == 200
    assert Subscriber.objects.get().until is None


@pytest.mark.parametrize("address", ["", "http://vinhphuc.example"])
def test_without_a_public_https_address_only_the_way_by_mail_is_offered(
    settings, subscribe, fan_out, mail_out, address
):
    settings.PUBLIC_URL = address
    subscribe(1, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    (mail,) = mail_out().values()
    assert mail.headers["List-Unsubscribe"] == "<mailto:vungxanh@exercise.invalid?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in mail.headers


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en"), ("tyz", "")])
def test_the_page_speaks_the_language_of_the_mail_where_the_portal_does(settings, language, prefix):
    settings.PUBLIC_URL = PORTAL
    address = way_out(MailBody("", "", language), 7)
    assert address.startswith(f"{PORTAL}{prefix}/huy-dang-ky/7:")
    assert page_at(address, "en" if prefix else "vi").func is leave


def test_the_approved_text_is_shared_and_never_written_to(public, subscribe, fan_out, mail_out, monkeypatch):
    proven: list[MailBody] = []
    prove = stamp.Approved.bodies

    def bodies(self: stamp.Approved, *asked: object) -> object:
        found = prove(self, *asked)
        proven.extend(body for parts in found.values() for body in parts)
        return found

    monkeypatch.setattr(stamp.Approved, "bodies", bodies)
    subscribe(2, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    assert len(mail_out()) == 2
    assert {body.unsubscribe for body in proven} == {""}


def test_ways_out_of_many_mails_are_one_question_and_an_sms_asks_none(
    public, subscribe, fan_out, operator, monkeypatch, mail_out
):
    asked: list[int] = []
    rows = letters.rows

    def counted(statement: str, *, recipients: list[int]) -> list[tuple[int, int]]:
        asked.append(len(recipients))
        return rows(statement, recipients=recipients)

    monkeypatch.setattr(letters, "rows", counted)
    subscribe(2)
    fan_out()
    assert drain(operator.account()).accepted == 6
    assert asked == []
    subscribe(20, ChannelKind.EMAIL)
    fan_out(ChannelKind.EMAIL)
    assert len(mail_out()) == 20
    assert sum(asked) == 20 and len(asked) < 20


@pytest.mark.parametrize(("key", "kept"), [("x" * 50, PORTAL), ("", "")])
def test_without_a_key_that_lasts_no_address_is_given_that_would_soon_stop_working(monkeypatch, key, kept):
    monkeypatch.setenv("VUNGXANH_PUBLIC_URL", f"{PORTAL}/")
    monkeypatch.setenv("VUNGXANH_SECRET_KEY", key)
    assert run_path(site.__file__)["PUBLIC_URL"] == kept
