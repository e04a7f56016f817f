"""The sending desk: what is being sent, by lane; the lines that carry it; what ended within a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.held_now import held_among
from vungxanh.desk.lines_now import lines_now, not_forgotten, somebody_sends
from vungxanh.desk.live import PHASES, TO_BE_SENT, Phase, held_or, phase_of
from vungxanh.desk.refreshing import refreshing
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sending import Sending, sendings_of
from vungxanh.dispatch.held import WORDS as HELD
from vungxanh.dispatch.held import Held
from vungxanh.dispatch.models import Dispatch, Lane

RECENT = timedelta(days=1)
MOST = 100
STILL = {Phase.PAUSED, Phase.EARLY, Phase.HELD, Phase.WRITING, Phase.RUNNING}


@dataclass(frozen=True, slots=True)
class Row:
    """A dispatch in a list."""

    sending: Sending
    phase: Phase
    held: Held | None = None

    @property
    def why(self) -> object:
        """Why it is held and what to do; blank when it is not."""
        return HELD[self.held] if self.held else ""

    @property
    def words(self) -> object:
        return PHASES[self.phase][0]

    @property
    def tone(self) -> str:
        return PHASES[self.phase][1]

    @property
    def percent(self) -> int:
        """Of the parts of a dispatch that still runs, how many have left."""
        counts = self.sending.counts
        return 100 * (counts.parts - counts.waiting) // counts.parts if counts.parts else 0


DISPATCHES = Dispatch.objects.select_related(
    "message__place", "message__release", "message__correction", "place", "fallback_of"
)
WHERE = "message__place"  # what decides who may see a dispatch


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    rows = _rows(seat)
    lines = lines_now(seat.at)
    still = [row for row in rows if row.phase in STILL]
    return refreshing(
        request,
        "desk/sendings.html",
        "desk/_sendings.html",
        _("Sending"),
        lanes=[(lane, [row for row in still if row.sending.dispatch.lane == lane]) for lane in Lane],
        over=[row for row in reversed(rows) if row.phase not in STILL],
        lines=not_forgotten(lines),
        deserted=not somebody_sends(lines),
        waiting=sum(row.sending.counts.waiting for row in still),
    )


def _rows(seat: Seat) -> Sequence[Row]:
    """Whatever may still move, and what was sent within a day; oldest first."""
    by_wire = seat.rows(DISPATCHES.exclude(channel=ChannelKind.WEB), field=WHERE)
    open_or_recent = by_wire.filter(expires_at__gt=seat.at - RECENT).order_by("-pk")[:MOST]
    found = sendings_of(list(open_or_recent)[::-1], seat.at)
    phases = [phase_of(sending, seat.at) for sending in found]
    to_send = [
        sending.dispatch
        for sending, phase in zip(found, phases, strict=True)
        if phase in TO_BE_SENT and sending.counts.waiting
    ]
    held = held_among(to_send, seat.at)
    return [
        Row(sending, held_or(phase, held.get(sending.dispatch.pk)), held.get(sending.dispatch.pk))
        for sending, phase in zip(found, phases, strict=True)
    ]
