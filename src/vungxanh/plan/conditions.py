"""Conditions on a duty, such as a lockdown: whether they hold where the duty is counted.

A condition the overlay has no key for, or nobody reported on, is unknown; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import TypeAlias

from .area import Area

Conditions: TypeAlias = Mapping[str, AbstractSet[str]] | AbstractSet[str] | None


class ConditionState(StrEnum):
    UNCONDITIONAL = "unconditional"
    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


def keys_by_area(areas: Sequence[Area], conditions: Conditions) -> Mapping[str, AbstractSet[str]] | None:
    """The keys that hold in each area: its own, those of the areas above it, and those of the areas in it.

    A lockdown in one commune makes "there is a locked-down area" true for its district and province;
    a province-wide order holds in every commune; neither spreads sideways.
    """
    if conditions is None:
        return None
    if not isinstance(conditions, Mapping):
        return {area.code: conditions for area in areas}
    parents = {area.code: area.parent for area in areas}
    keys = {area.code: set(conditions.get(area.code, ())) for area in areas}
    for area in areas:
        own = set(conditions.get(area.code, ()))
        for above in _above(area.code, parents):
            keys.setdefault(above, set()).update(own)
            keys[area.code] |= set(conditions.get(above, ()))
    return keys


def _above(code: str, parents: Mapping[str, str | None]) -> list[str]:
    line: list[str] = []
    parent = parents.get(code)
    while parent is not None and parent not in line and parent != code:
        line.append(parent)
        parent = parents.get(parent)
    return line


def condition_state(
    condition: str | None, key: str | None, holding: Mapping[str, AbstractSet[str]] | None, area: Area
) -> ConditionState:
    if condition is None:
        return ConditionState.UNCONDITIONAL
    if key is None or holding is None:
        return ConditionState.UNKNOWN
    return ConditionState.MET if key in holding.get(area.code, ()) else ConditionState.NOT_MET
