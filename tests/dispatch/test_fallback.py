from datetime import timedelta

import pytest

from dispatch.scenery import AT, LATER, drain
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fallback import fall_back
from vungxanh.dispatch.models import Dispatch, Fallback
from vungxanh.dispatch.state import counts
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.messages.models import Variant
from vungxanh.subscribers.models import Subscriber

SOON = timedelta(minutes=10)
LOST = frozenset({"84900000000", "84900000001"})


@pytest.fixture
def chain(subscribe, province):
    """Four people with a phone and a mailbox each, one with a mailbox only, and one with a phone only."""
    subscribe(5)
    subscribe(5, ChannelKind.EMAIL)
    for n in range(4):
        for address in (f"8490{n:07d}", f"citizen{n}@example.invalid"):
            Subscriber.objects.filter(address=address).update(person=n + 1)
    Fallback.objects.create(audience="public", channel="sms", then="email", after=SOON)


def told_by_mail() -> set[str]:
    mails = Dispatch.objects.filter(channel="email")
    found = Subscriber.objects.filter(pk__in=mails.values("recipients__subscriber"))
    return {subscriber.address.partition("@")[0] for subscriber in found}


def test_whom_the_phone_does_not_reach_is_told_by_mail_and_nobody_else(chain, fan_out, operator, tmp_path):
    sent = fan_out()
    operator.behave(reject=LOST, undelivered_percent=0)
    drain(operator.account())
    fall_back(AT)
    assert told_by_mail() == {"citizen4"}  # who has no phone is told at once
    fall_back(AT + SOON)
    assert told_by_mail() == {"citizen0", "citizen1", "citizen4"}
    assert fall_back(AT + SOON) == 0
    following = sent.fallbacks.get()
    assert (following.lane, following.expires_at) == (sent.lane, LATER)
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        drain(mailbox.account())
        assert {mail.address.partition("@")[0] for mail in mailbox.received()} == told_by_mail()
    assert counts([following.pk], AT)[following.pk].accepted == 3


def test_an_undelivered_receipt_is_a_failure_and_a_doubt_is_none(chain, fan_out, operator):
    fan_out()
    operator.behave(undelivered_percent=100)
    drain(operator.account())
    fall_back(AT + SOON)
    assert told_by_mail() == {f"citizen{n}" for n in range(5)}


def test_a_part_that_is_in_doubt_does_not_fall_back(chain, fan_out, operator):
    sent = fan_out()
    operator.behave(silent=True)
    drain(operator.account(), answer_within=0.2, repeat_after_doubt=False, window=30)
    assert counts([sent.pk], AT)[sent.pk].unknown > 0
    fall_back(AT + SOON)
    assert told_by_mail() == {"citizen4"}


def test_a_message_that_goes_by_mail_anyway_needs_no_fallback(chain, fan_out):
    fan_out()
    fan_out(ChannelKind.EMAIL)
    assert fall_back(AT + SOON) == 0


def test_a_changed_text_does_not_fall_back(chain, fan_out, message, caplog):
    fan_out()
    Variant.objects.filter(message=message).update(subject="other")
    assert fall_back(AT + SOON) == 0
    assert "does not fall back" in caplog.text
    assert not Dispatch.objects.filter(channel="email").exists()
