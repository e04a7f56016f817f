"""Ten kills at random points of a send, in the same code as the benchmark's hundred (benchmarks/dispatch/kills.py).

The test server is shared, so its database goes away without the server being killed.
"""

import os
import random
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from dispatch.test_outage import database_down
from vungxanh.exercise.operator import SimulatedOperator

sys.path.append(str(Path(__file__).parents[2]))  # the project's folder, where the benchmarks are

from benchmarks.dispatch.ordeal import Ordeal, survive

RECIPIENTS, KILLS, SEED = 1_500, 10, 26


def end_a_session(chance: random.Random) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres", autocommit=True) as admin:
        sessions = admin.execute("select pid from pg_stat_activity where datname = %s", [name]).fetchall()
        if sessions:
            admin.execute("select pg_terminate_backend(%s)", chance.choice(sessions))


def take_the_database_away(chance: random.Random) -> None:
    with database_down():
        time.sleep(chance.uniform(0, 0.5))  # how long it is away is part of what is tried


@pytest.mark.parametrize("patient", [True, False], ids=["a patient operator", "a bare operator"])
def test_killed_at_random_points_a_send_loses_nobody_and_calls_every_doubt_a_doubt(
    subscribe, fan_out, tmp_path, patient
):
    subscribe(RECIPIENTS)
    sent = fan_out()
    ordeal = Ordeal(KILLS, SEED, patient, quiet=1.0, tps=500)
    blows = {"session": end_a_session, "database": take_the_database_away}
    with SimulatedOperator(tmp_path / "journal", behaviour=ordeal.behaviour()) as operator:
        survived = survive(ordeal, operator, sent, tmp_path, blows)
        assert operator.most_unanswered <= ordeal.window
    after = survived.after
    assert survived.struck.keys() == {"sender", "repair", *blows}
    assert sum(survived.struck.values()) == KILLS
    assert after.parts == 3 * RECIPIENTS
    assert (after.lost, after.silently_twice, after.miscounted) == (0, 0, {})
    assert survived.most_in_doubt <= ordeal.bound
    if patient:
        assert after.delivered == after.parts
        assert after.twice <= after.repeated <= KILLS * ordeal.bound
    else:
        assert after.twice == after.repeated == 0
        assert after.delivered + after.unknown == after.parts
        assert after.unknown <= KILLS * ordeal.bound
