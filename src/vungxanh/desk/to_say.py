"""What is still to be written today: what the duties ask for, less what is drafted already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from django.db.models import Count, Max, Q

from vungxanh.agencies.models import Verb
from vungxanh.desk.duty_lines import running
from vungxanh.desk.seat import Seat
from vungxanh.duties.speak import Speech, speeches_due, themes_of, told_by_people
from vungxanh.duties.state import with_state
from vungxanh.messages.models import Message
from vungxanh.messages.themes import in_order, theme_of


def unwritten(seat: Seat) -> list[Speech]:
    """The next messages to draft, in the plan's order: first what this system sends, then what people say."""
    drafted = _drafted(seat)
    ours = running(seat, Verb.WRITE_MESSAGE).filter(place=seat.province).select_related("place")
    obligations = [one for one in with_state(ours, seat.at) if not one.is_waived]
    chosen = theme_of(seat.adopted, seat.day) if seat.adopted else None
    due = [*_next(speeches_due(obligations, seat.plan, seat.day), drafted)]
    due += [one for one in told_by_people(_counted(seat), seat.plan) if one.duty.id not in drafted]
    return [_steered(one, seat, chosen.theme if chosen else None) for one in due]


def _drafted(seat: Seat) -> Mapping[str, tuple[int, int]]:
    """{duty: (its last slot of today, how many of its messages are not proved yet)}."""
    today = Message.objects.filter(plan=seat.adopted, day=seat.day, replaces=None).order_by().values("duty")
    rows = today.annotate(last=Max("slot"), pending=Count("pk", filter=Q(evidence__isnull=True)))
    return {row["duty"]: (row["last"], row["pending"]) for row in rows}


def _next(speeches: Iterable[Speech], drafted: Mapping[str, tuple[int, int]]) -> Iterator[Speech]:
    """Each slot of a duty's day is drafted once: what waits to be proved is one of those asked for."""
    asked: Counter[str] = Counter()
    for speech in speeches:
        last, pending = drafted.get(speech.duty.id, (0, 0))
        asked[speech.duty.id] += 1
        ahead = asked[speech.duty.id] - pending
        if ahead > 0:
            yield replace(speech, slot=last + ahead)


def _counted(seat: Seat) -> Iterable[tuple[str, str]]:
    """(duty, level) of what is counted today anywhere in the province, the level of the widest place it runs at."""
    rows = running(seat, Verb.WRITE_MESSAGE).filter(min__isnull=False).order_by("duty", "place__path").distinct("duty")
    return rows.values_list("duty", "level")


def _steered(speech: Speech, seat: Seat, chosen: str | None) -> Speech:
    themes = in_order(themes_of(seat.plan, speech.duty.audience), chosen)
    return replace(speech, theme=themes[(speech.slot - 1) % len(themes)])
