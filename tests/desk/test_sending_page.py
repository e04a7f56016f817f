"""The live page of a dispatch and the desk of all of them: the numbers are those of Counts, and they stay cheap."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from vungxanh.desk import causes as looking
from vungxanh.desk.causes import Causes, causes
from vungxanh.desk.lines_now import lines_now, somebody_sends
from vungxanh.desk.live import Phase, live
from vungxanh.desk.sending import SLICES
from vungxanh.desk.untold import untold
from vungxanh.dispatch.models import Answer, Attempt, Bundle, Dispatch, Lane, Pulse, Receipt
from vungxanh.dispatch.state import counts

from .conftest import World, at
from .outbox import half_sent, lines, outgoing

FRAGMENT_QUERIES, DESK_QUERIES = 25, 16


@pytest.fixture
def sent(world: World) -> Dispatch:
    return half_sent(world)


def page_of(dispatch: Dispatch) -> str:
    return reverse("desk:sending", args=[dispatch.pk])


def test_the_numbers_on_the_page_are_those_of_counts_and_make_up_all_parts(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    known = counts([sent.pk], at(17, 10))[sent.pk]
    assert sum(getattr(known, key) for key, *_ in SLICES) == known.parts == 20
    answer = as_("officer").get(page_of(sent))
    shown = {str(one.words): one.number for one in answer.context["live"].sending.slices}
    assert shown == {str(words): getattr(known, key) for key, words, *_ in SLICES if getattr(known, key)}
    said = answer.content.decode()
    assert "have left: 6 of 20 parts" in said and "30 %" in said
    assert "of those in the outbox: to be tried again" in said


def test_it_says_how_long_it_still_takes_at_the_pace_of_the_lines_and_what_goes_first(
    world: World, sent: Dispatch
) -> None:
    outgoing(world, slot=8, lane=Lane.URGENT)
    now = live(sent, at(17, 10))
    assert (now.phase, now.pace, now.ahead) == (Phase.RUNNING, 40, 20)
    assert now.minutes == 1
    sent.spread_minutes = 60
    assert live(sent, at(17, 10)).minutes == 56  # it began at 17:06


@pytest.mark.parametrize(
    ("change", "moment", "phase"),
    [
        ({}, at(17, 10), Phase.RUNNING),
        ({"paused_at": at(17, 9)}, at(17, 10), Phase.PAUSED),
        ({"send_from": at(18)}, at(17, 10), Phase.EARLY),
        ({"addressed_at": None}, at(17, 10), Phase.WRITING),
        ({"stopped_at": at(17, 9)}, at(17, 10), Phase.STOPPED),
        ({}, at(23, 1), Phase.EXPIRED),
    ],
)
def test_its_phase_is_said(sent: Dispatch, change: dict[str, object], moment, phase: Phase) -> None:  # type: ignore[no-untyped-def]
    Dispatch.objects.filter(pk=sent.pk).update(**change)
    sent.refresh_from_db()
    assert live(sent, moment).phase is phase


def test_once_everything_has_left_receipts_are_awaited_and_then_it_is_over(world: World) -> None:
    sent = outgoing(world, people=1)
    bundle = Bundle.objects.get(dispatch=sent)
    bundle.position = bundle.last
    bundle.save()
    part = Attempt.objects.create(
        pk=bundle.last << 8 | 1, recipient_id=bundle.last, dispatch=sent, bundle=bundle, answer=Answer.ACCEPTED,
        attempted_at=at(17, 7),
    )  # fmt: skip
    assert live(sent, at(17, 10)).phase is Phase.SETTLING
    Receipt.objects.create(attempt=part, state="delivered", received_at=at(17, 9))
    assert live(sent, at(17, 10)).phase is Phase.OVER


def test_who_was_not_told_in_time_is_counted_as_people(sent: Dispatch, as_, settings) -> None:  # type: ignore[no-untyped-def]
    assert untold(sent) == 14  # thirteen whose turn never came, and one that was to be tried again
    settings.VUNGXANH_NOW = at(23, 30).isoformat()
    assert "Missed: 14 people were not told in time." in as_("officer").get(page_of(sent)).content.decode()


def test_failures_are_explained_in_plain_words_with_how_many(sent: Dispatch) -> None:
    found = causes(sent, live(sent, at(17, 10)).failed)
    assert {(cause.code, cause.parts) for cause in found.most} == {("0x0000000B", 1), ("UNDELIV 001", 1)}
    assert "The number does not exist or is not served by this operator." in [cause.words for cause in found.most]
    assert not found.sampled
    assert causes(sent, 3).sampled, "one of three was not looked at"


def test_a_delivery_takes_a_part_out_of_the_causes(sent: Dispatch) -> None:
    Receipt.objects.create(
        attempt=Attempt.objects.get(receipts__state="undelivered"), state="delivered", received_at=at(17, 9)
    )
    assert {cause.code for cause in causes(sent, live(sent, at(17, 10)).failed).most} == {"0x0000000B"}


def test_looking_for_causes_never_keeps_the_page_waiting(sent: Dispatch, as_, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(looking, "_BY_CODE", "select 'never', pg_sleep(60)::text")
    monkeypatch.setattr(looking, "LONGEST", 20)
    assert causes(sent, 2) == Causes([], sampled=True)
    assert "More parts failed than were looked at" in as_("reader").get(page_of(sent)).content.decode()


def test_a_sender_that_is_silent_for_ten_seconds_is_said_to_be_gone(world: World, sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    known = {now.line.name: now for now in lines_now(at(17, 10))}
    main, reserve = known["Operator A"], known["Operator B"]
    assert (main.seen, main.health, main.reason) == (4, 75, "5 of 40 parts unanswered in the last minute")
    assert (reserve.seen, reserve.health) == (3600, None)
    assert "No sender is running" not in as_("reader").get(reverse("desk:sendings")).content.decode()
    Pulse.objects.update(seen_at=at(17, 10) - timedelta(seconds=11))
    assert not somebody_sends(lines_now(at(17, 10)))
    assert "No sender is running" in as_("reader").get(reverse("desk:sendings")).content.decode()
    assert "No sender is running" in as_("reader").get(page_of(sent)).content.decode()


def test_what_runs_is_listed_by_lane_and_what_is_over_below(world: World, sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    urgent, stopped = outgoing(world, slot=8, lane=Lane.URGENT), outgoing(world, slot=9)
    Dispatch.objects.filter(pk=stopped.pk).update(stopped_at=at(17, 9))
    shown = as_("reader").get(reverse("desk:sendings")).context
    by_lane = {lane: [row.sending.dispatch.pk for row in rows] for lane, rows in shown["lanes"]}
    assert by_lane == {Lane.URGENT: [urgent.pk], Lane.NORMAL: [sent.pk], Lane.BULK: []}
    assert [row.sending.dispatch.pk for row in shown["over"]] == [stopped.pk]


def test_the_fragment_comes_again_only_when_something_changed(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    client: Client = as_("reader")
    first = client.get(page_of(sent), {"fragment": "1"})
    assert "<html" not in first.content.decode() and 'aria-live="polite"' in first.content.decode()
    again = client.get(page_of(sent), {"fragment": "1"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Attempt.objects.filter(answer="").update(answer=Answer.ACCEPTED)
    changed = client.get(page_of(sent), {"fragment": "1"}, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_it_stops_looking_once_nothing_moves_any_more(sent: Dispatch, as_) -> None:  # type: ignore[no-untyped-def]
    assert "data-over" not in as_("reader").get(page_of(sent)).content.decode()
    Dispatch.objects.filter(pk=sent.pk).update(stopped_at=at(17, 9))
    assert "data-over" in as_("reader").get(page_of(sent)).content.decode()


@pytest.mark.parametrize("people", [20, 200])
def test_the_number_of_queries_does_not_grow(
    world: World,
    as_,
    django_assert_num_queries: DjangoAssertNumQueries,
    people: int,  # type: ignore[no-untyped-def]
) -> None:
    sent, client = half_sent(world, people), as_("second")
    client.get(page_of(sent))
    with django_assert_num_queries(FRAGMENT_QUERIES):
        client.get(page_of(sent), {"fragment": "1"})
    for slot in (8, 9)[: people // 100]:
        outgoing(world, slot=slot)
    lines()
    with django_assert_num_queries(DESK_QUERIES):
        client.get(reverse("desk:sendings"), {"fragment": "1"})
