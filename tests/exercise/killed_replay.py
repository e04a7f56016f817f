"""Runs `vungxanh replay` as a process of its own on a database of its own, and kills it when told to."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]
PLAN = "plans/vinh-phuc.yaml"
OVERLAY = "plans/overlays/vinh-phuc.yaml"
FIGURES = "examples/figures/vinh-phuc-2021.csv"
_LAST_ONES = 9  # steps at the end, a day of them, at which no kill is aimed: it would come too late
_LOOK = 0.01  # seconds between two looks at how far a replay is
_WITHIN_A_STEP = 0.1


@contextmanager
def database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """An address of a new database, dropped afterwards."""
    with psycopg.connect(server_url, autocommit=True) as server:
        identifier = sql.Identifier(name)
        server.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))
        server.execute(sql.SQL("create database {} template {}").format(identifier, sql.Identifier(template)))
    try:
        yield f"{server_url.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(sql.SQL("drop database if exists {} with (force)").format(identifier))


def command(url: str, home: Path, *words: str) -> subprocess.Popen[bytes]:
    ours = {"DATABASE_URL": url, "VUNGXANH_HOME": str(home), "DJANGO_SETTINGS_MODULE": "vungxanh.settings"}
    environment = {**os.environ, **ours, "VUNGXANH_EXERCISE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "vungxanh", *words],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def replay(url: str, home: Path, first: str, last: str) -> subprocess.Popen[bytes]:
    span = ("--from", first, "--to", last)
    return command(url, home, "replay", PLAN, "--overlay", OVERLAY, "--figures", FIGURES, *span, "--json")


def undisturbed(url: str, home: Path, first: str, last: str) -> dict[str, Any]:
    process = replay(url, home, first, last)
    printed, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(printed)


def steps_taken(url: str) -> int:
    with psycopg.connect(url) as connection:
        (steps,) = connection.execute("select count(*) from exercise_step").fetchone() or (0,)
    return int(steps)


def killed(
    url: str, home: Path, first: str, last: str, *, steps: int, kills: int, chance: random.Random
) -> dict[str, Any]:
    """The summary of a replay of `steps` steps that was killed `kills` times at random steps, each time after it had
    gone on by one at least, and somewhere within the next."""
    for step in sorted(chance.sample(range(1, steps - _LAST_ONES), kills)):
        reached = max(step, steps_taken(url) + 1)
        process = replay(url, home, first, last)
        while steps_taken(url) < reached:
            assert process.poll() is None, "the replay ended by itself before it could be killed"
            _wait(process, _LOOK)
        _wait(process, chance.uniform(0, _WITHIN_A_STEP))
        process.kill()
        assert process.wait() == -signal.SIGKILL
    return undisturbed(url, home, first, last)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
