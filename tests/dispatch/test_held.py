"""What is not sent says why: to whoever asks, and once in the sender's log."""

import re
from datetime import timedelta

import pytest

from dispatch.scenery import AT, LATER, drain, running_sender_of
from dispatch.test_outage import until
from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import Account
from vungxanh.dispatch.fallback import fall_back
from vungxanh.dispatch.held import Held, Way, why_held, without_a_way
from vungxanh.dispatch.models import Dispatch, Fallback, Line, Pulse
from vungxanh.dispatch.state import counts
from vungxanh.messages.models import Variant

SIMULATED, REAL, MAIL = Way("sms", True), Way("sms", False), Way("email", True)


@pytest.fixture
def waiting(subscribe, fan_out) -> Dispatch:
    subscribe(2)
    return fan_out()


def line(channel: str, *, simulator: bool, seen: timedelta = timedelta(0)) -> None:
    row = Line.objects.create(name=f"{channel} {simulator} {seen}", channel=channel, simulator=simulator)
    Pulse.objects.create(line=row, sender=1, health=100, reason="well", bound=1, under_way=0, rate=0, seen_at=AT - seen)


@pytest.mark.parametrize(
    ("ways", "why"),
    [
        ([SIMULATED], None),
        ([REAL, SIMULATED], None),
        ([REAL], Held.TRAINING_ON_REAL),
        ([REAL, MAIL], Held.TRAINING_ON_REAL),
        ([MAIL], Held.NO_ACCOUNT),
        ([], Held.NO_SENDER),
    ],
)
def test_a_dispatch_of_an_exercise_is_held_until_a_simulator_of_its_channel_is_there(waiting, ways, why):
    assert why_held(waiting, AT, ways) is why


def test_a_real_dispatch_goes_over_a_real_account(waiting):
    waiting.training = False
    assert why_held(waiting, AT, [REAL]) is None


def test_the_accounts_asked_are_those_of_senders_that_live(waiting):
    line("sms", simulator=True, seen=timedelta(seconds=11))
    assert why_held(waiting, AT) is Held.NO_SENDER
    line("email", simulator=True)
    assert (why_held(waiting, AT), without_a_way(AT)) == (Held.NO_ACCOUNT, {waiting.pk: ("sms", Held.NO_ACCOUNT)})
    line("sms", simulator=False)
    assert why_held(waiting, AT) is Held.TRAINING_ON_REAL
    line("sms", simulator=True)
    assert (why_held(waiting, AT), without_a_way(AT)) == (None, {})


def test_a_changed_text_comes_before_every_other_reason(waiting, message):
    Variant.objects.filter(message=message).update(subject="other")
    assert why_held(waiting, AT, []) is Held.CHANGED_TEXT


@pytest.mark.parametrize("hour", ["its own", "its release's"])
def test_before_its_hour_it_is_held_for_that_alone(waiting, message, hour):
    if hour == "its own":
        waiting.send_from = AT + timedelta(hours=1)
    else:
        message.release.published_at = AT + timedelta(hours=1)
        waiting.message = message
    assert why_held(waiting, AT, []) is Held.NOT_YET
    assert why_held(waiting, AT + timedelta(hours=1), [SIMULATED]) is None


@pytest.mark.parametrize("over", ["paused_at", "stopped_at", "expires_at"])
def test_what_a_person_or_the_clock_ended_is_not_held(waiting, over):
    setattr(waiting, over, AT)
    assert why_held(waiting, AT, []) is None


def test_what_was_sent_is_not_held(waiting, operator):
    drain(operator.account())
    assert why_held(waiting, AT, []) is None


def test_whatever_an_exercise_orders_stays_of_the_exercise_when_the_site_becomes_real(
    subscribe, fan_out, operator, settings
):
    subscribe(1)
    settings.VUNGXANH_EXERCISE = True
    first = fan_out()
    settings.VUNGXANH_EXERCISE = False
    again = fan_out()
    assert (again.pk, again.training) == (first.pk, True)
    assert drain(operator.account(), exercise=False, patience=0.5).accepted == 0
    assert operator.received() == [] and counts([first.pk], AT)[first.pk].waiting == 3


def test_a_real_order_that_an_exercise_repeats_becomes_the_exercises(subscribe, fan_out, settings):
    settings.VUNGXANH_EXERCISE = False
    assert not fan_out().training
    settings.VUNGXANH_EXERCISE = True
    assert fan_out().training and Dispatch.objects.get().training


def test_whom_an_exercise_falls_back_to_is_in_the_exercise_too(subscribe, fan_out, settings):
    settings.VUNGXANH_EXERCISE = False
    subscribe(1)
    fan_out()
    subscribe(1, ChannelKind.EMAIL)
    Fallback.objects.create(audience="public", channel="sms", then="email", after=timedelta(0))
    settings.VUNGXANH_EXERCISE = True
    fall_back(AT)
    assert Dispatch.objects.get(channel="email").training


def test_a_running_sender_tells_once_what_it_may_not_carry_and_why(subscribe, fan_out, operator, tmp_path):
    subscribe(1)
    sent = fan_out()
    real = Account("a real one", "sms", "127.0.0.1", operator.port)
    with running_sender_of([real], tmp_path) as process:
        until(lambda: why_held(sent, AT) is Held.TRAINING_ON_REAL)
        assert process.stderr is not None
        said = process.stderr.readline()
    assert re.search(rf"Dispatch {sent.pk} \(sms\) is held\. It was ordered in an exercise", said), said
    assert operator.received() == []


def test_a_text_that_is_put_back_goes_on_in_the_sender_that_refused_it(subscribe, fan_out, message, operator, tmp_path):
    subscribe(1)
    sent = fan_out()
    variants = Variant.objects.filter(message=message, form="short", language="vi")
    approved = variants.get().text
    variants.update(text=approved + "!")
    with running_sender_of([operator.account()], tmp_path) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert f"message {message.pk} was changed after it was approved" in said
        assert "Nothing more of this message is sent." in said
        assert operator.received() == []
        variants.update(text=approved)
        until(lambda: counts([sent.pk], AT)[sent.pk].waiting == 0, within=5)
        assert f"Dispatch {sent.pk} has its approved text again" in process.stderr.readline()
    assert len(operator.received()) == 1


def test_the_message_expires_however_long_it_is_held(waiting):
    assert why_held(waiting, LATER, []) is None
