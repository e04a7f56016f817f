"""A site that reaches the public does not work as the owner of its tables: `vungxanh check --database default` says."""

import os
from collections.abc import Sequence
from typing import Any

import dj_database_url
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.utils import OperationalError
from django.utils.translation import gettext as _

from vungxanh.clock import is_exercise
from vungxanh.database import OWNER_URL

from .grants import powers


@register(Tags.database)
def program_owns_nothing(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """Warns outside an exercise. Migrating as the owner is as it should be."""
    if is_exercise():
        return []
    owner = os.environ.get(OWNER_URL)
    migrating = dj_database_url.parse(owner)["USER"] if owner else None
    found: list[CheckMessage] = []
    for alias in databases or ():
        role = connections[alias].settings_dict["USER"] or _session_user(alias)
        try:
            known = powers(connections[alias], role)
        except OperationalError:
            continue  # the database is not there: another check says so
        if known and any(known) and role != migrating:
            found.append(
                Warning(
                    _("The program works as “%s”, who owns the tables: it could undo what is released.") % role,
                    hint=_("Create a role of its own and run: vungxanh database grant --to ROLE (docs/operators.md)"),
                    id="vungxanh.W001",
                )
            )
    return found


def _session_user(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("select session_user")
        return str(cursor.fetchone()[0])
