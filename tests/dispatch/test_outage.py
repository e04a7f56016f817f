"""The database goes away while parts are on the wire and receipts come in: nothing is lost, nothing is sent twice."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from dispatch.scenery import AT, drain, running_sender
from vungxanh.channels.port import ReceiptNotice, ReceiptState
from vungxanh.dispatch.models import Answer, Receipt
from vungxanh.dispatch.record import Noticed, Said
from vungxanh.dispatch.spool import Spool
from vungxanh.dispatch.state import Counts, counts
from vungxanh.dispatch.turn import Heard
from vungxanh.exercise.operator import Behaviour, SimulatedOperator


@contextmanager
def database_down() -> Iterator[None]:
    """Nobody can connect to the test's database, and whoever was connected is not any more."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres", autocommit=True) as admin:
        admin.execute(f'alter database "{name}" allow_connections false')
        admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name])
        try:
            yield
        finally:
            admin.execute(f'alter database "{name}" allow_connections true')


def until(met: Callable[[], bool], within: float = 30.0) -> None:
    end = time.monotonic() + within
    while not met():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)  # nothing tells of it


def test_receipts_that_come_while_the_database_is_down_are_kept_acknowledged_and_stored_later(
    subscribe, fan_out, tmp_path
):
    subscribe(100)
    sent = fan_out()
    behaviour = Behaviour(delay=2.0, undelivered_percent=0)
    with (
        SimulatedOperator(tmp_path / "operator.jsonl", behaviour=behaviour) as operator,
        running_sender(operator.account(), tmp_path),
    ):
        until(lambda: counts([sent.pk], AT)[sent.pk].accepted == 300)
        with database_down():
            until(lambda: operator.counts.acknowledged == 300)
            (spool,) = (tmp_path / "spool").iterdir()
            assert spool.stat().st_mode & 0o077 == 0
        until(lambda: counts([sent.pk], AT)[sent.pk] == Counts(recipients=100, parts=300, delivered=300))
        until(lambda: not list((tmp_path / "spool").iterdir()))
    assert set(operator.submits().values()) == {1}


def test_a_database_that_goes_away_in_the_middle_of_sending_loses_and_repeats_nothing(subscribe, fan_out, tmp_path):
    subscribe(300)
    sent = fan_out()
    behaviour = Behaviour(answer_after=0.05, undelivered_percent=0)
    with (
        SimulatedOperator(tmp_path / "operator.jsonl", behaviour=behaviour) as operator,
        running_sender(operator.account(), tmp_path),
    ):
        for target in (100, 400, 700):
            operator.wait_for(target, within=30)
            with database_down():
                pass
        until(lambda: counts([sent.pk], AT)[sent.pk] == Counts(recipients=300, parts=900, delivered=900), 60)
    assert set(operator.submits().values()) == {1}


def test_what_a_killed_sender_had_in_its_spool_is_stored_by_the_next_one(subscribe, fan_out, operator, tmp_path):
    subscribe(2)
    sent = fan_out()
    operator.behave(undelivered_percent=0, delay=3600)
    drain(operator.account(), receipts=False)
    (line,) = {attempt.line_id for attempt in sent.attempts.all()}
    kept = Spool(tmp_path, 1)
    for attempt in sent.attempts.all():
        notice = ReceiptNotice(attempt.operator_id, "", None, ReceiptState.DELIVERED, "DELIVRD 000")
        kept.keep(Heard(receipts=[Noticed(line, notice)] * 2, answers=[Said(attempt.pk, line, Answer.ACCEPTED)]))
    kept.close()
    with (tmp_path / "1.spool").open("a") as file:
        file.write('["r", 1, "cut in ha')
    drain(operator.account(), spool=tmp_path)
    assert counts([sent.pk], AT)[sent.pk].delivered == 6
    assert Receipt.objects.count() == 6
    assert not list(tmp_path.glob("*.spool"))
