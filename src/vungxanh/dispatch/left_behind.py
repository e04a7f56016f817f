"""What a sender that ends leaves in the outbox although its time has come: which dispatch, how many parts, and why.

Not left behind: what waits for its own hour or minute, what a person paused or stopped, and what another sender holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef

from vungxanh.channels.port import Account
from vungxanh.dispatch.held import Held, Way, ways_now, why_held
from vungxanh.dispatch.models import Answer, Attempt, Bundle, Dispatch
from vungxanh.dispatch.state import counts


@dataclass(frozen=True, slots=True)
class Left:
    """`parts` wait; `later` of them were tried, and are tried again from `retry_at` on.

    `why` is None where the accounts there are may carry them, and have not.
    """

    dispatch: Dispatch
    parts: int
    later: int
    retry_at: datetime | None
    why: Held | None


def left_behind(accounts: Sequence[Account], at: datetime) -> list[Left]:
    """Whatever a sender with these accounts had to send and has not. What others may still carry is theirs."""
    own = [Way(account.channel, account.exercise) for account in accounts]
    others = ways_now(at)
    found = []
    for dispatch in _waiting(at):
        why = why_held(dispatch, at, [*own, *others])
        elsewhere = why is None and why_held(dispatch, at, own) is not None
        if why is not Held.NOT_YET and not elsewhere and not _spreads(dispatch, at):
            found.append(_left(dispatch, why, at))
    return found


def _waiting(at: datetime) -> list[Dispatch]:
    """Dispatches with parts that no sender holds."""
    new = Bundle.objects.filter(dispatch=OuterRef("pk"), sender=None, position__lt=F("last"))
    again = Attempt.objects.filter(dispatch=OuterRef("pk"), answer=Answer.LATER, bundle__sender=None)
    running = Dispatch.objects.filter(expires_at__gt=at, paused_at=None, stopped_at=None)
    waiting = running.filter(Exists(new) | Exists(again)).order_by("pk")
    return list(waiting.select_related("message__release", "message__correction", "message__place"))


def _spreads(dispatch: Dispatch, at: datetime) -> bool:
    begins = max(dispatch.send_from or dispatch.created_at, dispatch.message.source.published_at)
    return at < begins + timedelta(minutes=dispatch.spread_minutes)


def _left(dispatch: Dispatch, why: Held | None, at: datetime) -> Left:
    so_far = counts([dispatch.pk], at)[dispatch.pk]
    again = Attempt.objects.filter(dispatch=dispatch, answer=Answer.LATER).order_by("retry_at")
    return Left(dispatch, so_far.waiting, so_far.later, again.values_list("retry_at", flat=True).first(), why)
