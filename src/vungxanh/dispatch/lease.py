"""Who may send a part. A sender holds a part for as long as its own database session lives, not for a time.

Each sender takes a random number and an advisory lock on it. A part is taken with `FOR UPDATE SKIP LOCKED` and is
stamped with the number and the time in one committed step, before the wire is touched. When a sender dies its lock
goes at once, and what it had without an answer is in doubt (see doubts.py). So no two senders ever have one part, and
nobody waits for a lease to run out. A connection pooler must therefore give a sender a session of its own.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from vungxanh.dispatch.models import Attempt
from vungxanh.dispatch.render import body_of
from vungxanh.messages.lock import ChangedSinceApproval, fingerprint
from vungxanh.messages.models import Message, Variant

LOCK_CLASS = 0x5658
MOST_REPEATS = 5  # a part that stays in doubt after so many repeats waits for a person

_HELD = """exists (
  select 1 from pg_locks held join pg_database on pg_database.oid = held.database
  where held.locktype = 'advisory' and held.classid = %(lock)s and held.objid = attempt.sender::oid
    and pg_database.datname = current_database())"""
# Only these constants are ever written into a statement; every value is a parameter.
_WAITING = "attempt.attempted_at is null"
IN_DOUBT = f"""attempt.attempted_at is not null and attempt.repeats < %(repeats)s
  and not exists (select 1 from dispatch_receipt receipt where receipt.attempt_id = attempt.id)
  and (attempt.sender is null or not {_HELD})"""  # noqa: S608

_LIVE = """
select id, lane, message_id, sha256, expires_at from dispatch_dispatch dispatch
where channel = %(channel)s and expires_at > %(at)s and not id = any(%(refused)s)
  and exists (select 1 from dispatch_attempt attempt where dispatch_id = dispatch.id and answer = '' and {which})
order by lane, id
"""
_TAKE = """
select attempt.id, attempt.part, attempt.reference, recipient.address, recipient.variant_id
from dispatch_attempt attempt join dispatch_recipient recipient on recipient.id = attempt.recipient_id
where attempt.dispatch_id = %(dispatch)s and attempt.answer = '' and {which}
order by attempt.id limit %(limit)s for update of attempt skip locked
"""
_STAMP = """
update dispatch_attempt set sender = %(sender)s, attempted_at = %(at)s, repeats = repeats + %(again)s
where id = any(%(ids)s)
"""


@dataclass(frozen=True, slots=True, order=True)
class Leased:
    """A part that this sender, and no other, may send. The order is the order of sending."""

    lane: int
    attempt: int
    address: str
    reference: int
    expires_at: datetime
    body: object


@dataclass(frozen=True, slots=True)
class Lease:
    """What one step gave: the parts, and the dispatches whose text is no longer the approved one."""

    parts: tuple[Leased, ...] = ()
    refused: tuple[ChangedSinceApproval, ...] = ()
    refused_dispatches: tuple[int, ...] = ()


def enter() -> int:
    """A number for this sender, held by this database session until it ends."""
    with connection.cursor() as cursor:
        while True:
            number = secrets.randbelow(2**31 - 1) + 1
            cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, number])
            if cursor.fetchone() == (True,):
                return number


def lease(
    channel: str, sender: int, *, limit: int, at: datetime, doubts: bool = False, refused: Iterable[int] = ()
) -> Lease:
    """Take at most `limit` parts, urgent lanes first, and stamp them. With `doubts`, parts in doubt instead.

    A dispatch whose text has changed since its approval is left untouched and named in the result.
    """
    values: dict[str, Any] = {
        "channel": channel, "at": at, "refused": list(refused), "sender": sender, "again": int(doubts),
        "lock": LOCK_CLASS, "repeats": MOST_REPEATS,
    }  # fmt: skip
    which = IN_DOUBT if doubts else _WAITING
    taken = Lease()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LIVE.format(which=which), values)
        for dispatch, lane, message_id, sha256, expires_at in cursor.fetchall():
            room = limit - len(taken.parts)
            if room <= 0:
                break
            try:
                variants = _approved_variants(message_id, sha256)
            except ChangedSinceApproval as changed:
                taken = replace(
                    taken,
                    refused=(*taken.refused, changed),
                    refused_dispatches=(*taken.refused_dispatches, dispatch),
                )
                continue
            cursor.execute(_TAKE.format(which=which), values | {"dispatch": dispatch, "limit": room})
            parts = tuple(
                Leased(lane, pk, address, reference, expires_at, body_of(channel, variants[variant], part, reference))
                for pk, part, reference, address, variant in cursor.fetchall()
            )
            taken = replace(taken, parts=taken.parts + parts)
        cursor.execute(_STAMP, values | {"ids": [part.attempt for part in taken.parts]})
    return taken


def put_back(attempts: Iterable[int]) -> None:
    """Return parts that certainly never left: they are waiting again."""
    Attempt.objects.filter(pk__in=list(attempts), answer="").update(sender=None, attempted_at=None)


def let_go(attempts: Iterable[int]) -> None:
    """Give up parts that may have left: without an answer they are in doubt."""
    Attempt.objects.filter(pk__in=list(attempts), answer="").update(sender=None)


def _approved_variants(message_id: int, sha256: str) -> dict[int, Variant]:
    """The variants of a message, locked for this transaction and proven to be the approved ones."""
    message = Message.objects.select_related("release", "place").get(pk=message_id)
    rows = Variant.objects.raw("select * from public_messages_variant where message_id = %s for share", [message_id])
    variants = {variant.pk: variant for variant in rows}
    if fingerprint(message) != sha256:
        raise ChangedSinceApproval(message)
    return variants
