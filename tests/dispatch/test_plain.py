"""What leaves in the form without accents is the approved form without accents, and cheaper on the wire."""

import pytest

from dispatch.scenery import AT, LATER, drain
from vungxanh.agencies.models import User
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import counts
from vungxanh.messages.lock import ChangedSinceApproval
from vungxanh.messages.models import Form, Message
from vungxanh.messages.plain import make_plain
from vungxanh.messages.review import approve
from vungxanh.text.unaccented import unaccented


def approved_with_plain(message: Message) -> Message:
    again = Message.objects.get(pk=message.pk)
    again.pk, again.slot = None, 2
    again.save()
    for one in message.variants.all():
        again.variants.create(language=one.language, form=one.form, subject=one.subject, text=one.text)
    make_plain(again)
    approve(again, by=User.objects.get(username="reviewer"), at=AT)
    return again


def put_out(message: Message) -> Dispatch:
    return dispatch(
        message, ChannelKind.SMS, audiences=["public"], place=message.place, at=AT, expires_at=LATER, plain=True
    )


def test_the_phone_shows_the_approved_plain_text_and_parts_previewed_are_parts_sent(
    message: Message,
    subscribe,
    operator,  # type: ignore[no-untyped-def]
) -> None:
    subscribe(3)
    both = approved_with_plain(message)
    sent = put_out(both)
    assert counts([sent.pk], AT)[sent.pk].parts == 3 * 2, "three without accents where the accented text needs four"
    drain(operator.account())
    short = both.variants.get(language="vi", form=Form.SHORT).text
    assert {one.text for one in operator.received()} == {unaccented(short).text}
    assert len(operator.received()) == 3


def test_a_plain_text_changed_after_approval_holds_the_message_back(message: Message, subscribe, operator) -> None:  # type: ignore[no-untyped-def]
    subscribe(2)
    both = approved_with_plain(message)
    sent = put_out(both)
    both.variants.filter(form=Form.PLAIN).update(text="Khac")
    with pytest.raises(ChangedSinceApproval):
        drain(operator.account())
    assert not operator.received() and counts([sent.pk], AT)[sent.pk].waiting
