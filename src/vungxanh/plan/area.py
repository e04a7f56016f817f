"""Where a duty is counted: an area has a tier, and so has every duty, by the role of who does it."""

from __future__ import annotations

from dataclasses import dataclass

from .tiers import Tier
from .types import Duty, Plan


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative unit by its GSO code (2, 3 or 5 digits), as the caller knows it."""

    code: str
    tier: Tier
    name: str
    parent: str | None = None


# The beginning of a role says whose tier it is; every other role belongs to the province.
TIER_OF_ROLE = (
    ("commune-", Tier.COMMUNE),
    ("community-", Tier.COMMUNE),
    ("village-", Tier.COMMUNE),
    ("district-", Tier.DISTRICT),
    ("one-stop-district", Tier.DISTRICT),
)
TIER_OF_UNIT = {"station": Tier.COMMUNE, "commune": Tier.COMMUNE, "district": Tier.DISTRICT}
LOWEST_FIRST = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)


def tier_of_role(role: str) -> Tier:
    return next((tier for prefix, tier in TIER_OF_ROLE if role.startswith(prefix)), Tier.PROVINCE)


def tier_of_duty(plan: Plan, duty: Duty) -> Tier:
    """The one tier a duty is counted at: that of `cadence.per`, else the lowest among agency and performers."""
    per = duty.cadence.per if duty.cadence else None
    if per in TIER_OF_UNIT:
        return TIER_OF_UNIT[per]
    roles = {agency.id: agency.role for agency in plan.agencies}
    tiers = {tier_of_role(roles[id]) for id in (duty.agency, *duty.performer)}
    return next(tier for tier in LOWEST_FIRST if tier in tiers)
