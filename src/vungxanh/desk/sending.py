"""What became of a message on each wire, as counts and as the slices of a bar. Unknown is a colour of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import Counts, counts
from vungxanh.messages.models import Message

# Every part is in one of these: together they are all parts. (key of Counts, words, tone, what it means)
SLICES: tuple[tuple[str, Promise, str, Promise], ...] = (
    ("delivered", _("delivered"), "good", _("The operator says that the phone has it.")),
    (
        "accepted",
        _("accepted, receipt outstanding"),
        "busy",
        _("The operator or mail server took it. Whether it arrived is not told yet; for e-mail it never is."),
    ),
    ("sending", _("under way"), "busy", _("On the wire at this moment; the answer comes in a few seconds.")),
    (
        "unknown",
        _("unknown: sent, nobody answered; not a failure, not repeated silently"),
        "warn",
        _("It left, and nobody answered: the line broke or the operator was silent. A receipt may still settle it."),
    ),
    ("undelivered", _("not delivered"), "bad", _("The operator gave it up, for example because the phone is off.")),
    ("rejected", _("rejected by the operator"), "bad", _("The operator or the network refused it.")),
    ("expired", _("expired: not in time"), "bad", _("Its time was over before it reached the phone.")),
    ("stopped", _("stopped before it went out"), "calm", _("It had not left when somebody stopped the sending.")),
    ("withdrawn", _("no longer subscribed"), "calm", _("The person unsubscribed before the turn came.")),
    ("waiting", _("waiting in the outbox"), "calm", _("Not sent yet. Nothing of it is lost when a sender ends.")),
)


TAKEN = (  # an accepted mail is final: SMTP has no receipt
    _("taken by the mail server"),
    "good",
    _("Whether it was read is never told; a mail that comes back counts as not delivered."),
)


@dataclass(frozen=True, slots=True)
class Slice:
    words: Promise
    tone: str
    means: Promise
    number: int
    share: str  # per cent, with a point, for a style

    @property
    def short(self) -> str:
        """Up to the first colon or comma, for a list."""
        return re.split("[:,]", str(self.words), maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Sending:
    dispatch: Dispatch
    counts: Counts

    @property
    def slices(self) -> list[Slice]:
        """Those that have something in them, and unknown always: a doubt is shown even when it is none."""
        found = []
        for key, words, tone, means in SLICES:
            number = getattr(self.counts, key)
            if number or key == "unknown":
                share = 100 * number / self.counts.parts if self.counts.parts else 0
                if key == "accepted" and self.dispatch.channel != ChannelKind.SMS:
                    words, tone, means = TAKEN
                found.append(Slice(words, tone, means, number, f"{share:.2f}"))
        return found

    @property
    def in_short(self) -> str:
        """ "12 delivered, 3 rejected", for a list."""
        return ", ".join(
            f"{number_format(slice.number, force_grouping=True)} {slice.short}" for slice in self.slices if slice.number
        )

    @property
    def on_page(self) -> bool:
        """A page has no recipients: it is there as soon as it is dispatched, or at the hour that was set."""
        return self.dispatch.channel == ChannelKind.WEB

    @property
    def under_way(self) -> bool:
        """True while something may still change by itself. An accepted mail is final: SMTP has no receipt."""
        awaited = self.counts.accepted if self.dispatch.channel == ChannelKind.SMS else 0
        return bool(self.counts.open or awaited or self.counts.unknown)


def sendings(message: Message, at: datetime) -> Sequence[Sending]:
    return sendings_of(list(message.dispatches.order_by("pk")), at)


def sendings_of(dispatches: Sequence[Dispatch], at: datetime) -> Sequence[Sending]:
    """Each dispatch with its counts, in one query."""
    if not dispatches:
        return []
    known = counts([dispatch.pk for dispatch in dispatches], at)
    return [Sending(dispatch, known[dispatch.pk]) for dispatch in dispatches]
