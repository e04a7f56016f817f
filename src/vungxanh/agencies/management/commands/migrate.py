"""`vungxanh migrate`: as the owner of the tables (VUNGXANH_OWNER_URL); the program's role then gets its grants."""

import os
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from vungxanh.agencies.grants import GrantRefused, as_owner, grant
from vungxanh.database import OWNER_URL


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        program = connection.settings_dict["USER"]
        with as_owner(connection):
            super().handle(*args, **options)
            if os.environ.get(OWNER_URL) and connection.settings_dict["USER"] != program:
                try:
                    grant(connection, program)
                except GrantRefused as refused:
                    raise CommandError(str(refused)) from refused
