"""The message desk: drafted once, approved by a second person exactly as read, then sent."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.html import escape

from vungxanh.agencies.models import User
from vungxanh.desk.order_form import Order
from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.dispatch.models import Dispatch
from vungxanh.levels.read import plan_of
from vungxanh.messages.clearance import clock_of, submit
from vungxanh.messages.lock import approved_hash, fingerprint
from vungxanh.messages.models import Message

from .conftest import World, at


@pytest.fixture
def message(world: World, as_) -> Message:  # type: ignore[no-untyped-def]
    speech = unwritten(Seat(world.people["officer"], world.province, at(17, 10)))[0]
    as_("officer").post(reverse("desk:message_draft", args=[speech.duty.id, speech.slot]))
    return Message.objects.get()


@pytest.fixture
def asked(world: World, message: Message) -> Message:
    """The author has asked for its approval."""
    submit(message, by=world.people["officer"], at=at(17, 11))
    return message


def to(name: str, message: Message) -> str:
    return reverse(f"desk:{name}", args=[message.pk])


def test_a_drafted_message_leaves_the_list_of_what_is_to_say(world: World, message: Message) -> None:
    asked = unwritten(Seat(world.people["officer"], world.province, at(17, 10)))
    assert (message.duty, message.slot) not in {(u.duty.id, u.slot) for u in asked}


def test_the_author_reads_why_there_is_no_button_to_approve(asked: Message, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    said = as_("officer").get(to("message", message)).content.decode()
    assert to("message_approve", message) not in said and "You wrote this message" in said
    answer = as_("officer").post(to("message_approve", message), {"read": fingerprint(message)})
    assert "ask a second person" in answer.content.decode() and approved_hash(message) is None


def test_nobody_approves_what_its_author_still_writes(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("second").post(to("message_approve", message), {"read": fingerprint(message)})
    assert "has not asked for approval" in answer.content.decode() and approved_hash(message) is None


def test_a_message_that_is_changed_while_it_waits_is_a_draft_again(asked: Message, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    form = {f"text-{v.pk}": v.written[1] + "." for v in message.variants.all()}
    form |= {f"subject-{v.pk}": v.written[0] for v in message.variants.all()} | {"read": fingerprint(message)}
    page = as_("officer").post(to("message_edit", message), form, follow=True).content.decode()
    assert "is a draft again" in page and clock_of(Message.objects.get()) is None


def test_the_second_person_sees_how_long_is_left(asked: Message, message: Message, as_, settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = at(17, 51).isoformat()
    assert "20 minutes left" in as_("second").get(to("message", message)).content.decode()
    settings.VUNGXANH_NOW = at(18, 30).isoformat()
    assert "late: it was to be decided by 18:11" in as_("second").get(to("message", message)).content.decode()


def test_approval_is_of_exactly_the_text_that_was_read(asked: Message, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    read = fingerprint(message)
    message.variants.filter(language="vi", form="short").update(text="Khác rồi")
    answer = as_("second").post(to("message_approve", message), {"read": read})
    assert "changed while you were reading" in answer.content.decode() and approved_hash(message) is None
    as_("second").post(to("message_approve", message), {"read": fingerprint(message)})
    assert approved_hash(message) == fingerprint(message)


def test_a_returned_message_is_a_draft_again_once_its_author_changed_it(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    as_("second").post(to("message_return", message), {"note": "Shorter, please"})
    page = as_("officer").get(to("message", message)).content.decode()
    assert "returned to its author" in page and "Shorter, please" in page
    form = {f"text-{v.pk}": v.text + "." for v in message.variants.all()}
    form |= {f"subject-{v.pk}": v.subject for v in message.variants.all()} | {"read": fingerprint(message)}
    as_("officer").post(to("message_edit", message), form)
    assert "draft" in as_("second").get(to("message", message)).content.decode()


def test_returning_needs_a_note(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    assert "Say what the author should change" in as_("second").post(to("message_return", message)).content.decode()


def test_only_the_author_edits(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    before = fingerprint(message)
    form = {f"text-{v.pk}": "other words" for v in message.variants.all()} | {"read": before}
    as_("second").post(to("message_edit", message), form)
    assert fingerprint(message) == before


def test_sending_an_unapproved_message_is_refused_and_an_approved_one_goes_once_a_wire(
    asked: Message, message: Message, as_
) -> None:  # type: ignore[no-untyped-def]
    order = {"seen": Order().seal}
    as_("officer").post(to("message_send", message), order)
    assert Dispatch.objects.count() == 0
    as_("second").post(to("message_approve", message), {"read": fingerprint(message)})
    as_("officer").post(to("message_send", message), order)
    sent = Dispatch.objects.count()
    as_("officer").post(to("message_send", message), order)
    assert Dispatch.objects.count() == sent > 0
    assert "sent" in as_("second").get(to("message", message)).content.decode()


def test_short_texts_show_their_parts_alphabet_and_room(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    said = as_("second").get(to("message", message)).content.decode()
    assert "SMS part" in said and "with accents (UCS-2)" in said and "room for" in said


def test_asking_approving_and_returning_send_no_mail_of_their_own(asked: Message, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    User.objects.update(email="somebody@so.example", is_superuser=True)
    as_("second").post(to("message_return", message), {"note": "Shorter, please"})
    submit(message, by=message.author, at=at(17, 12))
    as_("second").post(to("message_approve", message), {"read": fingerprint(message)})
    assert approved_hash(message) and mail.outbox == []


def test_whoever_decides_finds_the_decision_right_after_the_texts(asked: Message, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("second").get(to("message", message)).content.decode()
    order = ["#verdict", "vx-variants", 'id="verdict"', 'id="languages"']
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "#verdict" not in as_("officer").get(to("message", message)).content.decode(), "who wrote it decides nothing"


def test_two_messages_of_one_title_are_told_apart_by_channel_and_audience(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    plan = plan_of(message.plan)
    page = as_("reader").get(reverse("desk:messages")).content.decode()
    assert escape(plan.channel(plan.duty(message.duty).channel[0]).name) in page
    assert escape(plan.audience(message.audience).label) in page
