from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from dispatch.scenery import AT, LATER, SHORT_EN, SHORT_VI, copy_of, drain
from vungxanh.channels.exercise import OutsideExercise
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Attempt, Dispatch, Lane, Receipt, Recipient
from vungxanh.dispatch.sender import Sender
from vungxanh.dispatch.state import Counts, counts
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.messages.lock import ChangedSinceApproval
from vungxanh.messages.models import Variant
from vungxanh.places.models import Place
from vungxanh.subscribers.models import Subscriber
from vungxanh.text.nfc import nfc


def test_five_hundred_recipients_of_three_parts_get_exactly_the_approved_text(subscribe, fan_out, operator):
    subscribe(500)
    sent = fan_out()
    operator.behave(undelivered_percent=0)
    report = drain(operator.account())
    assert (report.accepted, report.receipts, report.unknown) == (1500, 1500, 0)
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=500, parts=1500, delivered=1500)
    received = operator.received()
    assert sorted(m.address for m in received) == sorted(f"8490{n:07d}" for n in range(500))
    assert {m.text for m in received} == {nfc(SHORT_VI)}
    assert set(operator.submits().values()) == {1}


def test_mail_arrives_whole_with_its_headers(subscribe, fan_out, tmp_path):
    subscribe(40, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        report = drain(mailbox.account())
        mails = mailbox.received()
    assert report.accepted == 40
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=40, parts=40, accepted=40)
    assert {m.address for m in mails} == {f"citizen{n}@example.invalid" for n in range(40)}
    assert {m.text for m in mails} == {SHORT_VI + "\nChi tiết trên cổng thông tin."}
    assert {m.headers["X-Vungxanh-Exercise"] for m in mails} == {"yes"}
    assert all("unsubscribe" in m.headers["List-Unsubscribe"] for m in mails)


def test_parts_of_one_phone_have_their_own_references(subscribe, fan_out, operator):
    subscribe(2)
    number = fan_out().pk % 256
    drain(operator.account())
    references = sorted(part.reference for part in operator.accepted())
    assert references == [number * 256 + part for part in (1, 1, 2, 2, 3, 3)]
    assert {part.piece().reference for part in operator.accepted()} == {number}


def test_one_changed_code_point_is_refused_and_its_parts_are_left_untouched(subscribe, fan_out, message, operator):
    subscribe(3)
    sent = fan_out()
    variant = message.variants.get(language="vi", form="short")
    variant.text = variant.text.replace("5K", "5Κ")  # a Greek letter that looks the same
    variant.save()
    with pytest.raises(ChangedSinceApproval):
        drain(operator.account())
    assert operator.received() == []
    assert counts([sent.pk], AT)[sent.pk].waiting == 9


def test_a_message_that_nobody_approved_is_not_fanned_out(subscribe, fan_out, message):
    subscribe(3)
    Variant.objects.filter(message=message).update(subject="other")
    with pytest.raises(ChangedSinceApproval):
        fan_out()
    assert not Recipient.objects.exists()


def test_fanning_out_twice_adds_nothing(subscribe, fan_out):
    subscribe(5)
    assert fan_out() == fan_out()
    assert Recipient.objects.count() == 5


def test_a_newcomer_is_added_when_a_message_is_dispatched_again(subscribe, fan_out):
    subscribe(2)
    first = fan_out()
    Subscriber.objects.create(channel="sms", address="84911111111", audience="public", place=first.place, since=AT)
    assert fan_out() == first
    assert counts([first.pk], AT)[first.pk] == Counts(recipients=3, parts=9, waiting=9)


def test_each_subscriber_gets_their_own_language_and_vietnamese_where_it_is_missing(subscribe, fan_out, operator):
    subscribe(1, language="en")
    Subscriber.objects.create(
        channel="sms", address="84911111111", audience="public", language="tyz", place=Place.objects.first(), since=AT
    )
    fan_out()
    drain(operator.account())
    assert {m.address: m.text for m in operator.received()} == {"84900000000": SHORT_EN, "84911111111": nfc(SHORT_VI)}


def test_only_subscribers_of_the_area_and_audience_and_of_today_are_recipients(subscribe, fan_out, communes, province):
    subscribe(3)
    one, two, three = Subscriber.objects.order_by("pk")
    Subscriber.objects.filter(pk=one.pk).update(audience="quarantine")
    Subscriber.objects.filter(pk=two.pk).update(until=AT)
    elsewhere = Place.objects.create(code="27", tier="province", name="B", path="27", valid_from=province.valid_from)
    Subscriber.objects.create(channel="sms", address="84911111111", audience="public", place=elsewhere, since=AT)
    sent = fan_out()
    assert list(sent.recipients.values_list("subscriber", flat=True)) == [three.pk]


def test_what_expired_is_counted_so_and_never_sent(subscribe, fan_out, operator):
    subscribe(2)
    sent = fan_out()
    assert Sender([operator.account()], lambda: LATER).drain("sms").accepted == 0
    assert counts([sent.pk], LATER)[sent.pk] == Counts(recipients=2, parts=6, expired=6)
    assert operator.received() == []


def test_two_senders_at_once_never_send_the_same_part(subscribe, fan_out, operator):
    subscribe(200)
    fan_out()
    with ThreadPoolExecutor(2) as both:
        reports = list(both.map(drain, [operator.account()] * 2))
    assert sum(report.accepted for report in reports) == 600
    assert set(operator.submits().values()) == {1}
    assert len(operator.received()) == 200


def test_throttling_is_no_failure_and_keeps_the_order(subscribe, fan_out, operator):
    subscribe(60)
    fan_out()
    operator.behave(throttle_first=15)
    report = drain(operator.account(), window=10)
    assert (report.throttled, report.accepted, report.rejected) == (15, 180, 0)
    order = [(part.address, part.reference) for part in operator.accepted()]
    places = {key: place for place, key in enumerate(sorted(order))}
    assert max(abs(places[key] - place) for place, key in enumerate(order)) <= 10


def test_an_urgent_message_goes_before_what_waits_in_the_other_lanes(subscribe, fan_out, message, province, operator):
    subscribe(30)
    bulk = fan_out()
    Dispatch.objects.filter(pk=bulk.pk).update(lane=Lane.BULK)
    urgent = copy_of(message)
    sent = dispatch(
        urgent, ChannelKind.SMS, audiences=["public"], place=province, lane=Lane.URGENT, at=AT, expires_at=LATER
    )
    drain(operator.account(), window=1)
    assert {part.reference >> 8 for part in operator.accepted()[:90]} == {sent.pk % 256}


@pytest.mark.parametrize(
    "behaviour",
    [{"receipts_twice": True}, {"receipts_first": True}, {"hex_ids": True}, {"hex_ids": True, "receipts_first": True},
     {"delay": 0.2}, {"answer_after": 0.05}],
    ids=lambda behaviour: " ".join(behaviour),
)  # fmt: skip
def test_an_odd_operator_changes_nothing_in_the_end(subscribe, fan_out, operator, behaviour):
    subscribe(40)
    sent = fan_out()
    operator.behave(**behaviour)
    drain(operator.account())
    lost = sum(operator.would_fail(f"8490{n:07d}") for n in range(40))
    found = counts([sent.pk], AT)[sent.pk]
    assert (found.delivered, found.undelivered, found.repeated) == (120 - 3 * lost, 3 * lost, 0)
    assert Receipt.objects.count() == 120


def test_a_number_that_does_not_exist_is_rejected_with_its_code(subscribe, fan_out, operator):
    subscribe(2)
    sent = fan_out()
    operator.behave(reject=frozenset({"84900000000"}))
    drain(operator.account())
    assert counts([sent.pk], AT)[sent.pk].rejected == 3
    assert set(Attempt.objects.filter(answer="rejected").values_list("code", flat=True)) == {"0x0000000B"}


def test_a_busy_mailbox_is_tried_again_and_a_missing_one_is_rejected(subscribe, fan_out, tmp_path):
    subscribe(5, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    missing = frozenset({"citizen0@example.invalid"})
    with SimulatedMailbox(tmp_path / "mail.jsonl", busy_first=3, reject=missing) as mailbox:
        drain(mailbox.account())
        assert counts([sent.pk], AT)[sent.pk].later == 3
        Sender([mailbox.account()], lambda: AT + timedelta(minutes=2)).drain("email")
        assert len(mailbox.received()) == 4
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=5, parts=5, accepted=4, rejected=1)
    assert Attempt.objects.get(answer="rejected").code == "550"


def test_whoever_leaves_before_a_repeated_try_is_not_written_to_again(subscribe, fan_out, tmp_path):
    subscribe(3, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl", busy_first=3) as mailbox:
        drain(mailbox.account())
        Subscriber.objects.filter(address="citizen1@example.invalid").update(until=AT)
        assert drain(mailbox.account(), now=AT + timedelta(minutes=2)).accepted == 2
        assert len(mailbox.received()) == 2
    found = counts([sent.pk], AT)[sent.pk]
    assert (found.accepted, found.withdrawn, found.later) == (2, 1, 0)


def test_a_mail_whose_answer_was_lost_is_repeated_under_the_same_message_id(subscribe, fan_out, tmp_path):
    subscribe(8, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl", hang_up_first=2) as mailbox:
        report = drain(mailbox.account())
        assert (len(mailbox.received()), mailbox.repeats, report.repeated) == (8, 2, 2)
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=8, parts=8, accepted=8, repeated=2)


def test_an_account_that_cannot_be_reached_leaves_everything_waiting(subscribe, fan_out, operator):
    subscribe(2)
    sent = fan_out()
    account = replace(operator.account(), port=1, simulators=frozenset({1}))
    assert drain(account).unreachable == ("simulated operator",)
    assert counts([sent.pk], AT)[sent.pk].waiting == 6


def test_an_exercise_opens_no_socket_beyond_its_simulators(subscribe, fan_out, operator):
    subscribe(2)
    sent = fan_out()
    with pytest.raises(OutsideExercise, match="This is an exercise"):
        drain(operator.account(), simulators=frozenset())
    assert counts([sent.pk], AT)[sent.pk].waiting == 6
    assert operator.received() == []
