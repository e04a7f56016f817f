"""The account: obligations by state, per agency and per day, for a period. Computed when asked, from one query."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from vungxanh.duties.models import Obligation, State
from vungxanh.duties.state import with_state
from vungxanh.levels.models import AdoptedPlan

JUDGED = (State.DONE, State.LATE, State.MISSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations are in each state."""

    states: Mapping[str, int]

    def of(self, state: str) -> int:
        return self.states.get(state, 0)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def judged(self) -> int:
        """Those that could be kept or missed and are over: done, late or missed."""
        return sum(self.of(state) for state in JUDGED)

    @property
    def on_time_share(self) -> float | None:
        """Done in time among the judged, 0 to 1; None while nothing can be judged. Standing duties do not count."""
        return self.of(State.DONE) / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class AgencyAccount:
    """`id` is None for obligations that no agency holds."""

    id: int | None
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Compliance:
    """`by_agency` is sorted by name, `by_day` (the last day of a period) by day."""

    total: Tally
    by_agency: tuple[AgencyAccount, ...]
    by_day: Mapping[date, Tally]


def ending(adopted: AdoptedPlan, first: date, last: date) -> QuerySet[Obligation]:
    """The obligations of a plan whose period ends in these days, both included."""
    return Obligation.objects.filter(plan=adopted, ends__range=(first, last))


def compliance(obligations: QuerySet[Obligation], now: datetime) -> Compliance:
    """The account of `obligations`, whichever they are: a province's, or those in one person's area. One query."""
    stated: QuerySet[Any, Any] = with_state(obligations.order_by(), now)
    rows = stated.values("agency", "agency__name", "ends", "state").annotate(n=Count("pk"))
    total: Counter[str] = Counter()
    agencies: defaultdict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
    days: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for counter in (total, agencies[row["agency__name"] or "—", row["agency"]], days[row["ends"]]):
            counter[row["state"]] += row["n"]
    return Compliance(
        total=Tally(dict(total)),
        by_agency=tuple(AgencyAccount(id, name, Tally(dict(agencies[name, id]))) for name, id in sorted(agencies)),
        by_day={day: Tally(dict(days[day])) for day in sorted(days)},
    )
