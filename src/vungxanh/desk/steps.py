"""What a person may do to a running dispatch: a button, what is asked before, and what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.live import Live, Phase
from vungxanh.dispatch import steer

Words = Promise | str


@dataclass(frozen=True, slots=True)
class Move:
    """`asks` is the sentence that somebody says yes to; blank where the step can be taken back."""

    address: str  # the last word of its address
    verb: Callable[..., Any]
    button: Words
    done: Words
    fits: Callable[[Live], bool]
    asks: Words = ""
    is_grave: bool = False  # red, and at the end of the row


def _open(live: Live) -> bool:
    return bool(live.sending.counts.open) or live.sending.dispatch.addressed_at is None


def _paused(live: Live) -> bool:
    return live.sending.dispatch.paused_at is not None


def _failed(live: Live) -> int:
    counts = live.sending.counts
    return counts.rejected + counts.undelivered + counts.expired


MOVES = (
    Move(
        "tam-dung", steer.pause, _("Pause"), _("Paused. Nothing more leaves until somebody resumes it."),
        lambda live: _open(live) and not _paused(live),
    ),
    Move("tiep-tuc", steer.resume, _("Resume"), _("It goes on where it was."), _paused),
    Move(
        "gui-lai", steer.retry_failed, _("Send what failed again"), _("What failed is sent again."),
        lambda live: bool(_failed(live)),
        _("What was refused or not delivered goes out once more. Some phones may get the message late or twice."),
    ),
    Move(
        "gui-lai-chua-ro", steer.repeat_unknown, _("Send what is unknown again"), _("What is unknown is sent again."),
        lambda live: bool(live.sending.counts.unknown),
        _("Nobody knows whether these parts arrived. Sent again, some phones may get the message twice."),
    ),
    Move(
        "dung", steer.stop, _("Stop"), _("Stopped. What had not left never leaves."), _open,
        _(
            "What has not left never leaves; what has left may still arrive. Once something has left, a stop is final; "
            "until then it can be taken back."
        ),
        is_grave=True,
    ),
    Move(
        "bo-dung", steer.take_back_stop, _("Take back the stop"), _("The stop is taken back. It is paused; resume it."),
        lambda live: live.phase is Phase.STOPPED and not live.left,
        _("It becomes paused, with the people it was ordered for. Nothing leaves until somebody resumes it."),
    ),
)  # fmt: skip
BY_ADDRESS = {move.address: move for move in MOVES}


def offered(live: Live) -> list[Move]:
    """The steps that make sense now."""
    if live.phase is Phase.STOPPED:
        return [move for move in MOVES if move.verb is steer.take_back_stop and live.in_time and move.fits(live)]
    return [move for move in MOVES if live.steerable and move.fits(live)]
