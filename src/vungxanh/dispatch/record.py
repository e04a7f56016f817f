"""Answers and receipts into the database, many at a time. Repeated, early or reordered ones change nothing.

A receipt is matched by the operator's id (in decimal or hexadecimal) and the number it speaks of, else by the
reference it repeats, among parts whose answer is not known. One that belongs to nothing (yet) is kept as a stray until
the answer comes that names its id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from vungxanh.channels.port import Outcome, ReceiptNotice
from vungxanh.channels.sms.receipt import same_ids
from vungxanh.dispatch.models import Answer
from vungxanh.dispatch.sql import rows, run

ANSWER_OF = {
    Outcome.ACCEPTED: Answer.ACCEPTED,
    Outcome.REJECTED: Answer.REJECTED,
    Outcome.THROTTLED: Answer.LATER,
    Outcome.LATER: Answer.LATER,
    Outcome.UNKNOWN: Answer.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to store. `wait`: seconds until it is tried again, for LATER."""

    attempt: int
    line: int
    answer: Answer
    operator_id: str = ""
    code: str = ""
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Noticed:
    """A receipt to store, and the line it came over."""

    line: int
    notice: ReceiptNotice


class Owner(NamedTuple):
    """The part that a receipt speaks of, its current repeat, and what is known of it."""

    attempt: int
    repeat: int
    answer: str


_FINAL = (Answer.ACCEPTED, Answer.REJECTED)

_ANSWERS = """
update dispatch_attempt attempt
set answer = said.answer, answered_at = %(at)s, operator_id = said.operator_id, code = said.code,
  retry_at = case when said.answer = 'later' then %(at)s + said.wait * interval '1 second' end
from unnest(%(ids)s::bigint[], %(answers)s::text[], %(operator_ids)s::text[], %(codes)s::text[], %(waits)s::float[])
  as said (id, answer, operator_id, code, wait)
where attempt.id = said.id
  and (attempt.answer = '' or attempt.answer in ('unknown', 'later') and said.answer in ('accepted', 'rejected'))
"""
_ANY_STRAY = "select exists (select 1 from dispatch_stray)"
_STRAYS = """
with found as (
  delete from dispatch_stray stray
  using unnest(%(ids)s::bigint[], %(lines)s::bigint[], %(forms)s::text[]) as said (id, line, form)
  where stray.operator_id = said.form and stray.line_id = said.line
  returning said.id, stray.state, stray.code, stray.received_at
)
insert into dispatch_receipt (attempt_id, repeat, state, code, received_at)
select found.id, attempt.repeats, found.state, found.code, found.received_at
from found join dispatch_attempt attempt on attempt.id = found.id
on conflict do nothing
"""
_BY_OPERATOR_ID = """
select distinct on (said.n) said.n, attempt.id, attempt.repeats, attempt.answer
from unnest(%(n)s::int[], %(lines)s::bigint[], %(forms)s::text[], %(tails)s::text[]) as said (n, line, form, tail)
join dispatch_attempt attempt
  on attempt.operator_id = said.form and attempt.operator_id <> '' and attempt.line_id = said.line
left join dispatch_recipient recipient on recipient.id = attempt.recipient_id
left join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
where said.tail = '' or subscriber.id is null or right(subscriber.address, 9) = said.tail
order by said.n, attempt.attempted_at desc
"""
_BY_REFERENCE = """
select distinct on (said.n) said.n, attempt.id, attempt.repeats, attempt.answer
from unnest(%(n)s::int[], %(lines)s::bigint[], %(tails)s::text[], %(references)s::int[])
  as said (n, line, tail, reference)
join subscribers_subscriber subscriber on subscriber.channel = 'sms' and subscriber.address = any (
  array['84' || said.tail, '+84' || said.tail, '0' || said.tail])
join dispatch_dispatch dispatch on dispatch.id %% 256 = said.reference >> 8 and dispatch.channel = 'sms'
join dispatch_recipient recipient on recipient.dispatch_id = dispatch.id and recipient.subscriber_id = subscriber.id
join dispatch_attempt attempt on attempt.id = recipient.id << 8 | (said.reference & 255)
  and attempt.line_id = said.line and attempt.answer in ('', 'unknown', 'later')
order by said.n, attempt.id desc
"""
_RECEIPTS = """
insert into dispatch_receipt (attempt_id, repeat, state, code, received_at)
select id, repeat, state, code, %(at)s
from unnest(%(ids)s::bigint[], %(repeats)s::smallint[], %(states)s::text[], %(codes)s::text[])
  as said (id, repeat, state, code)
where state <> ''
on conflict do nothing
"""
# A receipt is proof that the operator has the part: it settles a doubt.
_SETTLED = """
update dispatch_attempt attempt
set answer = 'accepted', answered_at = %(at)s, retry_at = null,
  operator_id = case when attempt.operator_id = '' then said.operator_id else attempt.operator_id end
from unnest(%(ids)s::bigint[], %(operator_ids)s::text[]) as said (id, operator_id)
where attempt.id = said.id and attempt.answer in ('', 'unknown', 'later')
"""
_KEEP_STRAYS = """
insert into dispatch_stray (line_id, operator_id, state, code, received_at)
select line, operator_id, state, code, %(at)s
from unnest(%(lines)s::bigint[], %(operator_ids)s::text[], %(states)s::text[], %(codes)s::text[])
  as said (line, operator_id, state, code)
where state <> '' and operator_id <> ''
on conflict do nothing
"""


def record_answers(said: Sequence[Said], at: datetime) -> int:
    """Store answers. Returns how many receipts that had come before them found their part by it."""
    if not said:
        return 0
    run(
        _ANSWERS,
        at=at,
        ids=[one.attempt for one in said],
        answers=[one.answer.value for one in said],
        operator_ids=[one.operator_id for one in said],
        codes=[one.code[:20] for one in said],
        waits=[one.wait for one in said],
    )
    if not rows(_ANY_STRAY)[0][0]:
        return 0
    known = [(one.attempt, one.line, form) for one in said if one.operator_id for form in same_ids(one.operator_id)]
    return run(_STRAYS, **_columns(known, "ids", "lines", "forms")) if known else 0


def record_receipts(noticed: Sequence[Noticed], at: datetime) -> int:
    """Store receipts, each with the part it belongs to or as a stray. Returns how many were new to us."""
    owners = _owners(noticed)
    owned = [(owners[n], one.notice) for n, one in enumerate(noticed) if n in owners]
    doubted = [(owner.attempt, notice.operator_id) for owner, notice in owned if owner.answer not in _FINAL]
    strays = [one for n, one in enumerate(noticed) if n not in owners]
    new = 0
    if owned:
        if doubted:
            run(_SETTLED, at=at, **_columns(doubted, "ids", "operator_ids"))
        new = run(
            _RECEIPTS,
            at=at,
            ids=[owner.attempt for owner, _ in owned],
            repeats=[owner.repeat for owner, _ in owned],
            states=[notice.state or "" for _, notice in owned],
            codes=[notice.code[:20] for _, notice in owned],
        )
    if strays:
        run(
            _KEEP_STRAYS,
            at=at,
            lines=[one.line for one in strays],
            operator_ids=[one.notice.operator_id for one in strays],
            states=[one.notice.state or "" for one in strays],
            codes=[one.notice.code[:20] for one in strays],
        )
    return new


def _owners(noticed: Sequence[Noticed]) -> dict[int, Owner]:
    """What each receipt speaks of, by its place in `noticed`. The likely ways first."""
    found: dict[int, Owner] = {}

    def look(statement: str, asked: list[tuple[Any, ...]], *names: str) -> None:
        if asked:
            found.update({n: Owner(*owner) for n, *owner in rows(statement, **_columns(asked, *names))})

    def left() -> list[tuple[int, int, ReceiptNotice]]:
        return [(n, one.line, one.notice) for n, one in enumerate(noticed) if n not in found]

    by_id = ("n", "lines", "forms", "tails")
    look(
        _BY_OPERATOR_ID,
        [(n, line, one.operator_id, one.address[-9:]) for n, line, one in left() if one.operator_id],
        *by_id,
    )
    if len(found) < len(noticed):
        referred = [(n, line, one.address[-9:], one.reference) for n, line, one in left() if one.reference is not None]
        look(_BY_REFERENCE, referred, "n", "lines", "tails", "references")
    if len(found) < len(noticed):
        others = [
            (n, line, form, one.address[-9:])
            for n, line, one in left()
            for form in same_ids(one.operator_id)
            if form != one.operator_id
        ]
        look(_BY_OPERATOR_ID, others, *by_id)
    return found


def _columns(table: Sequence[tuple[Any, ...]], *names: str) -> dict[str, list[Any]]:
    return dict(zip(names, (list(column) for column in zip(*table, strict=True)), strict=True))
