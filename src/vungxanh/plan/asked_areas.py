"""The areas a person asks about on the command line: one of each tier, or one area and those above it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from .area import Area
from .tiers import Tier
from .types import Plan

TIER_OF_DIGITS = {2: Tier.PROVINCE, 3: Tier.DISTRICT, 5: Tier.COMMUNE}


class UnknownArea(ValueError):
    """The code is no area. Says what would be one."""


def each_tier(plan: Plan) -> list[Area]:
    """One area for each tier, so that every duty gives one row."""
    return [
        Area("province", Tier.PROVINCE, plan.header.province),
        Area("each district", Tier.DISTRICT, "each district", "province"),
        Area("each commune", Tier.COMMUNE, "each commune", "each district"),
    ]


def area_and_above(plan: Plan, code: str, registry: Mapping[str, Area] | None) -> list[Area]:
    """The area with this GSO code and those above it; without a registry, those above have no code."""
    if registry is not None:
        return _from_registry(code, registry)
    if not (code.isascii() and code.isdigit() and len(code) in TIER_OF_DIGITS):
        raise UnknownArea(
            f"'{code}' is no area code; write the GSO code: 2 digits for a province, 3 for a district, 5 for a commune"
        )
    tier = TIER_OF_DIGITS[len(code)]
    asked = Area(code, tier, f"{tier} {code}")
    above = each_tier(plan)[: list(Tier).index(tier)]
    return [*above, asked]


def _from_registry(code: str, registry: Mapping[str, Area]) -> list[Area]:
    if code not in registry:
        known = ", ".join(sorted(registry)[:8])
        raise UnknownArea(f"'{code}' is not in the areas file; it has {len(registry)} areas: {known} …")
    chain = [registry[code]]
    while (parent := chain[0].parent) in registry and len(chain) < len(Tier):
        chain.insert(0, registry[str(parent)])
    return chain


def read_registry(text: str) -> dict[str, Area]:
    """CSV with the columns code, tier, name, parent. Raises UnknownArea naming the first line that is wrong."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = {"code", "tier", "name", "parent"} - set(rows.fieldnames or ())
    if missing:
        raise UnknownArea(f"the areas file lacks the column {', '.join(sorted(missing))}; write code,tier,name,parent")
    registry: dict[str, Area] = {}
    for row in rows:
        if row["tier"] not in set(Tier) or not row["code"]:
            raise UnknownArea(f"areas file, line {rows.line_num}: write a code and a tier of {', '.join(Tier)}")
        registry[row["code"]] = Area(row["code"], Tier(row["tier"]), row["name"] or row["code"], row["parent"] or None)
    return registry
