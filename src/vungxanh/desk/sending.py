"""What became of a message on each wire, as counts and as the slices of a bar. Unknown is a colour of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import Counts, counts
from vungxanh.messages.models import Message

SLICES: tuple[tuple[str, Promise, str], ...] = (
    ("delivered", _("delivered"), "good"),
    ("accepted", _("accepted, receipt outstanding"), "busy"),
    ("waiting", _("waiting in the outbox"), "calm"),
    ("sending", _("under way"), "busy"),
    ("unknown", _("unknown: sent, nobody answered; not a failure, not repeated silently"), "warn"),
    ("undelivered", _("not delivered"), "bad"),
    ("rejected", _("rejected by the operator"), "bad"),
    ("expired", _("expired before it went out"), "bad"),
    ("stopped", _("stopped before it went out"), "calm"),
    ("withdrawn", _("no longer subscribed"), "calm"),
)


@dataclass(frozen=True, slots=True)
class Slice:
    words: Promise
    tone: str
    number: int
    share: str  # per cent, with a point, for a style


@dataclass(frozen=True, slots=True)
class Sending:
    dispatch: Dispatch
    counts: Counts

    @property
    def slices(self) -> list[Slice]:
        """Those that have something in them, and unknown always: a doubt is shown even when it is none."""
        found = []
        for key, words, tone in SLICES:
            number = getattr(self.counts, key)
            if number or key == "unknown":
                share = 100 * number / self.counts.parts if self.counts.parts else 0
                found.append(Slice(words, tone, number, f"{share:.2f}"))
        return found

    @property
    def on_page(self) -> bool:
        """A page has no recipients: it is there as soon as it is dispatched."""
        return self.dispatch.channel == ChannelKind.WEB

    @property
    def under_way(self) -> bool:
        """True while something may still change by itself. An accepted mail is final: SMTP has no receipt."""
        awaited = self.counts.accepted if self.dispatch.channel == ChannelKind.SMS else 0
        return bool(self.counts.open or awaited or self.counts.unknown)


def sendings(message: Message, at: datetime) -> Sequence[Sending]:
    dispatches = list(message.dispatches.order_by("pk"))
    if not dispatches:
        return []
    known = counts([dispatch.pk for dispatch in dispatches], at)
    return [Sending(dispatch, known[dispatch.pk]) for dispatch in dispatches]
