import random
import signal
from collections import Counter as Tally
from dataclasses import replace

import pytest
from django.db import connection

from dispatch.scenery import AT, LINE, drain, start_sender
from vungxanh.dispatch import lease
from vungxanh.dispatch.lines import register
from vungxanh.dispatch.outbox import Counter, Room
from vungxanh.dispatch.state import counts
from vungxanh.dispatch.turn import Heard, Turns
from vungxanh.exercise.operator import Behaviour, SimulatedOperator


@pytest.mark.parametrize("lost", [False, True], ids=["the operator kept them", "the operator never had them"])
def test_a_line_cut_in_mid_window_is_settled_by_receipts_and_only_what_never_arrived_is_repeated(
    subscribe, fan_out, tmp_path, lost
):
    subscribe(60)
    sent = fan_out()
    behaviour = Behaviour(cut_after=90, lose_when_cut=lost, undelivered_percent=0)
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=behaviour) as operator:
        report = drain(operator.account())
        assert set(operator.submits().values()) == {1}
        assert len(operator.received()) == 60
    settled_by_receipts = report.unknown - report.repeated
    assert (report.repeated if lost else settled_by_receipts) > 0
    settled = counts([sent.pk], AT)[sent.pk]
    assert settled.repeated == report.repeated
    assert (settled.parts, settled.delivered, settled.unknown) == (180, 180, 0)


def test_where_the_operator_is_not_patient_a_doubt_stays_unknown_and_is_shown(subscribe, fan_out, tmp_path):
    subscribe(60)
    sent = fan_out()
    behaviour = Behaviour(cut_after=90, lose_when_cut=True, undelivered_percent=0)
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=behaviour) as operator:
        report = drain(operator.account(), repeat_after_doubt=False)
        assert set(operator.submits().values()) == {1}
    assert report.repeated == 0
    found = counts([sent.pk], AT)[sent.pk]
    assert found.unknown == report.unknown > 0
    assert found.delivered + found.unknown == 180


def take(sender: int, parts: int) -> int:
    """One turn of a sender that has room for so many parts and says nothing more. Returns how many it stamped."""
    room = Room("line", register([LINE])["line"], 100, 100, parts, parts, False, True)
    taken = Turns().take(sender, Heard(), [Counter("sms", sender, [room])], AT, AT)
    return sum(len(stamping.parts) for stamping in taken.stampings)


def test_parts_of_a_sender_that_is_alive_are_never_in_doubt_and_those_of_a_dead_one_are(subscribe, fan_out, operator):
    subscribe(4)
    sent = fan_out()
    assert take(lease.enter(), 6) == 6
    assert drain(operator.account()).accepted == 0
    assert counts([sent.pk], AT)[sent.pk].sending == 6
    connection.close()  # it dies
    report = drain(replace(operator.account(), name="line"))
    assert (report.accepted, report.repeated) == (12, 6)
    assert counts([sent.pk], AT)[sent.pk].repeated == 6
    assert set(operator.submits().values()) == {1}


def test_never_more_than_the_room_of_a_line_is_stamped_in_a_turn(subscribe, fan_out):
    subscribe(40)
    sent = fan_out()
    sender = lease.enter()
    assert [take(sender, room) for room in (30, 7, 3, 2, 1)] == [30, 6, 3, 0, 0]
    assert counts([sent.pk], AT)[sent.pk].sending == 39


def test_an_operator_that_never_answers_leaves_unknowns_and_the_sender_gives_up(subscribe, fan_out, tmp_path):
    subscribe(4)
    sent = fan_out()
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(silent=True)) as operator:
        report = drain(operator.account(), answer_within=0.1, receipt_quiet=0.05, window=5)
    assert report.unreachable == ("simulated operator",)
    found = counts([sent.pk], AT)[sent.pk]
    assert found.unknown > 0
    assert found.unknown + found.waiting == 12


def test_a_sender_killed_again_and_again_skips_nobody_and_sends_nothing_twice(subscribe, fan_out, tmp_path):
    subscribe(400)
    sent = fan_out()
    chance = random.Random(26)
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(answer_after=0.01)) as operator:
        undisturbed = Tally(
            "undelivered" if operator.would_fail(f"8490{n:07d}") else "delivered" for n in range(400) for _ in range(3)
        )
        for target in sorted(chance.sample(range(1, 1150), 3)):
            process = start_sender(operator.account(), tmp_path, once=True)
            operator.wait_for(target, within=60)
            process.send_signal(signal.SIGKILL)
            process.wait()
        process = start_sender(operator.account(), tmp_path, once=True)
        assert process.communicate(timeout=120)[0] == "done\n"
        assert set(operator.submits().values()) == {1}
        assert len(operator.received()) == 400
    found = counts([sent.pk], AT)[sent.pk]
    assert (found.delivered, found.undelivered) == (undisturbed["delivered"], undisturbed["undelivered"])
    assert found.parts == 1200
