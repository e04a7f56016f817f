"""Why parts failed: the operators' codes, in plain words. Looks at the latest failed parts, and not for long."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from vungxanh.channels.words import words_for
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.numbers import PART_BITS, PLACE_BITS

LOOKED_AT = 500  # the latest of each kind
MOST = 8
LONGEST = 300  # milliseconds
BITS = PLACE_BITS + PART_BITS  # a dispatch's parts are neighbours in the primary key (dispatch/numbers.py)

_BY_CODE = """
select code, count(*) from (
  (select code from dispatch_attempt
   where id between %(first)s and %(last)s and answer = 'rejected' order by id desc limit %(limit)s)
  union all
  (select late.code from (
     select attempt_id, repeat, code from dispatch_receipt
     where attempt_id between %(first)s and %(last)s and state <> 'delivered'
     order by attempt_id desc limit %(limit)s) late
   join dispatch_attempt attempt on attempt.id = late.attempt_id and attempt.repeats = late.repeat
   where attempt.answer <> 'rejected' and not exists (
     select 1 from dispatch_receipt better where better.attempt_id = attempt.id and better.state = 'delivered'))
) failed group by code
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

    most: Sequence[Cause] = ()
    sampled: bool = False


def causes(dispatch: Dispatch, failed: int) -> Causes:
    """What the operators said of the `failed` parts. No query where none failed."""
    if not failed:
        return Causes()
    found = _by_code(dispatch.pk)
    most = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    told = [Cause(code, words_of(dispatch.channel, code), parts) for code, parts in most]
    return Causes(told, sampled=sum(found.values()) < failed)


def words_of(channel: str, code: str) -> str:
    """What a code means, also when the operator gave none."""
    return words_for(channel, code) if code else _("Nobody said why.")


def _by_code(dispatch: int) -> dict[str, int]:
    """Empty when it takes too long: the page must not wait for it, and says that it has not seen everything."""
    values = {"first": dispatch << BITS, "last": (dispatch + 1 << BITS) - 1, "limit": LOOKED_AT}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"set local statement_timeout = {LONGEST}")
            cursor.execute(_BY_CODE, values)
            return dict(cursor.fetchall())
    except OperationalError as late:
        if isinstance(late.__cause__, QueryCanceled):
            return {}
        raise
