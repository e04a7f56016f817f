"""Answers and receipts into the database, many at a time. Repeated, early or reordered ones change nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from vungxanh.channels.port import Answered, Outcome, ReceiptNotice
from vungxanh.channels.sms.receipt import same_ids
from vungxanh.dispatch.models import Answer

_ANSWER_OF = {Outcome.ACCEPTED: Answer.ACCEPTED, Outcome.REJECTED: Answer.REJECTED}

_ANSWERS = """
update dispatch_attempt attempt
set answer = said.answer, answered_at = %(at)s, operator_id = said.operator_id, code = said.code, sender = null
from unnest(%(ids)s::bigint[], %(answers)s::text[], %(operator_ids)s::text[], %(codes)s::text[])
  as said (id, answer, operator_id, code)
where attempt.id = said.id and attempt.answer = ''
"""
_EXPIRED = """
update dispatch_attempt attempt set answer = 'expired', answered_at = %(at)s, sender = null
from dispatch_dispatch dispatch
where dispatch.id = attempt.dispatch_id and dispatch.channel = %(channel)s and dispatch.expires_at <= %(at)s
  and attempt.answer = '' and attempt.attempted_at is null
"""
_RECEIPTS = """
insert into dispatch_receipt (attempt_id, state, code, received_at)
select distinct on (id, state) id, state, code, %(at)s
from unnest(%(ids)s::bigint[], %(states)s::text[], %(codes)s::text[]) as said (id, state, code)
where state <> ''
on conflict do nothing
"""
# A receipt is proof that the operator has the part: it settles a doubt.
_SETTLED = """
update dispatch_attempt attempt
set answer = 'accepted', answered_at = %(at)s, operator_id = said.operator_id, sender = null
from unnest(%(ids)s::bigint[], %(operator_ids)s::text[]) as said (id, operator_id)
where attempt.id = said.id and attempt.answer = ''
"""
_BY_REFERENCE = """
select distinct on (said.n) said.n, attempt.id
from unnest(%(n)s::int[], %(addresses)s::text[], %(references)s::int[]) as said (n, address, reference)
join dispatch_subscriber subscriber on subscriber.channel = 'sms' and subscriber.address = said.address
join dispatch_recipient recipient on recipient.subscriber_id = subscriber.id
join dispatch_attempt attempt on attempt.recipient_id = recipient.id and attempt.reference = said.reference
where attempt.attempted_at is not null
order by said.n, attempt.id desc
"""
_BY_OPERATOR_ID = """
select distinct on (said.n) said.n, attempt.id
from unnest(%(n)s::int[], %(forms)s::text[], %(tails)s::text[]) as said (n, form, tail)
join dispatch_attempt attempt on attempt.operator_id = said.form and attempt.operator_id <> ''
join dispatch_recipient recipient on recipient.id = attempt.recipient_id
  and right(recipient.address, 9) = said.tail
order by said.n, attempt.id desc
"""


def record(answers: Sequence[Answered], notices: Sequence[tuple[int, ReceiptNotice]], at: datetime) -> None:
    """Store answers (accepted or rejected) and receipts (each with the attempt it belongs to) in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        if answers:
            values: dict[str, Any] = {
                "at": at,
                "ids": [answer.key for answer in answers],
                "answers": [str(_ANSWER_OF[answer.outcome]) for answer in answers],
                "operator_ids": [answer.operator_id for answer in answers],
                "codes": [answer.code[:20] for answer in answers],
            }
            cursor.execute(_ANSWERS, values)
        if notices:
            values = {
                "at": at,
                "ids": [attempt for attempt, _ in notices],
                "states": [str(notice.state or "") for _, notice in notices],
                "codes": [notice.code for _, notice in notices],
                "operator_ids": [notice.operator_id for _, notice in notices],
            }
            cursor.execute(_SETTLED, values)
            cursor.execute(_RECEIPTS, values)


def expire(channel: str, at: datetime) -> int:
    """Answer `expired` for everything still waiting past its time; it is never sent late. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPIRED, {"channel": channel, "at": at})
        return int(cursor.rowcount)


def owners(notices: Sequence[ReceiptNotice]) -> dict[int, int]:
    """Which attempt each notice belongs to, by its place in `notices`: by reference, else by operator id.

    For receipts of an earlier sender; notices that belong to nothing we sent are left out.
    """
    found: dict[int, int] = {}
    by_reference = [
        (n, form, notice.reference)
        for n, notice in enumerate(notices)
        if notice.reference is not None
        for form in forms_of(notice.address)
    ]
    by_id = [
        (n, form, notice.address[-9:])
        for n, notice in enumerate(notices)
        if notice.reference is None
        for form in same_ids(notice.operator_id)
    ]
    with connection.cursor() as cursor:
        if by_id:
            n, forms, tails = (list(column) for column in zip(*by_id, strict=True))
            cursor.execute(_BY_OPERATOR_ID, {"n": n, "forms": forms, "tails": tails})
            found |= dict(cursor.fetchall())
        if by_reference:
            n, addresses, references = (list(column) for column in zip(*by_reference, strict=True))
            cursor.execute(_BY_REFERENCE, {"n": n, "addresses": addresses, "references": references})
            found |= dict(cursor.fetchall())
    return found


def forms_of(address: str) -> list[str]:
    """The forms one Vietnamese number takes on its way: as given, +84…, 84… and 0…"""
    tail = address.lstrip("+")[-9:]
    return list(dict.fromkeys([address, f"+84{tail}", f"84{tail}", f"0{tail}"]))
