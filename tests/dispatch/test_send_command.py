"""`vungxanh send` as an operator runs it: a process of its own, accounts from the environment."""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection

from dispatch.scenery import AT, drain
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.left_behind import left_behind
from vungxanh.dispatch.models import Attempt, Dispatch
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.exercise.operator import SimulatedOperator

COMMAND = """
import sys, django; django.setup()
from django.core.management import CommandError, call_command
try:
    call_command('send'{once})
except CommandError as problem:
    sys.exit(str(problem))
"""


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
    assert printed == "sms: 9 accepted, 9 receipts.\n"


class Deaf:
    """Takes connections and never says a word."""

    def __enter__(self) -> "Deaf":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def once(operator: SimulatedOperator, port: int, **more: str) -> tuple[int, str, str]:
    url = f"smpp://a:b@127.0.0.1:{port}?name=viettel&sender=VINHPHUC&answer_within=0.5"
    process = start(operator, once=", once=True", **{"VUNGXANH_SMPP_URL": url, "VUNGXANH_SIMULATORS": str(port)} | more)
    printed, problem = process.communicate(timeout=90)
    return process.returncode, printed, problem


@pytest.mark.parametrize(
    ("far_end", "reason"),
    [("nobody", "refused"), ("deaf", ""), ("closes", "closed"), ("wrong password", "0x0000000E")],
)
def test_an_operator_that_cannot_be_reached_is_named_with_what_waits_and_what_to_do(
    subscribe, fan_out, operator, far_end, reason
):
    subscribe(2)
    sent = fan_out()
    operator.behave(close_on_bind=far_end == "closes", refuse_bind=0x0E if far_end == "wrong password" else 0)
    with Deaf() as deaf:
        port = {"nobody": 1, "deaf": deaf.port}.get(far_end, operator.port)
        status, printed, problem = once(operator, port)
    assert (status, printed) == (1, "sms: nothing was sent.\n"), problem
    waits, account = problem.splitlines()[-2:]
    assert waits == f"Dispatch {sent.pk} (sms): parts that still wait: 6. Run this again when the line is well."
    assert account.startswith(f"Account “viettel” cannot reach 127.0.0.1:{port}") and reason in account
    assert account.endswith("check the address, the password and the line.")


def test_a_channel_without_an_account_is_named_when_something_waits_on_it(subscribe, fan_out, operator):
    subscribe(1, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    status, printed, problem = once(operator, operator.port)
    assert (status, printed) == (1, "sms: nothing was sent.\n")
    assert f"Dispatch {sent.pk} (email): parts that still wait: 1. No sender has an account" in problem


def test_a_changed_text_is_named_by_its_message_and_every_other_channel_is_sent(
    subscribe, fan_out, message, operator, tmp_path
):
    subscribe(1)
    subscribe(1, ChannelKind.EMAIL)
    sent = fan_out()
    fan_out(ChannelKind.EMAIL)
    Dispatch.objects.filter(pk=sent.pk).update(sha256="0" * 64)
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        mail = {"VUNGXANH_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?sender=a@exercise.invalid"}
        status, printed, problem = once(
            operator, operator.port, **mail, VUNGXANH_SIMULATORS=f"{operator.port},{mailbox.port}"
        )
    assert (status, printed) == (1, "sms: nothing was sent.\nemail: 1 accepted.\n")
    assert f"Dispatch {sent.pk} (sms): parts that still wait: 3.\n" in problem
    assert f"The text of message {message.pk} was changed after it was approved." in problem


@pytest.mark.parametrize("change", [{"send_from": AT + timedelta(hours=1)}, {"spread_minutes": 60}, {"paused_at": AT}])
def test_what_waits_for_its_hour_or_for_a_person_is_no_failure(subscribe, fan_out, operator, change):
    subscribe(1)
    sent = fan_out()
    Dispatch.objects.filter(pk=sent.pk).update(**change)
    assert left_behind([operator.account()], AT) == []


def test_a_mail_that_a_server_puts_off_is_left_for_later(subscribe, fan_out, tmp_path):
    subscribe(1, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl", busy_first=1) as mailbox:
        drain(mailbox.account())
        (left,) = left_behind([mailbox.account()], AT)
    assert (left.dispatch, left.parts, left.later, left.why) == (sent, 1, 1, None)
    assert left.retry_at == AT + timedelta(minutes=1)


NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def test_without_a_database_once_ends_with_a_sentence(operator, transactional_db):
    status, _, problem = once(operator, operator.port, DATABASE_URL=NOWHERE)
    assert status == 1
    assert problem.splitlines()[-1].endswith(
        "The database does not answer. Start it, and run this again; nothing is lost."
    )


def test_without_a_database_a_sender_waits_for_it_and_can_be_stopped(operator, transactional_db):
    process = start(operator, DATABASE_URL=NOWHERE)
    assert process.stderr is not None
    assert "The database does not answer. The sender waits for it" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [("VUNGXANH_SIMULATORS", "1", "This is an exercise"), ("VUNGXANH_SMPP_URL", "", "No account: set")],
)
def test_a_wrong_set_up_is_told_in_a_sentence(operator, transactional_db, variable, value, sentence):
    process = start(operator, once=", once=True", **{variable: value})
    _, problem = process.communicate(timeout=60)
    assert process.returncode != 0
    assert sentence in problem
