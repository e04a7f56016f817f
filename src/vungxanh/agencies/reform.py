"""The reform of July 2025: old holdings end with their province, known new ones begin in its successor.

Read from `reform_2025.yaml`. A role that the file does not name is not carried over: an unknown holder is better
than a wrong one, and the desk shows the role as not held.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from vungxanh.places.models import Place

from .models import Agency, RoleHolding


@dataclass(frozen=True, slots=True)
class NewHolder:
    """`confidence` is "public" (read on a public page) or "known" (to be confirmed by the province)."""

    role: str
    name: str
    confidence: str
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class Reform:
    valid_from: date
    holders: tuple[NewHolder, ...]


def carry_over(province: Place) -> None:
    """Close the holdings of `province` on its last day and open the known ones in its successor, if it is loaded."""
    if province.valid_to is None:
        return
    RoleHolding.objects.filter(province=province, valid_to__isnull=True).update(valid_to=province.valid_to)
    successor = province.successors.first()
    if successor is None:
        return
    reform = reform_of_2025()
    for holder in reform.holders:
        agency, _ = Agency.objects.get_or_create(
            name=holder.name.format(province=successor.name), province=successor, place=successor
        )
        RoleHolding.objects.get_or_create(
            role=holder.role,
            agency=agency,
            valid_from=reform.valid_from,
            defaults={"province": successor, "document": holder.document},
        )


@cache
def reform_of_2025() -> Reform:
    text = files("vungxanh.agencies").joinpath("reform_2025.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    return Reform(
        valid_from=table["valid_from"],
        holders=tuple(NewHolder(role=role, **row) for role, row in table["roles"].items()),
    )
