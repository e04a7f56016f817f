"""The account: obligations by state, per agency and per day, for a period. Computed when asked, from one query."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from vungxanh.duties.models import Obligation, State
from vungxanh.duties.state import with_state
from vungxanh.levels.models import AdoptedPlan

JUDGED = (State.DONE, State.LATE, State.MISSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many obligations are in each state."""

    states: Mapping[str, int]

    def __getitem__(self, state: str) -> int:
        return self.states.get(state, 0)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def judged(self) -> int:
        """Those that could be kept or missed and are over: done, late or missed."""
        return sum(self[state] for state in JUDGED)

    @property
    def on_time_share(self) -> float | None:
        """Done in time among the judged, 0 to 1; None while nothing can be judged. Standing duties do not count."""
        return self[State.DONE] / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class AgencyAccount:
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Compliance:
    total: Tally
    by_agency: tuple[AgencyAccount, ...]
    by_day: Mapping[date, Tally]


def compliance(adopted: AdoptedPlan, first: date, last: date, now: datetime) -> Compliance:
    """The account of the obligations that end between `first` and `last`, both included."""
    obligations = Obligation.objects.filter(plan=adopted, ends__gte=first, ends__lte=last).order_by()
    rows = with_state(obligations, now).values("agency__name", "ends", "state").annotate(n=Count("pk"))
    total: Counter[str] = Counter()
    agencies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    days: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for counter in (total, agencies[row["agency__name"] or "—"], days[row["ends"]]):
            counter[row["state"]] += row["n"]
    return Compliance(
        total=Tally(dict(total)),
        by_agency=tuple(AgencyAccount(name, Tally(dict(c))) for name, c in sorted(agencies.items())),
        by_day={day: Tally(dict(days[day])) for day in sorted(days)},
    )
