"""A database of one benchmark's own, so that no benchmark measures what another has left behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_database(name: str, *, keep: bool = False) -> Iterator[None]:
    """Django is ready and stands on an empty database `name`, which is dropped at the end.

    `keep`: use the one that an earlier run has kept, and keep it again. Nothing is migrated here.
    """
    import psycopg
    from psycopg import sql

    from vungxanh import database

    os.environ.pop("DATABASE_URL", None)
    server = database.ensure_running("vungxanh_dev")
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    if not keep:
        _execute(psycopg.connect(server, autocommit=True), drop)
    os.environ.pop("DATABASE_URL")
    database.ensure_running(name)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    import django

    django.setup()
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        if not keep:
            _execute(psycopg.connect(server, autocommit=True), drop)


def _execute(connection, statement) -> None:  # type: ignore[no-untyped-def]
    with connection:
        connection.execute(statement)
