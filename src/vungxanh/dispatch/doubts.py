"""A part that left without an answer is in doubt. A receipt settles it; silence, after a fair wait, repeats it.

Only for accounts whose operator repeats receipts to a client that was cut off (`Account.repeat_after_doubt`): there,
a part without a receipt after the quiet never arrived. Elsewhere it stays *unknown*, counted and shown.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from vungxanh.dispatch.lease import IN_DOUBT, LOCK_CLASS, MOST_REPEATS

_ANY_OPEN = f"""
select exists (
  select 1 from dispatch_attempt attempt join dispatch_dispatch dispatch on dispatch.id = attempt.dispatch_id
  where dispatch.channel = %(channel)s and dispatch.expires_at > %(at)s
    and ((attempt.answer = '' and {IN_DOUBT})
      or (attempt.answer = 'accepted'
        and not exists (select 1 from dispatch_receipt receipt where receipt.attempt_id = attempt.id))))
"""  # noqa: S608 - IN_DOUBT is a constant


def any_open(channel: str, at: datetime) -> bool:
    """Whether an earlier sender left parts without an answer or without a receipt: then receipts are heard first."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"channel": channel, "at": at, "lock": LOCK_CLASS, "repeats": MOST_REPEATS}
        cursor.execute(_ANY_OPEN, values)
        return bool(cursor.fetchone()[0])
