"""The chain of channels of each audience is kept by whoever approves messages, and read by everybody who reads."""

from datetime import timedelta

from django.urls import reverse

from vungxanh.dispatch.models import Fallback

from .conftest import World

PHONE_THEN_MAIL = {"audience": "toan-dan", "channel": "sms", "then": "email", "after": "30"}
KEEP = "desk:fallback_keep"


def test_a_link_is_added_changed_and_given_up(as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("second")
    client.post(reverse(KEEP), PHONE_THEN_MAIL)
    client.post(reverse(KEEP), {**PHONE_THEN_MAIL, "after": "90"})
    kept = Fallback.objects.get()
    assert (kept.channel, kept.then, kept.after) == ("sms", "email", timedelta(minutes=90))
    assert "after 90 minutes" in client.get(reverse("desk:fallbacks")).content.decode()
    client.post(reverse("desk:fallback_drop", args=[kept.pk]))
    assert not Fallback.objects.exists()


def test_a_channel_is_not_its_own_fallback_and_what_was_typed_stays(as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("second").post(reverse(KEEP), {**PHONE_THEN_MAIL, "then": "sms", "after": "45"}).content.decode()
    assert "Choose another channel" in page and 'value="45"' in page and not Fallback.objects.exists()


def test_a_reader_reads_the_chains_and_finds_no_button(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    Fallback.objects.create(audience="toan-dan", channel="sms", then="email", after=timedelta(hours=3))
    page = as_("reader").get(reverse("desk:fallbacks")).content.decode()
    assert "after 3 h 00 min" in page and reverse(KEEP) not in page
    assert as_("reader").post(reverse(KEEP), PHONE_THEN_MAIL).status_code == 403
