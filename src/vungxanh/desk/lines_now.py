"""The lines as their senders find them now. A sender that has been silent for ten seconds is taken for gone.

A line that no sender has told of for a day is no longer shown, and nothing is reckoned with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from vungxanh.dispatch.health import Reason
from vungxanh.dispatch.health_words import words
from vungxanh.dispatch.lines import SILENT
from vungxanh.dispatch.models import Line, Pulse

FORGOTTEN = timedelta(days=1)
WELL, DOWN = 80, 0


@dataclass(frozen=True, slots=True)
class LineNow:
    """One line over all its senders: rates, connections and parts under way are sums, health is the worst.

    `seen`: seconds since a sender last told of it, None when none ever did. `health` is None when that is too long ago.
    """

    line: Line
    seen: int | None
    health: int | None = None
    reason: str = ""
    rate: float = 0
    bound: int = 0
    under_way: int = 0
    throttled: bool = False
    reason_says_so: bool = False  # that it is throttled

    @property
    def tone(self) -> str:
        if self.health is None:
            return "calm"
        return "good" if self.health >= WELL else "bad" if self.health <= DOWN else "warn"

    @property
    def word(self) -> str:
        if self.health is None:
            return _("no sender")
        if self.health <= DOWN:
            return _("down")
        return _("well") if self.health >= WELL else _("weakened")


def lines_now(at: datetime, channel: str = "") -> list[LineNow]:
    """Every line (of a channel), in two queries."""
    lines = Line.objects.prefetch_related("pulses")
    return [_now(line, list(line.pulses.all()), at) for line in (lines.filter(channel=channel) if channel else lines)]


def _now(line: Line, pulses: Sequence[Pulse], at: datetime) -> LineNow:
    last = max(filter(None, [line.last_seen, *(pulse.seen_at for pulse in pulses)]), default=None)
    if last is None:
        return LineNow(line, None)
    seen = max(0, int((at - last).total_seconds()))
    fresh = [pulse for pulse in pulses if at - pulse.seen_at < SILENT]
    if not fresh:
        return LineNow(line, seen)
    worst = min(fresh, key=lambda pulse: pulse.health)
    return LineNow(
        line,
        seen,
        health=worst.health,
        reason=words(worst.reason),
        rate=sum(pulse.rate for pulse in fresh),
        bound=sum(pulse.bound for pulse in fresh),
        under_way=sum(pulse.under_way for pulse in fresh),
        reason_says_so=worst.reason == Reason.THROTTLED,
        throttled=any(pulse.throttled for pulse in fresh),
    )


def not_forgotten(lines: Sequence[LineNow]) -> list[LineNow]:
    """Those that a sender told of within a day."""
    return [line for line in lines if line.seen is not None and line.seen < FORGOTTEN.total_seconds()]


def to_reckon_with(lines: Sequence[LineNow]) -> list[LineNow]:
    """The lines that live; where no sender does, those of the last day."""
    return [line for line in lines if line.health is not None] or not_forgotten(lines)


def somebody_sends(lines: Sequence[LineNow]) -> bool:
    """True while at least one sender lives."""
    return any(line.health is not None for line in lines)


def pace_of(lines: Sequence[LineNow]) -> float:
    """Parts a second over all of them, now."""
    return sum(line.rate for line in lines)
