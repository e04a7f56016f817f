"""What is held says why and what to do wherever it is shown; nothing is called sent of which nothing has left."""

from datetime import timedelta

import pytest
from django.urls import reverse

from vungxanh.desk.live import Phase, live
from vungxanh.desk.seat import Seat
from vungxanh.desk.standing import Standing, having, messages_of, standing
from vungxanh.dispatch.held import Held
from vungxanh.dispatch.models import Dispatch, Line, Pulse, Step
from vungxanh.dispatch.steer import NotPossible, stop, take_back_stop
from vungxanh.messages.models import Variant

from .conftest import World, at
from .outbox import half_sent, lines, outgoing

NOW = at(17, 10)


@pytest.fixture
def sent(world: World) -> Dispatch:
    """Ordered; a sender lives; nothing has left."""
    lines()
    return outgoing(world)


def change_the_text(sent: Dispatch) -> None:
    Variant.objects.filter(message=sent.message, form="short").update(text="Khác rồi")


def stands(world: World, sent: Dispatch, moment=NOW) -> Standing:  # type: ignore[no-untyped-def]
    seat = Seat(world.people["officer"], world.province, NOW)
    message = messages_of(seat).get(pk=sent.message_id)
    return standing(message, moment)


def test_a_changed_text_is_told_on_its_page_in_the_list_and_beside_the_message(
    world: World, sent: Dispatch, as_
) -> None:  # type: ignore[no-untyped-def]
    change_the_text(sent)
    now = live(sent, NOW)
    assert (now.phase, now.held, now.minutes) == (Phase.HELD, Held.CHANGED_TEXT, None)
    client = as_("officer")
    for address in (
        reverse("desk:sending", args=[sent.pk]),
        reverse("desk:sendings"),
        reverse("desk:message", args=[sent.message_id]),
    ):
        assert "Its text is not the approved one. Put the approved text back" in client.get(address).content.decode()
    assert stands(world, sent) is Standing.HELD


@pytest.mark.parametrize(
    ("lines_are", "held"),
    [({"simulator": False}, Held.TRAINING_ON_REAL), ({"channel": "email"}, Held.NO_ACCOUNT), (None, Held.NO_SENDER)],
)
def test_what_no_account_may_carry_says_so(sent: Dispatch, lines_are: dict[str, object] | None, held: Held) -> None:
    if lines_are is None:
        Pulse.objects.update(seen_at=NOW - timedelta(minutes=1))
    else:
        Line.objects.update(**lines_are)
    assert (live(sent, NOW).phase, live(sent, NOW).held) == (Phase.HELD, held)


def test_what_waits_for_its_hour_or_is_paused_is_not_called_held(sent: Dispatch) -> None:
    change_the_text(sent)
    sent.paused_at = NOW
    assert live(sent, NOW).phase is Phase.PAUSED


def test_a_message_is_sent_only_once_something_of_it_has_left(world: World, sent: Dispatch) -> None:
    assert stands(world, sent) is Standing.OUTBOX
    Dispatch.objects.filter(pk=sent.pk).update(stopped_at=NOW)
    assert stands(world, sent) is Standing.STOPPED
    Dispatch.objects.filter(pk=sent.pk).update(stopped_at=None)
    assert stands(world, sent, at(23, 1)) is Standing.UNREACHED


def test_the_list_of_messages_finds_them_by_how_they_stand(world: World, sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    seat = Seat(world.people["officer"], world.province, NOW)
    assert [m.pk for m in having(seat, Standing.OUTBOX)] == [sent.message_id]
    assert not having(seat, Standing.SENT) and not having(seat, Standing.STOPPED)
    assert "nothing has left yet" in as_("officer").get(reverse("desk:messages")).content.decode()


def test_a_half_sent_message_is_sent(world: World) -> None:
    assert stands(world, half_sent(world)) is Standing.SENT


def test_a_stop_by_mistake_is_taken_back_once_asked_and_the_dispatch_comes_back_paused(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    client, page = as_("second"), reverse("desk:sending", args=[sent.pk])
    client.post(reverse("desk:sending_step", args=[sent.pk, "dung"]), {"sure": "1"})
    assert "Take back the stop" in client.get(page).content.decode()
    back = reverse("desk:sending_step", args=[sent.pk, "bo-dung"])
    assert "It becomes paused" in client.post(back).content.decode()
    client.post(back, {"sure": "1"})
    sent.refresh_from_db()
    assert (sent.stopped_at, sent.paused_at) == (None, NOW)
    assert list(Step.objects.values_list("kind", flat=True)) == ["stop", "take-back"]


def test_once_something_has_left_a_stop_is_final(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    sent = half_sent(world)
    stop(sent.pk, by=world.people["second"], at=NOW)
    page = as_("second").get(reverse("desk:sending", args=[sent.pk])).content.decode()
    assert "Take back the stop" not in page
    with pytest.raises(NotPossible):
        take_back_stop(sent.pk, by=world.people["second"], at=NOW)


def test_the_question_before_a_stop_names_the_message_and_is_red(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("second").post(reverse("desk:sending_step", args=[sent.pk, "dung"])).content.decode()
    assert "Cấp độ 2" in page and "vx-note--bad" in page and 'class="button no"' in page


def test_sending_what_failed_again_is_asked_first(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    sent = half_sent(world)
    page = as_("second").post(reverse("desk:sending_step", args=[sent.pk, "gui-lai"])).content.decode()
    assert "goes out once more" in page and not Step.objects.exists()


def test_a_line_nobody_has_told_of_for_a_day_is_shown_no_more(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    Pulse.objects.filter(line__name="Operator B").update(seen_at=NOW - timedelta(hours=25))
    page = as_("reader").get(reverse("desk:sendings")).content.decode()
    assert "Operator A" in page and "Operator B" not in page
