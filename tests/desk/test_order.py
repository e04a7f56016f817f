"""Before sending: people × parts × minutes × đồng on the screen; nothing goes out by another order than was shown."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from vungxanh.agencies.models import Membership, Verb
from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.order import would_be
from vungxanh.desk.order_form import Order
from vungxanh.desk.prospect import Prospect
from vungxanh.desk.seat import Seat
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.lines import silent
from vungxanh.dispatch.models import Dispatch, Lane, Line, Pulse, Step
from vungxanh.messages.models import Message
from vungxanh.subscribers.models import Subscriber

from .conftest import World, at
from .outbox import approved, lines, outgoing, subscribe, to_be_said

NOW = at(17, 10)
TWO_PARTS = "Tỉnh ở cấp độ 2. Người dân hạn chế ra ngoài, thực hiện 5K. " * 2


@pytest.fixture
def message(world: World) -> Message:
    subscribe(world, 30)
    subscribe(world, 10, language="en")
    return approved(world, text=TWO_PARTS)


def sms(world: World, message: Message, order: Order | None = None) -> Prospect:
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    return next(one for one in would_be(seat, message, order) if one.wire == ChannelKind.SMS)


def test_people_times_parts_by_language_and_what_one_part_less_would_save(world: World, message: Message) -> None:
    lines()
    found = sms(world, message)
    assert [(told.language, told.recipients, told.parts) for told in found.told] == [
        ("Vietnamese", 30, 2),
        ("English", 10, 2),
    ]
    assert (found.whole.recipients, found.whole.parts) == (40, 80)
    assert (found.whole.cost, found.whole.cost_is_partial, found.cost_less) == (80 * 300, False, 40 * 300)
    assert found.less is not None and found.less.parts == 40


def living(name: str, *, seen: datetime = NOW, pulse: dict[str, object] | None = None, **line: object) -> Line:
    """A line of which a sender told at `seen`."""
    found = Line.objects.create(name=name, channel="sms", **line)
    said = {"health": 100, "reason": "well", "bound": 1, "under_way": 0, "rate": 0.5, **(pulse or {})}
    Pulse.objects.create(line=found, sender=1, seen_at=seen, **said)
    return found


def test_a_part_costs_what_the_dearest_living_line_asks(world: World, message: Message) -> None:
    living("A", tps=100, price=300, weight=30)
    living("B", tps=100, price=500, weight=10)
    living("C", tps=100, price=900, seen=NOW - timedelta(minutes=5))
    found = sms(world, message)
    assert (found.whole.cost, found.whole.cost_is_partial, found.alive) == (80 * 500, False, True)


def test_a_line_that_is_long_dead_lends_no_speed_and_no_price(world: World, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    living("A", tps=2, price=300)
    living("B", tps=1000, price=100, seen=NOW - timedelta(days=2))
    assert (sms(world, message).seconds, sms(world, message).whole.cost) == (40, 80 * 300)
    Pulse.objects.filter(line__name="A").delete()
    found = sms(world, message)
    assert (found.seconds, found.whole.cost) == (None, None)


def test_where_no_sender_is_alive_the_lines_of_the_last_day_are_reckoned_with_and_it_says_so(
    world: World,
    message: Message,
    as_,  # type: ignore[no-untyped-def]
) -> None:
    living("A", tps=2, seen=NOW - timedelta(hours=5))
    silent(1)
    assert (sms(world, message).seconds, sms(world, message).alive) == (40, False)
    page = as_("officer").get(reverse("desk:message_order", args=[message.pk])).content.decode()
    assert "reckoned with the lines of the last day" in page


def test_a_line_that_its_operator_slows_down_counts_with_what_it_really_carries(world: World, message: Message) -> None:
    living("A", tps=100, pulse={"throttled": True, "rate": 2})
    living("B", tps=100, pulse={"health": 0, "bound": 0})
    assert sms(world, message).seconds == 40


def test_a_spread_takes_at_least_its_minutes_even_where_no_line_says_how_fast_it_carries(
    world: World,
    message: Message,
    as_,  # type: ignore[no-untyped-def]
) -> None:
    page = send(as_("officer"), message, Order(spread_minutes=3), seen="").content.decode()
    assert "at least 3 minutes" in page


def test_the_time_is_that_of_the_allowed_or_the_measured_rate_and_otherwise_not_known(
    world: World, message: Message
) -> None:
    assert (sms(world, message).minutes, sms(world, message).whole.cost) == (None, None)
    line = living("A", tps=0)
    assert sms(world, message).seconds == 160
    Line.objects.filter(pk=line.pk).update(tps=2)
    assert sms(world, message).seconds == 40
    assert sms(world, message, Order(spread_minutes=30)).minutes == 30


def test_what_other_messages_put_first_takes_its_time_too(world: World, message: Message) -> None:
    living("A", tps=1)
    outgoing(world, slot=8, lane=Lane.BULK)
    assert (sms(world, message).ahead, sms(world, message).seconds) == (40, 80 + 40)
    assert sms(world, message, Order(lane=Lane.URGENT)).ahead == 0


def test_only_who_agreed_and_has_not_left_and_lives_here_is_counted(world: World, message: Message) -> None:
    gone, later, away = Subscriber.objects.order_by("pk")[:3]
    Subscriber.objects.filter(pk=gone.pk).update(until=at(17))
    Subscriber.objects.filter(pk=later.pk).update(since=at(18))
    Subscriber.objects.filter(pk=away.pk).update(place=world.elsewhere)
    assert sms(world, message).whole.recipients == 37
    sent = outgoing(world, slot=8)
    assert sent.bundles.get().recipients == 37, "the same people as those who are written down"


def test_counting_the_people_is_one_query(
    world: World, message: Message, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    message = Message.objects.select_related("place").prefetch_related("variants").get(pk=message.pk)
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    assert seat.plan and lines()
    with django_assert_num_queries(4):  # people; lines and their pulses; what runs
        would_be(seat, message)


def send(client, message: Message, order: Order, **form: object) -> HttpResponse:  # type: ignore[no-untyped-def]
    given = {
        "lane": order.lane or "",
        "reason": order.reason,
        "send_from": f"{order.send_from:%Y-%m-%dT%H:%M}" if order.send_from else "",
        "spread_minutes": order.spread_minutes or "",
    }
    return client.post(reverse("desk:message_send", args=[message.pk]), {**given, "seen": order.seal, **form})


def test_a_changed_order_shows_its_numbers_before_it_goes_out(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    client, order = as_("officer"), Order(Lane.URGENT, "the market closes tonight", at(18), 30)
    shown = send(client, message, order, seen=Order().seal)
    assert "Nothing is sent yet" in shown.content.decode() and not Dispatch.objects.exists()
    assert shown.context["seen"] == order.seal
    send(client, message, order)
    sent = Dispatch.objects.get(channel="sms")
    assert (sent.lane, sent.send_from, sent.spread_minutes) == (Lane.URGENT, at(18), 30)
    assert list(Step.objects.filter(dispatch=sent).values_list("kind", "by__username", "reason")) == [
        ("send", "officer", "the market closes tonight")
    ]
    page = client.get(reverse("desk:sending", args=[sent.pk])).content.decode()
    assert "put into the outbox" in page and "the market closes tonight" in page and "waits for its hour" in page


def test_an_urgent_lane_wants_a_reason_and_what_was_typed_stays(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = send(as_("officer"), message, Order(Lane.URGENT, spread_minutes=12)).content.decode()
    assert "Say why it is urgent" in page and 'value="12"' in page and not Dispatch.objects.exists()


def test_as_usual_sms_is_bulk_and_is_sent_at_once(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    send(as_("officer"), message, Order(send_from=at(17)), seen=Order().seal)
    sent = Dispatch.objects.get(channel="sms")
    assert (sent.lane, sent.send_from, sent.spread_minutes) == (Lane.BULK, None, 0), "an hour that is past is now"


def test_what_comes_too_late_needs_a_tick_and_is_not_blocked(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    living("A", tps=0.001)
    client = as_("officer")
    shown = client.get(reverse("desk:message_order", args=[message.pk])).content.decode()
    assert "cannot all leave before 23:00 17/11" in shown
    send(client, message, Order())
    assert not Dispatch.objects.exists()
    send(client, message, Order(), late="on")
    assert Dispatch.objects.filter(channel="sms").exists()


def test_an_hour_after_the_messages_time_is_refused_where_it_was_typed(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = send(as_("officer"), message, Order(send_from=at(23) + timedelta(minutes=5))).content.decode()
    assert "not sent after its own time is over" in page and not Dispatch.objects.exists()


def test_a_reader_reads_the_numbers_and_finds_no_button(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("reader").get(reverse("desk:message", args=[message.pk])).content.decode()
    assert "What sending it would mean" in page and reverse("desk:message_order", args=[message.pk]) not in page


def test_its_writer_sends_an_approved_message_but_only_an_approver_sends_it_as_urgent(
    world: World,
    message: Message,
    as_,  # type: ignore[no-untyped-def]
) -> None:
    Membership.objects.filter(user=world.people["officer"]).update(may=[Verb.READ, Verb.WRITE_MESSAGE])
    urgent = Order(Lane.URGENT, "the market closes tonight")
    page = send(as_("officer"), message, urgent).content.decode()
    assert "Only whoever may approve messages sends one as urgent" in page and not Dispatch.objects.exists()
    send(as_("officer"), message, Order())
    assert Dispatch.objects.filter(channel="sms").exists()


def test_a_long_time_is_told_in_hours(world: World, message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = send(as_("officer"), message, Order(spread_minutes=1401), seen="").content.decode()
    assert "at least 23 h 21 min" in page


def test_what_people_say_has_no_button_to_send_and_is_found_at_its_duty(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    spoken = to_be_said(world)
    there = reverse("desk:duty_said", args=[spoken.duty])
    page = as_("officer").get(reverse("desk:message_order", args=[spoken.pk])).content.decode()
    assert "people say it" in page and there in page and reverse("desk:message_send", args=[spoken.pk]) not in page
    page = as_("officer").get(reverse("desk:message", args=[spoken.pk])).content.decode()
    assert there in page and reverse("desk:message_order", args=[spoken.pk]) not in page
    said = as_("officer").post(reverse("desk:message_send", args=[spoken.pk]), {"seen": Order().seal}, follow=True)
    assert "people say it" in said.content.decode() and "In the outbox" not in said.content.decode()
    assert not Dispatch.objects.exists()
    assert "To send" not in as_("officer").get("/ban-lam-viec/").content.decode(), "nobody is asked to send it"


def test_sending_again_says_that_nothing_was_added(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    address, order = reverse("desk:message_send", args=[message.pk]), {"seen": Order().seal}
    assert "In the outbox: " in as_("officer").post(address, order, follow=True).content.decode()
    again = as_("officer").post(address, order, follow=True).content.decode()
    assert "nothing was added" in again and "In the outbox: " not in again


def test_the_trail_of_the_order_calls_the_message_by_its_theme(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("officer").get(reverse("desk:message_order", args=[message.pk])).content.decode()
    assert "situation · 17/11</a>" in " ".join(page.split()).replace(" </a>", "</a>") and str(message) not in page


def test_a_page_ordered_for_a_later_hour_is_in_the_outbox_until_then(world: World, as_, settings) -> None:  # type: ignore[no-untyped-def]
    page = approved(world, 3)
    dispatch(page, ChannelKind.WEB, audiences=["toan-dan"], place=world.province, at=at(17, 10), expires_at=at(23),
             send_from=at(21))  # fmt: skip
    address, client = reverse("desk:message", args=[page.pk]), as_("officer")
    said = client.get(address).content.decode()
    assert "nothing has left yet" in said and "appears on the portal at 21:00 17/11" in said
    assert "Shown on the portal" not in said
    settings.VUNGXANH_NOW = at(21).isoformat()
    said = client.get(address).content.decode()
    assert "Shown on the portal" in said and "nothing has left yet" not in said
