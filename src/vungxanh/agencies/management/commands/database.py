"""`vungxanh database grant --to ROLE`: let the program work as a role that cannot change what is final."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from vungxanh.agencies.grants import GrantRefused, as_owner, final_tables, grant


class Command(BaseCommand):
    help = "The database: what the program's own role may do there."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        granting = verbs.add_parser("grant", help="give a role what the program needs and no more")
        granting.add_argument("--to", required=True, metavar="ROLE")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            with as_owner(connection):
                grant(connection, to)
        except GrantRefused as refused:
            raise CommandError(str(refused)) from refused
        print(f"{to} may read and add; it may not change or remove: {', '.join(final_tables())}.")
