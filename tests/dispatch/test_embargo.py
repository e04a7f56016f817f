"""A message that quotes a release under embargo is written, approved and ordered early; it leaves at the hour."""

from datetime import timedelta

import pytest
from django.db import connection

from dispatch.scenery import AT, drain
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Attempt, Dispatch, Lane
from vungxanh.messages.models import Message

HOUR = AT + timedelta(minutes=30)


@pytest.fixture
def held(message: Message) -> Message:
    """Signed at AT, public half an hour later."""
    with connection.cursor() as cursor:  # nobody may change a release, so the test steps behind the trigger
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update figures_release set published_at = %s where id = %s", [HOUR, message.release_id])
        cursor.execute("set session_replication_role = origin")
    return Message.objects.get(pk=message.pk)


def order(message: Message, **options: object) -> Dispatch:
    place, chosen = message.place, {"lane": Lane.URGENT, "at": AT, "expires_at": message.expires_at} | options
    return dispatch(message, ChannelKind.SMS, audiences=["public"], place=place, **chosen)  # type: ignore[arg-type]


def test_it_is_ordered_now_and_leaves_at_the_hour(subscribe, held, operator):
    subscribe(3)
    sent = order(held)
    assert sent.send_from == HOUR
    drain(operator.account(), now=HOUR - timedelta(seconds=1))
    assert not Attempt.objects.exists()
    assert drain(operator.account(), now=HOUR).accepted == 9


@pytest.mark.parametrize("wanted", [AT - timedelta(hours=1), AT, HOUR - timedelta(minutes=1)])
def test_an_earlier_hour_in_the_order_is_moved_to_the_release_s_own(held, wanted):
    assert order(held, send_from=wanted).send_from == HOUR


def test_a_later_hour_in_the_order_stays(held):
    later = HOUR + timedelta(minutes=5)
    assert order(held, send_from=later).send_from == later


@pytest.mark.parametrize("cleared", [None, AT])
def test_the_release_holds_a_dispatch_whose_own_hour_was_changed_or_never_set(subscribe, held, operator, cleared):
    subscribe(3)
    Dispatch.objects.filter(pk=order(held).pk).update(send_from=cleared)
    drain(operator.account(), now=HOUR - timedelta(seconds=1))
    assert not Attempt.objects.exists()
    assert drain(operator.account(), now=HOUR).accepted == 9


def test_minutes_of_a_spread_are_counted_from_the_hour(subscribe, held, operator):
    subscribe(10)
    Dispatch.objects.filter(pk=order(held, spread_minutes=10).pk).update(send_from=None)
    drain(operator.account(), now=HOUR + timedelta(minutes=1))
    assert Attempt.objects.values("recipient").distinct().count() == 1
