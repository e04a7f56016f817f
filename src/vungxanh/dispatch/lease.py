"""Who may send. A sender holds bundles for as long as its own database session lives, not for a time.

Each sender takes a random number and an advisory lock on it; a bundle is taken with `FOR UPDATE SKIP LOCKED` and bears
the number. When a sender dies its lock goes at once and its bundles are orphaned (repair.py takes them by the same
lease). So no two senders ever have one part, and nobody waits for a lease to run out. A connection pooler must
therefore give a sender a session of its own.
"""

import secrets
from collections.abc import Iterable

from django.db import connection

LOCK_CLASS = 0x5658

# `bundle` must be the alias of dispatch_bundle; every value is a parameter.
LIVE = f"""exists (
  select 1 from pg_locks held join pg_database on pg_database.oid = held.database
  where held.locktype = 'advisory' and held.classid = {LOCK_CLASS} and held.objid = bundle.sender::oid
    and pg_database.datname = current_database())"""  # noqa: S608


# A host that vanished without a goodbye must not hold its bundles for hours: keepalives find it when it was asked
# nothing, the user timeout (milliseconds) when an answer to it was on its way. And a sender touches few rows of tables
# that grow while it runs: plans made when they were empty must not read the whole of them.
_SESSION = """
set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3;
set tcp_user_timeout = 11000;
set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off
"""


def enter(number: int | None = None) -> int:
    """A number for this sender, held by this database session until it ends. After an outage: the same one again."""
    with connection.cursor() as cursor:
        cursor.execute(_SESSION)
        while True:
            chosen = number or secrets.randbelow(2**31 - 1) + 1
            cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, chosen])
            if cursor.fetchone() == (True,):
                return chosen
            number = None


def leave(sender: int) -> None:
    """Give back every bundle; what is left of them waits for the next sender."""
    with connection.cursor() as cursor:
        cursor.execute("update dispatch_bundle set sender = null where sender = %s", [sender])


def give_back(sender: int, bundles: Iterable[int]) -> None:
    """Give back bundles of which nothing is under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update dispatch_bundle set sender = null where sender = %s and id = any(%s)", [sender, list(bundles)]
        )
