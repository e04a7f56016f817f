"""What the program itself may do in the database: read and add everything, change and remove what is not final.

A table is final when its model says so by a `pgtrigger.Protect` on update and delete. There the program may only select
and insert, so no trigger has to hold it back: it may not update, delete, truncate, alter, or switch a trigger off.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
import pgtrigger
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from psycopg import sql

from vungxanh.database import OWNER_URL

_GRANTS = """
grant usage on schema public to {role};
revoke all on all tables in schema public from {role};
revoke all on all sequences in schema public from {role};
grant select, insert, update, delete on all tables in schema public to {role};
grant usage, select on all sequences in schema public to {role};
revoke update, delete on {final} from {role};
revoke insert, update, delete on {migrations} from {role};
alter default privileges in schema public grant select, insert, update, delete on tables to {role};
alter default privileges in schema public grant usage, select on sequences to {role}
"""
_POWERS = """
select role.rolsuper, exists (
  select 1 from pg_tables where schemaname = 'public' and pg_has_role(role.oid, tableowner, 'member'))
from pg_roles role where role.rolname = %s
"""


class GrantRefused(Exception):
    """The role is not one that the program may be held back in. Nothing was changed."""

    code = "grant-refused"


def final_tables() -> list[str]:
    """The tables of what is released, declared, reviewed, proved, waived or overridden."""
    return sorted(
        model._meta.db_table
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None
    )


def powers(connection: BaseDatabaseWrapper, role: str) -> tuple[bool, bool] | None:
    """(is a superuser, owns a table or is a member of who does); None when there is no such role."""
    with connection.cursor() as cursor:
        cursor.execute(_POWERS, [role])
        found: tuple[bool, bool] | None = cursor.fetchone()
    return found


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give `role` what the program may do, and take back anything more. Connect as the owner. Raises GrantRefused."""
    known = powers(connection, role)
    if known is None:
        raise GrantRefused(
            _("There is no role “%(role)s”. Create it first: create role %(role)s login password '…'") % {"role": role}
        )
    if any(known):
        raise GrantRefused(
            _("“%s” owns the tables or is a superuser, so nothing can be kept from it. Name another role.") % role
        )
    statement = sql.SQL(_GRANTS).format(
        role=sql.Identifier(role),
        final=sql.SQL(", ").join(sql.Identifier(table) for table in final_tables()),
        migrations=sql.Identifier(MigrationRecorder.Migration._meta.db_table),
    )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection is the owner's (VUNGXANH_OWNER_URL) for as long as the `with` lasts; without one, as it is."""
    url = os.environ.get(OWNER_URL)
    if not url:
        yield
        return
    before = dict(connection.settings_dict)
    owner = dj_database_url.parse(url)
    connection.close()
    connection.settings_dict.update({name: owner[name] for name in ("USER", "PASSWORD", "HOST", "PORT")})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
