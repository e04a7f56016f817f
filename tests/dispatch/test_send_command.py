"""`vungxanh send` as an operator runs it: a process of its own, accounts from the environment."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from vungxanh.dispatch.models import Attempt
from vungxanh.exercise.operator import SimulatedOperator

COMMAND = "import django; django.setup(); from django.core.management import call_command as c; c('send'{once})"


def start(operator: SimulatedOperator, **more: str) -> "subprocess.Popen[str]":
    once = more.pop("once", "")
    environment = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": "vungxanh.settings",
        "VUNGXANH_NOW": "2021-12-01T17:00:00+07:00",
        "VUNGXANH_EXERCISE": "1",
        "VUNGXANH_SMPP_URL": f"smpp://a:b@127.0.0.1:{operator.port}?sender=VINHPHUC&repeat=1",
        "VUNGXANH_SIMULATORS": str(operator.port),
        **more,
    }
    command = [sys.executable, "-c", COMMAND.format(once=once)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_running_sender_wakes_when_something_is_fanned_out_and_stops_when_told(subscribe, fan_out, operator):
    subscribe(3)
    process = start(operator)
    operator.wait_for_bind(within=60)
    fan_out()
    operator.wait_for(9, within=30)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 0
    assert Attempt.objects.filter(answer="accepted", receipts__isnull=False).count() == 9


def test_once_sends_what_waits_and_says_so(subscribe, fan_out, operator):
    subscribe(3)
    fan_out()
    printed, _ = start(operator, once=", once=True").communicate(timeout=60)
    assert "accepted=9" in printed


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [("VUNGXANH_SIMULATORS", "1", "This is an exercise"), ("VUNGXANH_SMPP_URL", "", "No account: set")],
)
def test_a_wrong_set_up_is_told_in_a_sentence(operator, transactional_db, variable, value, sentence):
    process = start(operator, once=", once=True", **{variable: value})
    _, problem = process.communicate(timeout=60)
    assert process.returncode != 0
    assert sentence in problem
