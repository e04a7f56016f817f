"""A dispatch as it is this moment: its phase, its pace, how long it still takes, and which line carried what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.held_now import held_among
from vungxanh.desk.lines_now import LineNow, lines_now, pace_of, somebody_sends
from vungxanh.desk.sending import Sending, sendings_of
from vungxanh.dispatch.held import WORDS as HELD
from vungxanh.dispatch.held import Held
from vungxanh.dispatch.models import Dispatch, Tally


class Phase(StrEnum):
    """Where a dispatch is. Computed; the first that fits."""

    ON_PAGE = "on-page"
    STOPPED = "stopped"
    EXPIRED = "expired"
    OVER = "over"
    SETTLING = "settling"
    PAUSED = "paused"
    EARLY = "early"
    HELD = "held"
    WRITING = "writing"
    RUNNING = "running"


PHASES = {
    Phase.ON_PAGE: (_("on the portal"), "good", _("A page has no recipients.")),
    Phase.STOPPED: (_("stopped"), "bad", _("What had not left never leaves. What had left may still arrive.")),
    Phase.EXPIRED: (_("its time is over"), "bad", _("What had not left in time is not sent any more.")),
    Phase.OVER: (_("finished"), "good", _("Everything has left and every answer is in.")),
    Phase.SETTLING: (_("everything has left"), "busy", _("Receipts are still coming in.")),
    Phase.PAUSED: (_("paused"), "warn", _("Nothing more leaves until somebody resumes it.")),
    Phase.EARLY: (_("waits for its hour"), "calm", _("It begins at the hour that was set.")),
    Phase.HELD: (_("held"), "bad", _("Nothing of it leaves until this is put right.")),
    Phase.WRITING: (_("being sent"), "busy", _("Recipients are still being written down; the total grows.")),
    Phase.RUNNING: (_("being sent"), "busy", _("It leaves part by part, urgent messages first.")),
}
MOVING = {Phase.PAUSED, Phase.EARLY, Phase.HELD, Phase.WRITING, Phase.RUNNING, Phase.SETTLING}


TO_BE_SENT = {Phase.WRITING, Phase.RUNNING}


@dataclass(frozen=True, slots=True)
class Carried:
    """What one line did for a dispatch, in parts. `line` is blank for what has no line."""

    line: str
    left: int
    arrived: int
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Live:
    """In parts: what has `left`, what of that has `failed`, what other messages put first (`ahead`)."""

    sending: Sending
    phase: Phase
    lines: Sequence[LineNow]
    left: int
    failed: int
    carried: Sequence[Carried]
    ahead: int
    at: datetime
    held: Held | None = None

    @property
    def words(self) -> object:
        return PHASES[self.phase][0]

    @property
    def tone(self) -> str:
        return PHASES[self.phase][1]

    @property
    def means(self) -> object:
        return HELD[self.held] if self.held else PHASES[self.phase][2]

    @property
    def percent(self) -> int:
        """Of the parts, how many have left. Never 100 while one waits."""
        return 100 * self.left // self.sending.counts.parts if self.sending.counts.parts else 0

    @property
    def is_moving(self) -> bool:
        return self.phase in MOVING

    @property
    def steerable(self) -> bool:
        """True while a step can be taken (steer.py asks again)."""
        dispatch = self.sending.dispatch
        return dispatch.stopped_at is None and dispatch.expires_at > self.at and not self.sending.on_page

    @property
    def in_time(self) -> bool:
        return self.sending.dispatch.expires_at > self.at

    @property
    def deserted(self) -> bool:
        """Something waits, and no sender is there to take it."""
        return bool(self.sending.counts.open) and not somebody_sends(self.lines)

    @property
    def pace(self) -> float:
        """Parts a second that its lines carry now; 0 when it is not its turn."""
        return pace_of(self.lines) if self.phase in (Phase.RUNNING, Phase.WRITING) else 0

    @property
    def minutes(self) -> int | None:
        """Whole minutes until the last part leaves at this pace; None when nobody can tell."""
        waiting = self.sending.counts.waiting
        if not waiting or not self.pace:
            return None
        return max(ceil((self.ahead + waiting) / self.pace / 60), self.least)

    @property
    def least(self) -> int:
        """Whole minutes that it takes in any case, because it is spread over them."""
        dispatch = self.sending.dispatch
        if not dispatch.spread_minutes or self.phase not in (Phase.EARLY, Phase.RUNNING, Phase.WRITING):
            return 0
        spread_until = (dispatch.send_from or dispatch.created_at) + timedelta(minutes=dispatch.spread_minutes)
        return max(0, ceil((spread_until - self.at).total_seconds() / 60))


def running(at: datetime) -> QuerySet[Dispatch]:
    """Dispatches that may still move by themselves, in the order in which senders take them."""
    alive = Dispatch.objects.filter(stopped_at=None, expires_at__gt=at).exclude(channel=ChannelKind.WEB)
    return alive.order_by("lane", "pk")


def live(dispatch: Dispatch, at: datetime) -> Live:
    """Everything the page shows; the cost grows with the lines and the running messages, never with the parts."""
    first = Q(lane__lt=dispatch.lane) | Q(lane=dispatch.lane, pk__lt=dispatch.pk)
    earlier = running(at).filter(first, channel=dispatch.channel, paused_at=None)
    sending, *others = sendings_of([dispatch, *earlier], at)
    begun = [other for other in others if other.dispatch.send_from is None or other.dispatch.send_from <= at]
    lines = lines_now(at, dispatch.channel)
    carried = _carried(dispatch.pk, lines)
    left, failed = sum(one.left for one in carried), sum(one.failed for one in carried)
    ahead = sum(other.counts.waiting for other in begun)
    phase = phase_of(sending, at)
    held = held_among([dispatch], at).get(dispatch.pk) if phase in TO_BE_SENT and sending.counts.waiting else None
    return Live(
        sending, held_or(phase, held), lines, left, failed, [one for one in carried if one.line], ahead, at, held
    )


def held_or(phase: Phase, held: Held | None) -> Phase:
    return Phase.HELD if held else phase


def phase_of(sending: Sending, at: datetime) -> Phase:
    """Whether it is held is not known here; held_now.py tells."""
    dispatch, counts = sending.dispatch, sending.counts
    writing = dispatch.addressed_at is None
    early = dispatch.send_from is not None and dispatch.send_from > at
    cases = (
        (sending.on_page and early, Phase.EARLY),
        (sending.on_page, Phase.ON_PAGE),
        (dispatch.stopped_at is not None, Phase.STOPPED),
        (dispatch.expires_at <= at and (counts.expired or writing), Phase.EXPIRED),
        (not counts.open and not writing, Phase.SETTLING if sending.under_way else Phase.OVER),
        (dispatch.expires_at <= at, Phase.SETTLING),
        (dispatch.paused_at is not None, Phase.PAUSED),
        (early, Phase.EARLY),
        (writing, Phase.WRITING),
    )
    return next((phase for fits, phase in cases if fits), Phase.RUNNING)


LEFT = {"sending", "unknown", "accepted", "rejected", "delivered", "undelivered", "expired"}
_FAILED = {"rejected", "undelivered", "expired"}
NO_LINE = 0


def _carried(dispatch: int, lines: Iterable[LineNow]) -> list[Carried]:
    """By line, from the tallies; a line that carried nothing is left out."""
    names = {now.line.pk: now.line.name for now in lines}
    by_line: dict[int, dict[str, int]] = {}
    tallies = Tally.objects.filter(dispatch=dispatch, state__in=LEFT).order_by("line").values_list("line", "state")
    for line, state, parts in tallies.annotate(n=Sum("parts")):
        by_line.setdefault(line, {})[state] = parts
    found = [
        Carried(
            names.get(line, str(line)) if line != NO_LINE else "",
            sum(parts.values()),
            parts.get("delivered", 0),
            sum(parts.get(state, 0) for state in _FAILED),
            parts.get("unknown", 0),
        )
        for line, parts in by_line.items()
    ]
    return [carried for carried in found if carried.left]
