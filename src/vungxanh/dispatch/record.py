"""Answers and receipts into the database, many at a time. Repeated, early or reordered ones change nothing.

A receipt is matched by the operator's id (in decimal or hexadecimal) and the number it speaks of, else by the
reference it repeats, among parts whose answer is not known. One that belongs to nothing (yet) is kept as a stray until
the answer comes that names its id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vungxanh.channels.port import Outcome, ReceiptNotice, ReceiptState
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


_FINAL = (Answer.ACCEPTED, Answer.REJECTED)
_STRAYS_AT_ONCE = 1_000

_ANSWERS = """
update dispatch_attempt attempt
set answer = said.answer, answered_at = %(at)s, operator_id = said.operator_id, code = said.code,
  retry_at = case when said.answer = 'later' then %(at)s + said.wait * interval '1 second' end
from unnest(%(ids)s::bigint[], %(answers)s::text[], %(operator_ids)s::text[], %(codes)s::text[], %(waits)s::float[])
  as said (id, answer, operator_id, code, wait)
where attempt.id = said.id
  and (attempt.answer = '' or attempt.answer in ('unknown', 'later') and said.answer in ('accepted', 'rejected'))
"""
# Each statement stores the receipts whose part it finds, and tells whose they were and which were new. `in` looks up
# by hash; a join with `stored` would compare each with each, and tell twice of a part of which two things are said.
_STORE = """
, stored as (
  insert into dispatch_receipt (attempt_id, repeat, state, code, received_at)
  select id, repeats, state, code, %(at)s from owner where state <> ''
  on conflict do nothing returning attempt_id
)
select n, id, answer, id in (select attempt_id from stored) from owner
"""
_BY_OPERATOR_ID = """
with owner as (
  select distinct on (said.n) said.n, attempt.id, attempt.repeats, attempt.answer, said.state, said.code
  from unnest(%(n)s::int[], %(lines)s::bigint[], %(states)s::text[], %(codes)s::text[], %(forms)s::text[],
    %(tails)s::text[]) as said (n, line, state, code, form, tail)
  join dispatch_attempt attempt
    on attempt.operator_id = said.form and attempt.operator_id <> '' and attempt.line_id = said.line
  left join dispatch_recipient recipient on recipient.id = attempt.recipient_id
  left join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
  where said.tail = '' or subscriber.id is null or right(subscriber.address, 9) = said.tail
  order by said.n, attempt.attempted_at desc
)"""
_BY_REFERENCE = """
with owner as (
  select distinct on (said.n) said.n, attempt.id, attempt.repeats, attempt.answer, said.state, said.code
  from unnest(%(n)s::int[], %(lines)s::bigint[], %(states)s::text[], %(codes)s::text[], %(references)s::int[],
    %(tails)s::text[]) as said (n, line, state, code, reference, tail)
  join subscribers_subscriber subscriber on subscriber.channel = 'sms' and subscriber.address = any (
    array['84' || said.tail, '+84' || said.tail, '0' || said.tail])
  join dispatch_dispatch dispatch on dispatch.id %% 256 = said.reference >> 8 and dispatch.channel = 'sms'
  join dispatch_recipient recipient on recipient.dispatch_id = dispatch.id and recipient.subscriber_id = subscriber.id
  join dispatch_attempt attempt on attempt.id = recipient.id << 8 | (said.reference & 255)
    and attempt.line_id = said.line and attempt.answer in ('', 'unknown', 'later')
  order by said.n, attempt.id desc
)"""
# A receipt is proof that the operator has the part: it settles a doubt.
_SETTLED = """
update dispatch_attempt attempt
set answer = 'accepted', answered_at = %(at)s, retry_at = null,
  operator_id = case when attempt.operator_id = '' then said.operator_id else attempt.operator_id end
from unnest(%(ids)s::bigint[], %(operator_ids)s::text[]) as said (id, operator_id)
where attempt.id = said.id and attempt.answer in ('', 'unknown', 'later')
"""
_STRAYS = """
select id, line_id, operator_id, state, code from dispatch_stray
order by random() limit %(most)s for update skip locked
"""
_FORGET_STRAYS = "delete from dispatch_stray where id = any(%(ids)s)"
_KEEP_STRAYS = """
insert into dispatch_stray (line_id, operator_id, state, code, received_at)
select line, operator_id, state, code, %(at)s
from unnest(%(lines)s::bigint[], %(operator_ids)s::text[], %(states)s::text[], %(codes)s::text[])
  as said (line, operator_id, state, code)
where state <> '' and operator_id <> ''
on conflict do nothing
"""


def record_answers(said: Sequence[Said], at: datetime) -> None:
    """Store answers."""
    if said:
        run(
            _ANSWERS,
            at=at,
            ids=[one.attempt for one in said],
            answers=[one.answer.value for one in said],
            operator_ids=[one.operator_id for one in said],
            codes=[one.code[:20] for one in said],
            waits=[one.wait for one in said],
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """How many receipts were new to us, and how many belong to nothing that we know (yet)."""

    new: int = 0
    strays: int = 0


def record_receipts(noticed: Sequence[Noticed], at: datetime) -> Stored:
    """Store receipts, each with the part it belongs to or as a stray."""
    new, left = _store(noticed, at)
    if left:
        run(
            _KEEP_STRAYS,
            at=at,
            lines=[one.line for one in left],
            operator_ids=[one.notice.operator_id for one in left],
            states=[one.notice.state or "" for one in left],
            codes=[one.notice.code[:20] for one in left],
        )
    return Stored(new, len(left))


def match_strays(at: datetime) -> Stored:
    """Look again for the parts of strays: an answer may have come since. Returns what is left of them."""
    kept = rows(_STRAYS, most=_STRAYS_AT_ONCE)
    strays = [
        Noticed(line, ReceiptNotice(said, "", None, ReceiptState(state), code)) for _, line, said, state, code in kept
    ]
    new, left = _store(strays, at)
    found = set(map(id, strays)) - set(map(id, left))
    run(_FORGET_STRAYS, ids=[pk for (pk, *_), stray in zip(kept, strays, strict=True) if id(stray) in found])
    return Stored(new, len(left))


def _store(noticed: Sequence[Noticed], at: datetime) -> tuple[int, list[Noticed]]:
    """Store what finds its part, the likely ways first. Returns (how many were new, those that found none)."""
    new, doubted = 0, []
    left = dict(enumerate(noticed))

    def look(statement: str, asked: list[tuple[int, Any]], by: str) -> None:
        nonlocal new
        if not asked:
            return
        found = rows(
            statement + _STORE,
            at=at,
            n=[n for n, _ in asked],
            lines=[left[n].line for n, _ in asked],
            states=[left[n].notice.state or "" for n, _ in asked],
            codes=[left[n].notice.code[:20] for n, _ in asked],
            tails=[left[n].notice.address[-9:] for n, _ in asked],
            **{by: [form for _, form in asked]},
        )
        for n, attempt, answer, is_new in found:
            new += is_new
            if answer not in _FINAL:
                doubted.append((attempt, left[n].notice.operator_id))
            del left[n]

    look(_BY_OPERATOR_ID, [(n, one.notice.operator_id) for n, one in left.items() if one.notice.operator_id], "forms")
    if left:
        referred = [(n, one.notice.reference) for n, one in left.items() if one.notice.reference is not None]
        look(_BY_REFERENCE, referred, "references")
    if left:
        others = [(n, form) for n, one in left.items() for form in same_ids(one.notice.operator_id)]
        look(_BY_OPERATOR_ID, [(n, form) for n, form in others if form != left[n].notice.operator_id], "forms")
    if doubted:
        run(_SETTLED, at=at, ids=[pk for pk, _ in doubted], operator_ids=[said for _, said in doubted])
    return new, list(left.values())
