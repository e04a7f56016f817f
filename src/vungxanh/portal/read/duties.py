"""What the plan asks today, by agency, and what it asks that this system declines."""

from collections import defaultdict
from dataclasses import dataclass

from vungxanh.agencies.models import RoleHolding
from vungxanh.plan import DeclinedCategory, Duty, Modality, Plan
from vungxanh.portal.read.levels import PlanInForce


@dataclass(frozen=True, slots=True)
class Asked:
    """One agency and the duties it answers for. `name` is Vietnamese, as its documents print it."""

    name: str
    duties: tuple[Duty, ...]


def asked_now(plan: PlanInForce) -> list[Asked]:
    """The duties in force at the current level, by accountable agency, in the plan's order."""
    level = plan.current.id if plan.current else None
    groups: dict[str, list[Duty]] = defaultdict(list)
    for duty in plan.plan.duties:
        if not duty.declined and duty.modality is not Modality.PROHIBIT and duty.in_force_at(level):
            groups[duty.agency].append(duty)
    names = _names_today(plan)
    return [
        Asked(names.get(agency.role, agency.name), tuple(groups[agency.id]))
        for agency in plan.plan.agencies
        if groups[agency.id]
    ]


def declined(plan: Plan) -> list[tuple[DeclinedCategory, list[Duty]]]:
    """Declined duties by category, most numerous first."""
    groups: dict[DeclinedCategory, list[Duty]] = defaultdict(list)
    for duty in plan.declined:
        if duty.declined_category:
            groups[duty.declined_category].append(duty)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _names_today(plan: PlanInForce) -> dict[str, str]:
    """{role: the agency that holds it today}. A role held by many, such as a station in each commune, is left out."""
    held: dict[str, list[str]] = defaultdict(list)
    rows = RoleHolding.objects.on(plan.at.date()).filter(province=plan.place).values_list("role", "agency__name")
    for role, name in rows:
        held[role].append(name)
    return {role: names[0] for role, names in held.items() if len(names) == 1}
