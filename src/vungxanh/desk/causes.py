"""Why parts failed: the operators' codes, in plain words. Looks at so many failed parts and no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from vungxanh.channels.words import words_for
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.numbers import PART_BITS, PLACE_BITS
from vungxanh.dispatch.state import Counts

LOOKED_AT = 5_000  # of each kind
MOST = 8
BITS = PLACE_BITS + PART_BITS  # a dispatch's parts are neighbours in the primary key (dispatch/numbers.py)

_REJECTED = """
select code from dispatch_attempt
where id between %(first)s and %(last)s and dispatch_id = %(dispatch)s and answer = 'rejected' limit %(limit)s
"""
_GIVEN_UP = """
select receipt.code from dispatch_receipt receipt
join dispatch_attempt attempt on attempt.id = receipt.attempt_id and attempt.repeats = receipt.repeat
where receipt.attempt_id between %(first)s and %(last)s and receipt.state <> 'delivered'
  and attempt.answer <> 'rejected' and not exists (
    select 1 from dispatch_receipt better where better.attempt_id = attempt.id and better.state = 'delivered')
limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Cause:
    """So many of the parts that were looked at. `code` is the operator's own."""

    code: str
    words: str
    parts: int


@dataclass(frozen=True, slots=True)
class Causes:
    """The most frequent first. `sampled`: more parts failed than were looked at."""

    most: Sequence[Cause]
    sampled: bool


def causes(dispatch: Dispatch, counts: Counts) -> Causes:
    """What the operators said of the failed parts. No query where none failed."""
    asked = ((_REJECTED, counts.rejected), (_GIVEN_UP, counts.rejected + counts.undelivered + counts.expired))
    found: dict[str, int] = {}
    sampled = False
    for statement, number in asked:
        by_code = dict(_by_code(dispatch.pk, statement)) if number else {}
        sampled = sampled or sum(by_code.values()) >= LOOKED_AT
        for code, parts in by_code.items():
            found[code] = found.get(code, 0) + parts
    most = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return Causes([Cause(code, words_of(dispatch.channel, code), parts) for code, parts in most], sampled)


def words_of(channel: str, code: str) -> str:
    """What a code means, also when the operator gave none."""
    return words_for(channel, code) if code else _("Nobody said why.")


def _by_code(dispatch: int, statement: str) -> Iterable[tuple[str, int]]:
    values = {"dispatch": dispatch, "first": dispatch << BITS, "last": (dispatch + 1 << BITS) - 1, "limit": LOOKED_AT}
    with connection.cursor() as cursor:
        cursor.execute(f"select code, count(*) from ({statement}) found group by code", values)  # noqa: S608
        return list(cursor.fetchall())
