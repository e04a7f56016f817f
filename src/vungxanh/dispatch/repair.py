"""What a dead sender left, and what nobody answered. The repair takes the same lease as the sending itself.

Bundles whose sender is gone are free again; their parts without an answer are *unknown*. Receipts settle unknowns;
they are repeated only where the account says so, or a person, and then labelled.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from vungxanh.dispatch.lease import LIVE
from vungxanh.dispatch.sql import row, run

MOST_REPEATS = 5  # a part that stays in doubt after so many repeats waits for a person
_AT_ONCE = 100

_ORPHANS = f"""
with orphan as (
  select id, first, last from dispatch_bundle bundle
  where sender is not null and sender <> %(sender)s and not {LIVE}
  order by id limit {_AT_ONCE} for update skip locked
), doubted as (
  update dispatch_attempt attempt set answer = 'unknown', answered_at = %(at)s
  from orphan where attempt.id between orphan.first << 8 and (orphan.last << 8 | 255)
    and attempt.bundle_id = orphan.id and attempt.answer = ''
  returning 1
), freed as (
  update dispatch_bundle bundle set sender = null from orphan where bundle.id = orphan.id returning 1
)
select (select count(*) from freed), (select count(*) from doubted)
"""  # noqa: S608 - constants of ours
_REPEAT = """
update dispatch_attempt attempt
set answer = 'later', retry_at = %(at)s, repeats = repeats + 1, operator_id = ''
from (
  select attempt.id from dispatch_attempt attempt join dispatch_dispatch dispatch on dispatch.id = attempt.dispatch_id
  where attempt.answer = 'unknown' and attempt.answered_at <= %(before)s and attempt.line_id = any(%(lines)s)
    and attempt.repeats < %(most)s and dispatch.expires_at > %(at)s and dispatch.stopped_at is null
    and not exists (select 1 from dispatch_receipt where attempt_id = attempt.id)
  order by attempt.id limit 5000 for update of attempt skip locked
) doubt
where attempt.id = doubt.id
"""
_ANY_UNKNOWN = """
select exists (
  select 1 from dispatch_attempt attempt join dispatch_dispatch dispatch on dispatch.id = attempt.dispatch_id
  where attempt.answer = 'unknown' and dispatch.channel = %(channel)s and dispatch.expires_at > %(at)s
    and dispatch.stopped_at is null and attempt.repeats < %(most)s
    and not exists (select 1 from dispatch_receipt where attempt_id = attempt.id))
"""
_RECONCILE = """
update dispatch_attempt attempt set answer = 'later', retry_at = %(at)s, answered_at = %(at)s, code = 'not-sent'
from dispatch_bundle bundle
where bundle.sender = %(sender)s and attempt.id between bundle.first << 8 and (bundle.last << 8 | 255)
  and attempt.bundle_id = bundle.id and attempt.answer = '' and not attempt.id = any(%(under_way)s)
"""


_OLD_STRAYS = "delete from dispatch_stray where received_at < %(at)s - interval '7 days'"


@transaction.atomic
def free_orphans(sender: int, at: datetime) -> tuple[int, int]:
    """Take the bundles of dead senders. Returns (bundles freed, parts that are unknown by it)."""
    run(_OLD_STRAYS, at=at)
    freed = row(_ORPHANS, sender=sender, at=at)
    assert freed is not None
    return int(freed[0]), int(freed[1])


def any_unknown(channel: str, at: datetime) -> bool:
    """Whether there are doubts that a receipt might still settle."""
    return row(_ANY_UNKNOWN, channel=channel, at=at, most=MOST_REPEATS) == (True,)


@transaction.atomic
def repeat_doubts(lines: Sequence[int], *, before: datetime, at: datetime) -> int:
    """Have parts of `lines` that are unknown since `before` sent again, counted as repeated. Returns how many."""
    if not lines:
        return 0
    return run(_REPEAT, lines=list(lines), before=before, at=at, most=MOST_REPEATS)


@transaction.atomic
def reconcile(sender: int, under_way: Sequence[int], at: datetime) -> int:
    """After an outage of the database: parts that were stamped but certainly never left are taken up again.

    `under_way`: the parts this sender knows to be on the wire, or answered and not stored yet.
    """
    return run(_RECONCILE, sender=sender, under_way=list(under_way), at=at)
