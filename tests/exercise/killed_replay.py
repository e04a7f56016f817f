"""Runs `vungxanh replay` as a process of its own on a database of its own, and kills it when told to."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[2]
PLAN = "plans/vinh-phuc.yaml"
OVERLAY = "plans/overlays/vinh-phuc.yaml"
FIGURES = "examples/figures/vinh-phuc-2021.csv"
START_UP = 3.0  # seconds a replay needs before its first step, about


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


def killed(
    url: str, home: Path, first: str, last: str, *, kills: int, within: float, chance: random.Random
) -> tuple[dict[str, Any], int]:
    """The summary of a replay killed at random moments, each at most `within` seconds after its first step; and how
    many kills met a replay that was still running."""
    struck = 0
    for _ in range(kills):
        process = replay(url, home, first, last)
        try:
            process.wait(START_UP + chance.uniform(0, within))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            struck += 1
    return undisturbed(url, home, first, last), struck
