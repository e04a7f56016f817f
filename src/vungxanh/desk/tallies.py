"""Obligations counted by state, per agency and per day, within the area of whoever asks. One query."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from vungxanh.desk.seat import Seat
from vungxanh.duties.compliance import Tally
from vungxanh.duties.models import Obligation, State
from vungxanh.duties.state import with_state


@dataclass(frozen=True, slots=True)
class AgencyTally:
    id: int | None
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Tallies:
    total: Tally
    agencies: Sequence[AgencyTally]
    days: Mapping[date, Tally]


def ending(seat: Seat, first: date, last: date) -> QuerySet[Obligation]:
    """The obligations whose period ends in these days, in the person's area: what lists, counts and exports show."""
    return seat.rows(Obligation.objects.filter(plan=seat.adopted, ends__range=(first, last)))


def tallies(seat: Seat, first: date, last: date) -> Tallies:
    rows = with_state(ending(seat, first, last).order_by(), seat.at).values("agency", "agency__name", "ends", "state")  # type: ignore[misc]
    total: Counter[str] = Counter()
    agencies: defaultdict[tuple[int | None, str], Counter[str]] = defaultdict(Counter)
    days: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for row in rows.annotate(n=Count("pk")):
        for counter in (total, agencies[row["agency"], row["agency__name"] or "—"], days[row["ends"]]):
            counter[row["state"]] += row["n"]
    by_agency = [AgencyTally(id, name, Tally(dict(counter))) for (id, name), counter in agencies.items()]
    return Tallies(
        total=Tally(dict(total)),
        agencies=sorted(by_agency, key=_missed_first),
        days={day: Tally(dict(days[day])) for day in sorted(days, reverse=True)},
    )


def _missed_first(line: AgencyTally) -> tuple[int, int, int, str]:
    return -line.tally[State.MISSED], -line.tally[State.LATE], -line.tally[State.DUE], line.name
