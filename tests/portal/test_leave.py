"""Stopping messages by a signed link: one button, one click for mail programs, and never the whole address."""

import pytest
from django.test import Client
from django.urls import reverse

import factories
from vungxanh.channels.kinds import ChannelKind
from vungxanh.subscribers.models import Subscriber
from vungxanh.subscribers.unsubscribe import address_for

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
BOTH = ["", "/en"]


@pytest.fixture
def phone(province: factories.Province) -> Subscriber:
    return Subscriber.objects.get(address="84900000001")


@pytest.fixture
def mailbox(province: factories.Province) -> Subscriber:
    return Subscriber.objects.create(
        channel=ChannelKind.EMAIL, address="nguyen.van@press.example", audience="co-quan-bao-chi",
        place=province.place, since=factories.moment(factories.FIRST, 8),
    )  # fmt: skip


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def link(one: Subscriber, language: str = "/en") -> str:
    return f"{language}/huy-dang-ky/{address_for(one.pk)}/"


def is_told(one: Subscriber) -> bool:
    one.refresh_from_db()
    return one.until is None


@pytest.mark.parametrize("language", BOTH)
def test_the_page_says_what_will_stop_and_looking_changes_nothing(
    visitor: Client, phone: Subscriber, language: str
) -> None:
    answer = visitor.get(link(phone, language))
    said = answer.content.decode()
    assert answer.status_code == 200 and "•••001" in said and phone.address not in said
    assert is_told(phone) and not answer.cookies and "<script" not in said
    assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_button_and_the_mail_program_press_the_same_words(visitor: Client, mailbox: Subscriber) -> None:
    page = visitor.get(link(mailbox)).content.decode()
    assert 'name="List-Unsubscribe" value="One-Click"' in page and "n•••@press.example" in page
    answer = visitor.post(link(mailbox), ONE_CLICK)
    assert answer.status_code == 200 and "you will receive nothing more" in answer.content.decode()
    assert not is_told(mailbox) and mailbox.address not in answer.content.decode()


def test_a_mail_program_may_post_its_words_as_a_form_or_as_parts(visitor: Client, mailbox: Subscriber) -> None:
    body = "List-Unsubscribe=One-Click"
    assert visitor.post(link(mailbox, ""), body, "application/x-www-form-urlencoded").status_code == 200
    assert not is_told(mailbox)


def test_any_other_post_is_refused_and_changes_nothing(visitor: Client, phone: Subscriber) -> None:
    assert visitor.post(link(phone)).status_code == 403
    assert visitor.post(link(phone), {"List-Unsubscribe": "Two-Clicks"}).status_code == 403
    assert is_told(phone)


def test_twice_is_as_good_as_once_and_the_first_moment_stays(visitor: Client, phone: Subscriber, settings) -> None:
    visitor.post(link(phone), ONE_CLICK)
    phone.refresh_from_db()
    first = phone.until
    settings.VUNGXANH_NOW = factories.NOW.replace("19:00", "20:00")
    assert visitor.post(link(phone), ONE_CLICK).status_code == 200
    phone.refresh_from_db()
    assert phone.until == first
    assert "You receive nothing from us" in visitor.get(link(phone)).content.decode()


def test_an_address_that_is_not_kept_any_more_is_said_to_be_gone(visitor: Client, phone: Subscriber) -> None:
    address = link(phone)
    phone.delete()
    assert "not kept here any more" in visitor.get(address).content.decode()


@pytest.mark.parametrize("token", ["1:x", "abc", "1", ":", "²:x", "9" * 40 + ":x", "-1:x", "1:" + "a" * 43, "%00:x"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_link_is_said_to_be_wrong(visitor: Client, phone: Subscriber, token: str, method: str) -> None:
    answer = getattr(visitor, method)(f"/en/huy-dang-ky/{token}/", ONE_CLICK)
    assert answer.status_code == 404 and "This link does not work" in answer.content.decode()
    assert is_told(phone)


def test_the_signature_of_another_number_opens_nothing(visitor: Client, phone: Subscriber) -> None:
    signature = address_for(phone.pk).partition(":")[2]
    assert visitor.post(f"/en/huy-dang-ky/{phone.pk + 1}:{signature}/", ONE_CLICK).status_code == 404


def test_the_address_is_what_a_mail_is_given(phone: Subscriber) -> None:
    assert reverse("portal:leave", args=[address_for(phone.pk)]).endswith(f"/huy-dang-ky/{address_for(phone.pk)}/")
