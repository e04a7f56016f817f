"""Obligations by state for the public account: by agency, by day, and the missed ones by duty."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min

from vungxanh.agencies.models import Agency
from vungxanh.duties.compliance import Compliance, Tally, compliance, ending
from vungxanh.duties.models import Obligation, State
from vungxanh.duties.state import with_state
from vungxanh.places.models import Tier
from vungxanh.portal.read.levels import PlanInForce


@dataclass(frozen=True, slots=True)
class Row:
    """One agency, or all the agencies of a tier below the province with each of them in `members`."""

    name: str
    tally: Tally
    tier: str = Tier.PROVINCE
    members: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A duty that was missed: how often, at how many places, from when to when."""

    action: str
    agency: str
    times: int
    places: int
    first: date
    last: date
    line: int


@dataclass(frozen=True, slots=True)
class Account:
    first: date
    last: date
    compliance: Compliance
    rows: Sequence[Row]

    @property
    def days(self) -> Mapping[date, Tally]:
        return self.compliance.by_day


def account(plan: PlanInForce) -> Account | None:
    """The account from the first obligation to the plan's `at`. None while nothing has fallen due."""
    span = Obligation.objects.filter(plan=plan.adopted).aggregate(first=Min("starts"), last=Max("ends"))
    if span["first"] is None or span["first"] > plan.at.date():
        return None
    last = min(span["last"], plan.at.date())
    found = compliance(ending(plan.adopted, span["first"], last), plan.at)
    return Account(span["first"], last, found, rows(found, plan))


def rows(found: Compliance, plan: PlanInForce) -> list[Row]:
    """Agencies of the province one by one, those below it folded into one row a tier; the most missed first."""
    tiers = dict(Agency.objects.filter(province=plan.place).values_list("name", "place__tier"))
    alone: list[Row] = []
    folded: dict[str, list[Row]] = defaultdict(list)
    for agency in found.by_agency:
        tier = tiers.get(agency.name, Tier.PROVINCE)
        row = Row(agency.name, agency.tally, tier)
        (alone if tier == Tier.PROVINCE else folded[tier]).append(row)
    groups = [Row("", _sum(members), tier, tuple(members)) for tier, members in folded.items()]
    return sorted(alone + groups, key=lambda row: (-row.tally.of(State.MISSED), -row.tally.judged, row.name))


def missed(plan: PlanInForce, of: Account) -> list[Missed]:
    """What was missed, the most often missed first."""
    obligations = ending(plan.adopted, of.first, of.last)
    stated: Any = with_state(obligations.order_by(), plan.at)  # annotated columns are unknown to the type checker
    grouped = (
        stated.filter(state=State.MISSED)
        .values("duty", "agency__province", "agency__place__tier")
        .annotate(
            times=Count("pk"),
            places=Count("place", distinct=True),
            first=Min("ends"),
            last=Max("ends"),
            agency=Min("agency__name"),
        )
    )
    return sorted(
        (
            Missed(
                (duty := plan.plan.duty(row["duty"])).action,
                row["agency"] if row["places"] == 1 and row["agency"] else plan.plan.agency(duty.agency).name,
                row["times"],
                row["places"],
                row["first"],
                row["last"],
                duty.line,
            )
            for row in grouped
        ),
        key=lambda m: (-m.times, m.line),
    )


def _sum(members: Sequence[Row]) -> Tally:
    total: Counter[str] = Counter()
    for row in members:
        total.update(row.tally.states)
    return Tally(dict(total))
