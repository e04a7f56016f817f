from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from dispatch.scenery import AT, LATER, drain, running_sender
from dispatch.test_outage import until
from vungxanh.agencies.models import User
from vungxanh.dispatch import steer
from vungxanh.dispatch.models import Attempt, Dispatch, Step
from vungxanh.dispatch.state import Counts, counts
from vungxanh.exercise.operator import Behaviour, SimulatedOperator
from vungxanh.subscribers.models import Subscriber


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(db):
    return User.objects.create(username="officer")


def test_a_paused_dispatch_waits_and_goes_on_where_it_was(subscribe, fan_out, operator, officer):
    subscribe(3)
    sent = fan_out()
    steer.pause(sent.pk, by=officer, at=AT, reason="a wrong figure is suspected")
    assert drain(operator.account()).accepted == 0
    steer.resume(sent.pk, by=officer, at=AT)
    assert drain(operator.account()).accepted == 9
    assert list(Step.objects.values_list("kind", "by__username", "reason")) == [
        ("pause", "officer", "a wrong figure is suspected"),
        ("resume", "officer", ""),
    ]


def test_a_stopped_dispatch_never_goes_on_and_says_what_did_not_leave(subscribe, fan_out, operator, officer):
    subscribe(3)
    sent = fan_out()
    steer.stop(sent.pk, by=officer, at=AT)
    assert drain(operator.account()).accepted == 0
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=3, parts=9, stopped=9)
    with pytest.raises(steer.NotPossible, match="stopped"):
        steer.resume(sent.pk, by=officer, at=AT)


def test_a_running_send_is_paused_within_a_turn_and_resumed(subscribe, fan_out, tmp_path, officer):
    subscribe(300)
    sent = fan_out()
    with (
        SimulatedOperator(tmp_path / "o.jsonl", behaviour=Behaviour(answer_after=0.1)) as operator,
        running_sender(operator.account(), tmp_path),
    ):
        operator.wait_for(100, within=30)
        steer.pause(sent.pk, by=officer, at=AT)
        until(lambda: counts([sent.pk], AT)[sent.pk].sending == 0)
        halted = Attempt.objects.count()
        assert halted < 900
        connection.close()
        steer.resume(sent.pk, by=officer, at=AT)
        operator.wait_for(900, within=60)
    assert set(operator.submits().values()) == {1}


def test_what_failed_is_sent_again_and_counted_as_repeated(subscribe, fan_out, operator, officer):
    subscribe(3)
    sent = fan_out()
    operator.behave(reject=frozenset({"84900000001"}), undelivered_percent=0)
    drain(operator.account())
    operator.behave(reject=frozenset())
    assert steer.retry_failed(sent.pk, by=officer, at=AT) == 3
    assert counts([sent.pk], AT)[sent.pk].later == 3
    drain(operator.account())
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=3, parts=9, delivered=9, repeated=3)
    with pytest.raises(steer.NotPossible, match="nothing"):
        steer.retry_failed(sent.pk, by=officer, at=AT)


def test_what_was_not_delivered_is_sent_again_and_its_new_receipt_counts(subscribe, fan_out, operator, officer):
    subscribe(2)
    sent = fan_out()
    operator.behave(undelivered_percent=100)
    drain(operator.account())
    assert counts([sent.pk], AT)[sent.pk].undelivered == 6
    steer.retry_failed(sent.pk, by=officer, at=AT)
    operator.behave(undelivered_percent=0)
    drain(operator.account())
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=2, parts=6, delivered=6, repeated=6)


def test_a_person_may_decide_that_doubts_are_sent_again(subscribe, fan_out, operator, officer):
    subscribe(2)
    sent = fan_out()
    operator.behave(lose_answer_every=1, delay=3600.0)
    drain(operator.account(), answer_within=0.3, repeat_after_doubt=False, window=6)
    assert counts([sent.pk], AT)[sent.pk].unknown == 6
    operator.behave(lose_answer_every=0, delay=0.0)
    assert steer.repeat_unknown(sent.pk, by=officer, at=AT) == 6
    drain(operator.account(), repeat_after_doubt=False)
    found = counts([sent.pk], AT)[sent.pk]
    assert (found.unknown, found.repeated) == (0, 6)


def test_nothing_is_steered_when_its_time_is_over(subscribe, fan_out, officer):
    subscribe(1)
    sent = fan_out()
    for step in (steer.pause, steer.stop, steer.retry_failed, steer.repeat_unknown):
        with pytest.raises(steer.NotPossible, match="time is over"):
            step(sent.pk, by=officer, at=LATER)


def test_a_dispatch_that_is_spread_leaves_minute_by_minute(subscribe, fan_out, operator):
    subscribe(60)
    sent = fan_out()
    Dispatch.objects.filter(pk=sent.pk).update(spread_minutes=10)
    left = []
    for minute in (0, 1, 2, 5, 9, 10):
        drain(operator.account(), now=AT + timedelta(minutes=minute))
        left.append(Attempt.objects.count() // 3)
    assert left == [0, 6, 12, 30, 54, 60]


def test_a_dispatch_does_not_leave_before_its_hour(subscribe, fan_out, operator):
    subscribe(1)
    sent = fan_out()
    Dispatch.objects.filter(pk=sent.pk).update(send_from=AT + timedelta(hours=1))
    assert drain(operator.account()).accepted == 0
    assert drain(operator.account(), now=AT + timedelta(hours=1)).accepted == 3


def test_who_unsubscribed_before_their_turn_is_not_told(subscribe, fan_out, operator):
    subscribe(3)
    sent = fan_out()
    Subscriber.objects.filter(address="84900000001").update(until=AT)
    Subscriber.objects.filter(address="84900000002").delete()
    drain(operator.account())
    assert {message.address for message in operator.received()} == {"84900000000"}
    assert counts([sent.pk], AT)[sent.pk].withdrawn == 6


def test_a_training_dispatch_reaches_simulators_only(subscribe, fan_out, operator):
    subscribe(1)
    sent = fan_out()
    Dispatch.objects.filter(pk=sent.pk).update(training=True)
    assert drain(operator.account(), exercise=False, patience=0.5).accepted == 0
    assert counts([sent.pk], AT)[sent.pk].waiting == 3
    assert drain(operator.account()).accepted == 3
