"""Steering from the desk: who may, what is asked first, and that the history says who, when and why."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse

from vungxanh.dispatch.models import Attempt, Dispatch, Step
from vungxanh.dispatch.state import counts

from .conftest import World, at
from .outbox import half_sent


@pytest.fixture
def sent(world: World) -> Dispatch:
    return half_sent(world)


def press(client, sent: Dispatch, step: str, **form: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    return client.post(reverse("desk:sending_step", args=[sent.pk, step]), form)


def said(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def test_pause_and_resume_are_written_down_with_who_and_why(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("second")
    assert "Paused" in said(press(client, sent, "tam-dung", reason="wrong list?"))
    assert Dispatch.objects.get(pk=sent.pk).paused_at == at(17, 10)
    page = client.get(reverse("desk:sending", args=[sent.pk])).content.decode()
    assert (
        "“wrong list?”" in page
        and "Resume" in page
        and reverse("desk:sending_step", args=[sent.pk, "tam-dung"]) not in page
    )
    press(client, sent, "tiep-tuc")
    assert Dispatch.objects.get(pk=sent.pk).paused_at is None
    assert list(Step.objects.values_list("kind", "by__username", "reason")) == [
        ("pause", "second", "wrong list?"),
        ("resume", "second", ""),
    ]


def test_what_makes_no_sense_now_is_said_in_a_sentence_and_changes_nothing(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    assert "It is not paused." in said(press(as_("second"), sent, "tiep-tuc"))
    assert not Step.objects.exists()


def test_stopping_is_asked_once_more_and_then_final(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("second")
    asked = press(client, sent, "dung", reason="the figures are wrong")
    assert "a stop is final" in asked.content.decode() and "the figures are wrong" in asked.content.decode()
    assert Dispatch.objects.get(pk=sent.pk).stopped_at is None
    press(client, sent, "dung", reason="the figures are wrong", sure="1")
    assert counts([sent.pk], at(17, 10))[sent.pk].stopped == 14
    assert "stopped" in said(press(client, sent, "tam-dung")).lower()


def test_what_failed_is_sent_again_and_what_is_unknown_only_after_a_warning(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("second")
    press(client, sent, "gui-lai", sure="1")
    assert counts([sent.pk], at(17, 10))[sent.pk].repeated == 2
    assert "may get the message twice" in press(client, sent, "gui-lai-chua-ro").content.decode()
    assert Attempt.objects.filter(answer="unknown").exists()
    press(client, sent, "gui-lai-chua-ro", sure="1")
    assert not Attempt.objects.filter(answer="unknown").exists()
    assert "nothing to send again" in said(press(client, sent, "gui-lai-chua-ro", sure="1"))


@pytest.mark.parametrize("who", ["reader", "editor", "stranger", "nobody"])
@pytest.mark.parametrize("step", ["tam-dung", "tiep-tuc", "gui-lai", "gui-lai-chua-ro", "dung"])
def test_only_who_may_approve_the_message_steers_it(sent: Dispatch, as_, who: str, step: str) -> None:  # type: ignore[no-untyped-def]
    assert press(as_(who), sent, step, sure="1").status_code == 403
    assert not Step.objects.exists()


def test_a_step_that_does_not_exist_is_no_address(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    assert press(as_("second"), sent, "xoa").status_code == 404


def test_a_reader_sees_the_page_without_buttons(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("reader").get(reverse("desk:sending", args=[sent.pk])).content.decode()
    assert "have left" in page and "tam-dung" not in page and 'id="steer"' not in page
