"""Why a dispatch that has something to send is not being sent: one reason, the first to do something about.

Senders log it once, `vungxanh send --once` ends with it, and the desk shows it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.enclosed import files_of
from vungxanh.dispatch.lines import SILENT
from vungxanh.dispatch.models import Dispatch, Line, Tally
from vungxanh.dispatch.state import State
from vungxanh.messages.lock import Row, fingerprint
from vungxanh.renditions.sealed import FileChanged, contents_of


class Held(StrEnum):
    CHANGED_TEXT = "changed-text"
    CHANGED_FILE = "changed-file"
    NOT_YET = "not-yet"
    NO_SENDER = "no-sender"
    NO_ACCOUNT = "no-account"
    TRAINING_ON_REAL = "training-on-real"


WORDS: dict[Held, Promise] = {
    Held.CHANGED_TEXT: _(
        "Its text is not the approved one. Put the approved text back, or have the new text approved as a new message."
    ),
    Held.CHANGED_FILE: _(
        "A file that goes with it is missing or is not the approved one. Put the approved file back, and it goes on by "
        "itself, or have the message approved anew."
    ),
    Held.NOT_YET: _("Its time, or the hour at which what it quotes is released, has not come yet. It goes by itself."),
    Held.NO_SENDER: _("No sender is running. Start one: vungxanh send."),
    Held.NO_ACCOUNT: _("No sender has an account for this channel. Add one to its settings (docs/sending.md)."),
    Held.TRAINING_ON_REAL: _(
        "It was ordered in an exercise and reaches simulators only; the accounts here are real. It never goes out for "
        "real: have the message approved and sent anew, or stop it."
    ),
}


@dataclass(frozen=True, slots=True)
class Way:
    """An account that a sender has open: for which channel, and whether only a simulator stands behind it."""

    channel: str
    simulator: bool


def ways_now(at: datetime) -> list[Way]:
    """The accounts of all senders that live at `at`, wherever they run."""
    alive = Line.objects.filter(pulses__seen_at__gt=at - SILENT).order_by()
    return [Way(*line) for line in alive.values_list("channel", "simulator").distinct()]


def why_held(dispatch: Dispatch, at: datetime, ways: Collection[Way] | None = None) -> Held | None:
    """The reason why nothing of `dispatch` leaves at `at`. None when it may leave, or when nothing of it is to leave:
    nothing waits, or it is paused, stopped or out of its time, which the dispatch itself tells.

    `ways`: the accounts that there are; without, those of the senders that live.
    """
    over = dispatch.paused_at or dispatch.stopped_at or dispatch.expires_at <= at
    if over or dispatch.channel == ChannelKind.WEB or not something_waits(dispatch):
        return None
    if changed := what_changed(dispatch):
        return changed
    if max(dispatch.send_from or dispatch.created_at, dispatch.message.source.published_at) > at:
        return Held.NOT_YET
    return no_way(dispatch, ways_now(at) if ways is None else ways)


def what_changed(dispatch: Dispatch, rows: Sequence[Row] | None = None) -> Held | None:
    """Whether a text, or a file that leaves with it, is not the approved one. Reads those files.

    `rows`: what `messages.lock.sealed_rows` gave for its message, where they have been read for many at once.
    """
    message = dispatch.message
    if fingerprint(message, rows) != dispatch.sha256:
        return Held.CHANGED_TEXT
    try:
        contents_of(files_of(message, dispatch.channel, dispatch.audiences))
    except FileChanged:
        return Held.CHANGED_FILE
    return None


def no_way(dispatch: Dispatch, ways: Collection[Way]) -> Held | None:
    """Whether one of the accounts may carry it, and if none: why."""
    mine = [way for way in ways if way.channel == dispatch.channel]
    if not ways:
        return Held.NO_SENDER
    if not mine:
        return Held.NO_ACCOUNT
    if dispatch.training and not any(way.simulator for way in mine):
        return Held.TRAINING_ON_REAL
    return None


def something_waits(dispatch: Dispatch) -> bool:
    """Whether a part waits in the outbox, or is to be tried again, or recipients are still being written."""
    if dispatch.addressed_at is None:
        return True
    waiting = Tally.objects.filter(dispatch=dispatch, state__in=(State.WAITING, "later"))
    return bool(waiting.aggregate(parts=Sum("parts"))["parts"])


def without_a_way(at: datetime) -> dict[int, tuple[str, Held]]:
    """The dispatches that no living sender may carry, with their channel and why: what a sender logs."""
    ways = ways_now(at)
    running = Dispatch.objects.filter(expires_at__gt=at, paused_at=None, stopped_at=None)
    found = {one: no_way(one, ways) for one in running.exclude(channel=ChannelKind.WEB)}
    return {one.pk: (one.channel, held) for one, held in found.items() if held and something_waits(one)}
