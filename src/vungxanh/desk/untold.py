"""How many people a dispatch did not reach before it ended: those whose turn never came, counted as people."""

from django.db import connection

from vungxanh.dispatch.models import Dispatch

_UNTOLD = """
select
  (select coalesce(sum(least(recipients, last - position)), 0) from dispatch_bundle
   where dispatch_id = %(dispatch)s and position < last)
  + (select count(distinct recipient_id) from dispatch_attempt where dispatch_id = %(dispatch)s and answer = 'later')
"""


def untold(dispatch: Dispatch) -> int:
    """People for whom no part ever left, and those of whom a part was still to be tried again."""
    with connection.cursor() as cursor:
        cursor.execute(_UNTOLD, {"dispatch": dispatch.pk})
        return int(cursor.fetchone()[0])
