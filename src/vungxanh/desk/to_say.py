"""What is still to be written today: what duties.speak asks for, less what is drafted already."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count, Max, Q

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.duties.models import Obligation
from vungxanh.duties.speak import THEMES, Speech, speeches_due
from vungxanh.duties.state import with_state
from vungxanh.messages.models import Message
from vungxanh.messages.themes import in_order, theme_of
from vungxanh.plan import Duty


@dataclass(frozen=True, slots=True)
class Unwritten:
    speech: Speech
    duty: Duty


def unwritten(seat: Seat) -> list[Unwritten]:
    """The next messages to draft, in the plan's order. Each slot of a duty's day is drafted once."""
    running = Obligation.objects.filter(plan=seat.adopted, starts__lte=seat.day, ends__gte=seat.day)
    mine = seat.rows(running.filter(place=seat.province), Verb.WRITE_MESSAGE).select_related("place")
    obligations = [o for o in with_state(mine, seat.at) if not o.is_waived]
    drafted = {
        row["duty"]: row
        for row in Message.objects.filter(plan=seat.adopted, day=seat.day, replaces=None)
        .order_by()
        .values("duty")
        .annotate(last=Max("slot"), pending=Count("pk", filter=Q(evidence__isnull=True)))
    }
    chosen = theme_of(seat.adopted, seat.day) if seat.adopted else None
    themes = in_order(THEMES, chosen.theme if chosen else None)
    asked: Counter[int] = Counter()
    found = []
    for speech in speeches_due(obligations, seat.plan, seat.day):
        duty = speech.obligation.duty
        known = drafted.get(duty, {"last": 0, "pending": 0})
        asked[speech.obligation.pk] += 1
        ahead = asked[speech.obligation.pk] - known["pending"]
        if ahead > 0:
            slot = known["last"] + ahead
            theme = themes[(slot - 1) % len(themes)]
            found.append(Unwritten(replace(speech, slot=slot, theme=theme), seat.plan.duty(duty)))
    return found
