"""Whoever holds the signed address can leave, at once and as often as they like."""

from datetime import timedelta

import pytest
from django.core import signing

from vungxanh.subscribers.models import Subscriber
from vungxanh.subscribers.unsubscribe import address_for, unsubscribe

from .conftest import AT, Importing


@pytest.fixture
def one(take_in: Importing) -> Subscriber:
    take_in("0912345678,", at=AT - timedelta(days=1))
    return Subscriber.objects.get()


def test_the_address_ends_the_telling_once(one: Subscriber) -> None:
    token = address_for(one.pk)
    assert unsubscribe(token, AT)
    assert unsubscribe(token, AT + timedelta(days=3))
    one.refresh_from_db()
    assert one.until == AT


def test_an_end_that_was_to_come_comes_at_once(one: Subscriber) -> None:
    Subscriber.objects.update(until=AT + timedelta(days=9))
    assert unsubscribe(address_for(one.pk), AT)
    one.refresh_from_db()
    assert one.until == AT


def test_the_address_carries_a_number_and_no_address(one: Subscriber) -> None:
    assert address_for(one.pk).split(":")[0] == str(one.pk)
    assert one.address not in address_for(one.pk)


def test_who_is_kept_no_more_is_told_so_without_a_fuss(one: Subscriber) -> None:
    token = address_for(one.pk)
    one.delete()
    assert unsubscribe(token, AT)


@pytest.mark.parametrize(
    "token",
    ["", "1", "1:", "1:x", "a:b:c", "\0", "1:é", signing.Signer(salt="another").sign("1"), signing.dumps(1)],
    ids=["empty", "bare", "cut", "forged", "parts", "nul", "accent", "salted otherwise", "dumped"],
)
def test_a_token_that_is_not_ours_ends_nothing(one: Subscriber, token: str) -> None:
    assert not unsubscribe(token, AT)
    one.refresh_from_db()
    assert one.until is None


def test_the_token_of_one_does_not_serve_for_another(one: Subscriber) -> None:
    _pk, signature = address_for(one.pk).split(":")
    assert not unsubscribe(f"{one.pk + 1}:{signature}", AT)
