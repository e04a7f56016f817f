"""The private server: killed, it comes back; told to stop, it has stopped when that is said."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder that the server's own user may enter, which pytest's are not."""
    with tempfile.TemporaryDirectory(prefix="vungxanh-") as folder:
        yield Path(folder)
        run(Path(folder), "-m", "vungxanh", "stop")


def run(home: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    here = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "VUNGXANH_OWNER_URL", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, *words], env=here | {"VUNGXANH_HOME": str(home)} | environment, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


def start(home: Path) -> psutil.Process:
    done = run(home, "-c", "from vungxanh import database; print(database.ensure_running())")
    assert done.stdout.startswith("postgresql://"), done.stderr
    return psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


def is_over(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_it_stops_whatever_dead_commands_left_in_its_list_of_them(home):
    server = start(home)
    (home / "postgres" / ".handle_pids.json").write_text(json.dumps([99_999_999]))
    assert run(home, "-m", "vungxanh", "stop").stdout == "PostgreSQL stopped.\n"
    assert is_over(server)
    assert run(home, "-m", "vungxanh", "stop").stdout == "PostgreSQL was not running.\n"


def test_a_number_that_is_somebody_elses_now_is_left_alone(home):
    start(home)
    run(home, "-m", "vungxanh", "stop")
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        (home / "postgres" / "postmaster.pid").write_text(f"{other.pid}\n{home / 'postgres'}\n")
        assert run(home, "-m", "vungxanh", "stop").stdout == "PostgreSQL was not running.\n"
        assert other.poll() is None
        other.kill()
    (home / "postgres" / "postmaster.pid").unlink()


def test_a_command_right_after_the_server_was_killed_waits_for_a_new_one(home):
    killed = start(home)
    killed.send_signal(signal.SIGKILL)
    done = run(home, "-m", "vungxanh", "bounces", os.devnull)  # any command that asks the database for nothing more
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert start(home) != killed


def test_a_database_that_cannot_be_reached_is_told_in_a_sentence(home):
    done = run(home, "-m", "vungxanh", "migrate", "--skip-checks", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The database cannot be reached. Start it, or look at DATABASE_URL, and try again.\n"
