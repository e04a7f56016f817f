"""An SMS without accents: made from the short text, approved as a text of its own, chosen when it is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.desk.order_form import Order
from vungxanh.dispatch.models import Dispatch, Recipient
from vungxanh.messages.lock import approved_hash, fingerprint
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.messages.plain import make_plain
from vungxanh.messages.review import approve
from vungxanh.subscribers.models import Subscriber

from .conftest import World, at
from .outbox import approved, subscribe

LONG_SMS = "Tỉnh ở cấp độ 2. Người dân hạn chế ra ngoài, thực hiện 5K và khai báo y tế."


@pytest.fixture
def draft(world: World) -> Message:
    """Written by the officer, read by nobody yet."""
    message = approved(world, text=LONG_SMS)
    again = Message.objects.get(pk=message.pk)
    again.pk, again.slot = None, 8
    again.save()
    for one in message.variants.all():
        again.variants.create(language=one.language, form=one.form, subject=one.subject, text=one.text)
    return again


@pytest.fixture
def message(world: World, draft: Message) -> Message:
    """Approved with a form without accents; nine Vietnamese, four English and two Khmer readers."""
    make_plain(draft)
    approve(draft, by=world.people["second"], at=at(17, 6))
    subscribe(world, 9)
    subscribe(world, 4, language="en")
    subscribe(world, 2, language="km")
    return draft


def edited(client: Client, message: Message, **changed: str):  # type: ignore[no-untyped-def]
    form = {f"text-{v.pk}": v.text for v in message.variants.all()}
    form |= {f"subject-{v.pk}": v.subject for v in message.variants.all()} | {"read": fingerprint(message)}
    return client.post(reverse("desk:message_edit", args=[message.pk]), form | changed, follow=True)


def plain_of(message: Message) -> Variant:
    return message.variants.get(form=Form.PLAIN)


def test_the_editor_makes_it_from_the_short_text_as_just_typed_and_the_author_may_edit_it(draft: Message, as_) -> None:  # type: ignore[no-untyped-def]
    client, short = as_("officer"), draft.variants.get(language="vi", form="short")
    edited(client, draft, **{f"text-{short.pk}": "Đề nghị ở nhà.", "plain": "make"})
    assert (plain_of(draft).language, plain_of(draft).text) == ("vi", "De nghi o nha.")
    edited(client, draft, **{f"text-{plain_of(draft).pk}": "De nghi moi nguoi o nha."})
    assert plain_of(draft).text == "De nghi moi nguoi o nha."
    edited(client, draft, plain="drop")
    assert not draft.variants.filter(form=Form.PLAIN).exists()


def test_what_has_no_plain_letter_is_named(draft: Message, as_) -> None:  # type: ignore[no-untyped-def]
    short = draft.variants.get(language="vi", form="short")
    page = edited(as_("officer"), draft, **{f"text-{short.pk}": "Ở nhà ☎ 115", "plain": "make"}).content.decode()
    assert "replace them: “☎”" in page and plain_of(draft).text == "O nha ☎ 115"


def test_it_is_sealed_with_the_other_forms_and_made_no_more_once_approved(world: World, draft: Message, as_) -> None:  # type: ignore[no-untyped-def]
    without = fingerprint(draft)
    make_plain(draft)
    assert fingerprint(draft) != without
    page = as_("second").get(reverse("desk:message", args=[draft.pk])).content.decode()
    assert "Short text without accents (SMS)" in page and "Tinh o cap do 2." in page
    approve(draft, by=world.people["second"], at=at(17, 6))
    plain_of(draft).delete()
    assert fingerprint(draft) != approved_hash(draft)
    edited(as_("officer"), draft, plain="make")
    assert not draft.variants.filter(form=Form.PLAIN).exists()


def test_before_sending_both_writings_stand_side_by_side_with_parts_and_cost(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("officer").get(reverse("desk:message_order", args=[message.pk]))
    sms = next(one for one in answer.context["prospects"] if one.wire == "sms")
    assert [(one.plain, one.whole.recipients, one.whole.parts) for one in sms.both] == [
        (False, 15, 9 * 2 + 4 * 2 + 2 * 2),
        (True, 15, 9 * 1 + 4 * 2 + 2 * 1),
    ]
    page = answer.content.decode()
    assert page.count("with accents") >= 2 and "without accents" in page and 'name="letters"' in page


def test_who_chooses_it_sends_it_to_whose_language_has_it_and_the_short_text_to_the_others(
    message: Message,
    as_,  # type: ignore[no-untyped-def]
) -> None:
    order = Order(plain=True)
    sent_to = reverse("desk:message_send", args=[message.pk])
    as_("officer").post(sent_to, {"letters": "plain", "seen": Order().seal})
    assert not Dispatch.objects.exists(), "its numbers were not on the screen"
    as_("officer").post(sent_to, {"letters": "plain", "seen": order.seal})
    sent = Dispatch.objects.get(channel="sms")
    languages = dict(Subscriber.objects.values_list("pk", "language"))
    got = {
        languages[r.subscriber_id]: (r.variant.language, r.variant.form)
        for r in Recipient.objects.filter(dispatch=sent)
    }
    assert sent.plain and got == {"vi": ("vi", "plain"), "en": ("en", "short"), "km": ("vi", "plain")}
    page = as_("officer").get(reverse("desk:sending", args=[sent.pk])).content.decode()
    assert "without accents" in page
    assert not Dispatch.objects.exclude(channel="sms").filter(plain=True).exists()


def test_who_does_not_choose_it_sends_the_accented_text(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    as_("officer").post(reverse("desk:message_send", args=[message.pk]), {"seen": Order().seal})
    sent = Dispatch.objects.get(channel="sms")
    assert not sent.plain and {r.variant.form for r in Recipient.objects.filter(dispatch=sent)} == {"short"}


def test_a_message_without_it_offers_no_choice(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("officer").get(reverse("desk:message_order", args=[approved(world).pk])).content.decode()
    assert 'name="letters"' not in page and "without accents" not in page
