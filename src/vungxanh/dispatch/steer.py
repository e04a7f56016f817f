"""What a person may do to a running dispatch. Each step is written down with who, when and why.

Pause and stop work with the next turn of every sender, a fraction of a second later; what is on the wire stays on it.
Stop, resume and retry are one mechanism: what waits in the outbox is taken or is not.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.dispatch.fan_out import WAKE
from vungxanh.dispatch.models import Bundle, Dispatch, Step
from vungxanh.dispatch.sql import run


class NotPossible(Exception):
    """The step makes no sense for the dispatch as it is now. Nothing was changed; look at the page again."""

    code = "step-not-possible"


_AGAIN = """
update dispatch_attempt attempt
set answer = 'later', retry_at = %(at)s, repeats = repeats + 1, operator_id = '', code = ''
where attempt.id between %(dispatch)s::bigint << 34 and ((%(dispatch)s::bigint + 1) << 34) - 1
  and case %(what)s
    when 'unknown' then attempt.answer = 'unknown' and not exists (
      select 1 from dispatch_receipt receipt where receipt.attempt_id = attempt.id)
    else (attempt.answer = 'rejected' or exists (
      select 1 from dispatch_receipt receipt
      where receipt.attempt_id = attempt.id and receipt.repeat = attempt.repeats))
    end
  and not exists (
    select 1 from dispatch_receipt receipt where receipt.attempt_id = attempt.id and receipt.state = 'delivered')
"""


@transaction.atomic
def pause(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> Dispatch:
    """Nothing more of it is stamped until somebody resumes it. Raises NotPossible."""
    dispatch = _running(dispatch_id, at)
    if dispatch.paused_at is not None:
        raise NotPossible(_("It is paused already."))
    dispatch.paused_at = at
    return _done(dispatch, Step.Kind.PAUSE, by, at, reason)


@transaction.atomic
def resume(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> Dispatch:
    """It goes on where it was. Raises NotPossible."""
    dispatch = _running(dispatch_id, at)
    if dispatch.paused_at is None:
        raise NotPossible(_("It is not paused."))
    dispatch.paused_at = None
    return _done(dispatch, Step.Kind.RESUME, by, at, reason)


@transaction.atomic
def stop(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> Dispatch:
    """What has not left never leaves. A stopped dispatch is not resumed: send the message anew. Raises NotPossible."""
    dispatch = _running(dispatch_id, at)
    dispatch.stopped_at = at
    return _done(dispatch, Step.Kind.STOP, by, at, reason)


@transaction.atomic
def take_back_stop(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> Dispatch:
    """A stop by mistake, before anything had left: it is paused, as if it had never been stopped. Raises NotPossible.

    Nobody is told twice by it: the places of its recipients are where they were.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.stopped_at is None:
        raise NotPossible(_("It is not stopped."))
    if dispatch.expires_at <= at:
        raise NotPossible(_("Its time is over; nothing of it is sent any more."))
    if anything_left(dispatch):
        raise NotPossible(_("Something of it has left; a stop then is final. Write a new message."))
    dispatch.stopped_at, dispatch.paused_at = None, at
    return _done(dispatch, Step.Kind.TAKE_BACK, by, at, reason)


def anything_left(dispatch: Dispatch) -> bool:
    """Whether a part of it was ever stamped for the wire."""
    first = Bundle.objects.filter(dispatch=dispatch, position__gte=F("first"))
    return first.exists()


@transaction.atomic
def retry_failed(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> int:
    """What was rejected or not delivered goes out once more, counted as repeated. Returns how many parts."""
    return _again("failed", Step.Kind.RETRY, dispatch_id, by, at, reason)


@transaction.atomic
def repeat_unknown(dispatch_id: int, *, by: User, at: datetime, reason: str = "") -> int:
    """A person decides that doubts are sent again: some phones may get a part twice. Returns how many parts."""
    return _again("unknown", Step.Kind.REPEAT, dispatch_id, by, at, reason)


def _again(what: str, kind: Step.Kind, dispatch_id: int, by: User, at: datetime, reason: str) -> int:
    dispatch = _running(dispatch_id, at)
    parts = run(_AGAIN, what=what, dispatch=dispatch.pk, at=at)
    if not parts:
        raise NotPossible(_("There is nothing to send again."))
    _done(dispatch, kind, by, at, reason, parts)
    return parts


def _running(dispatch_id: int, at: datetime) -> Dispatch:
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.stopped_at is not None:
        raise NotPossible(_("It was stopped. Have the message approved and sent anew."))
    if dispatch.expires_at <= at:
        raise NotPossible(_("Its time is over; nothing of it is sent any more."))
    return dispatch


def _done(dispatch: Dispatch, kind: Step.Kind, by: User, at: datetime, reason: str, parts: int = 0) -> Dispatch:
    dispatch.save(update_fields=["paused_at", "stopped_at"])
    Step.objects.create(dispatch=dispatch, kind=kind, by=by, at=at, reason=reason[:300], parts=parts)
    with connection.cursor() as cursor:
        cursor.execute(f"notify {WAKE}")
    return dispatch
