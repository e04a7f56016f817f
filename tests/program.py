"""The database as the program itself finds it: a role that owns nothing and may not change what is final."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from vungxanh.agencies.grants import grant

ROLE, PASSWORD = "vungxanh_test_program", "only for tests"


@contextmanager
def as_the_program() -> Iterator[None]:
    """Django's connection is the program's own login for as long as the `with` lasts. Use with transactional_db."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from pg_roles where rolname = %s)", [ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"create role {ROLE} login password '{PASSWORD}'")
    grant(connection, ROLE)
    owner = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({"USER": ROLE, "PASSWORD": PASSWORD})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(owner)
