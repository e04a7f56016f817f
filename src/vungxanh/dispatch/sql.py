"""The sender's few statements, prepared by the server: Django's own cursor writes values into the text each time."""

from typing import Any

import psycopg
from django.db import connection


def run(statement: str, **values: Any) -> int:
    """Execute; how many rows it touched."""
    return _cursor().execute(statement, values).rowcount


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Execute; every row."""
    return _cursor().execute(statement, values).fetchall()


def row(statement: str, **values: Any) -> tuple[Any, ...] | None:
    """Execute; the first row, if any."""
    return _cursor().execute(statement, values).fetchone()


def _cursor() -> "psycopg.Cursor[tuple[Any, ...]]":
    connection.ensure_connection()
    raw = connection.connection
    assert raw is not None
    if raw.prepare_threshold is None:  # Django's default, for poolers that a sender may not stand behind anyway
        raw.prepare_threshold = 3
    return psycopg.Cursor(raw)
