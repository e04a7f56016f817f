import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection

from dispatch.scenery import AT, drain
from vungxanh.dispatch import lease
from vungxanh.dispatch.models import Attempt
from vungxanh.dispatch.state import Counts, counts
from vungxanh.exercise.operator import Behaviour, SimulatedOperator

ALL_DELIVERED = Counts(recipients=60, parts=180, delivered=180)


def states() -> Counter[tuple[str, str | None]]:
    return Counter(Attempt.objects.values_list("answer", "receipts__state"))


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


def test_parts_of_a_sender_that_is_alive_are_never_in_doubt(subscribe, fan_out, operator):
    subscribe(4)
    fan_out()
    living = lease.enter()
    lease.lease("sms", living, limit=6, at=AT)
    report = drain(operator.account())
    assert (report.accepted, report.repeated) == (6, 0)
    connection.close()
    report = drain(operator.account())
    assert (report.accepted, report.repeated) == (6, 6)
    assert set(operator.submits().values()) == {1}


def test_an_operator_that_never_answers_leaves_unknowns_and_the_sender_gives_up(subscribe, fan_out, tmp_path):
    subscribe(4)
    sent = fan_out()
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(silent=True)) as operator:
        report = drain(operator.account(), answer_within=0.1, receipt_quiet=0.05, window=5)
    assert report.unreachable == ("simulated operator",)
    found = counts([sent.pk], AT)[sent.pk]
    assert found.unknown > 0
    assert found.unknown + found.waiting == 12


SENDER = """
import django; django.setup()
from dataclasses import replace
from datetime import datetime, timezone
from vungxanh.channels.port import Account
from vungxanh.dispatch.sender import Sender
port = {port}
account = Account("simulated operator", "sms", "127.0.0.1", port, "exercise", "exercise", "VUNGXANH", window=20,
    repeat_after_doubt=True, exercise=True, simulators=frozenset([port]))
print("ready", flush=True)
Sender([account], lambda: datetime(2021, 12, 1, 10, tzinfo=timezone.utc)).drain("sms")
print("done", flush=True)
"""


def start_sender(port: int) -> "subprocess.Popen[str]":
    settings = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + settings["NAME"],
        "DJANGO_SETTINGS_MODULE": "vungxanh.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", SENDER.format(port=port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_sender_killed_again_and_again_skips_nobody_and_sends_nothing_twice(subscribe, fan_out, tmp_path):
    subscribe(400)
    sent = fan_out()
    chance = random.Random(26)
    kills = 0
    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(answer_after=0.01)) as operator:
        undisturbed = Counter(
            "undelivered" if operator.would_fail(f"8490{n:07d}") else "delivered" for n in range(400) for _ in range(3)
        )
        for target in sorted(chance.sample(range(1, 1150), 3)):
            process = start_sender(operator.port)
            operator.wait_for(target, within=60)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        process = start_sender(operator.port)
        assert process.communicate(timeout=120)[0] == "done\n"
        assert set(operator.submits().values()) == {1}
        assert len(operator.received()) == 400
    assert kills == 3
    found = counts([sent.pk], AT)[sent.pk]
    assert (found.delivered, found.undelivered) == (undisturbed["delivered"], undisturbed["undelivered"])
    assert found.parts == 1200
