"""Which units of 2025 follow a commune of 2021. A commune the table does not know stays without heirs, never guessed.

The table's keys are those of early 2025. A commune is first looked up by its own name; one renamed or merged in
between is looked up by the name that its code bore in early 2025.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .models import Tier
from .sources import Successors, Unit, keys_of_early_2025


class FoundBy(Enum):
    NAME = "name"
    CODE = "code"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Heirs:
    """`keys` are (province key, commune key) of 2025; more than one when the commune was divided."""

    commune: Unit
    keys: tuple[tuple[str, str], ...]
    found_by: FoundBy


def heirs_of_communes(units: list[Unit], table: Successors) -> Iterator[Heirs]:
    """The heirs of each commune in `units`, one province of 2021 with its own unit first."""
    province = units[0].key
    district = {unit.code: unit.key for unit in units if unit.tier == Tier.DISTRICT}
    kept_codes = keys_of_early_2025()
    for unit in units:
        if unit.tier != Tier.COMMUNE:
            continue
        own = f"{province}_{district[unit.parent]}_{unit.key}"
        if by_name := _followed(own, table):
            yield Heirs(unit, by_name, FoundBy.NAME)
        elif by_code := _followed(kept_codes.get(unit.code, ""), table):
            yield Heirs(unit, by_code, FoundBy.CODE)
        else:
            yield Heirs(unit, (), FoundBy.NOTHING)


def _followed(old: str, table: Successors) -> tuple[tuple[str, str], ...]:
    if old in table.whole:
        return (table.whole[old],)
    province, communes = table.divided.get(old, ("", []))
    return tuple((province, commune) for commune in communes)
