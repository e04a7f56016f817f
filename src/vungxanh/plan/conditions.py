"""Conditions on a duty, such as a lockdown: whether they hold where the duty is counted.

A condition the overlay gives no meaning, or nobody reported on, is unknown; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .area import Area
from .overlay import Meaning

Conditions: TypeAlias = Mapping[str, AbstractSet[str]] | AbstractSet[str] | None


class ConditionState(StrEnum):
    UNCONDITIONAL = "unconditional"
    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holding:
    """The keys that hold in each area. `known` names the keys somebody reports on; None: all of them.

    A key that is neither holding nor known stays unknown: that nobody said so is no answer.
    """

    keys: Mapping[str, AbstractSet[str]]
    known: AbstractSet[str] | None = None

    def answers(self, keys: Sequence[str]) -> bool:
        """Whether "none of these keys holds" can be said."""
        return self.known is None or self.known >= set(keys)


def hold(areas: Sequence[Area], conditions: Conditions, known: AbstractSet[str] | None = None) -> Holding | None:
    """The keys that hold in each area: its own, those of the areas above it, and those of the areas in it.

    A lockdown in one commune makes "there is a locked-down area" true for its district and province;
    a province-wide order holds in every commune; neither spreads sideways.
    """
    if conditions is None:
        return None
    if not isinstance(conditions, Mapping):
        return Holding({area.code: conditions for area in areas}, known)
    parents = {area.code: area.parent for area in areas}
    keys = {area.code: set(conditions.get(area.code, ())) for area in areas}
    for area in areas:
        own = set(conditions.get(area.code, ()))
        for above in _above(area.code, parents):
            keys.setdefault(above, set()).update(own)
            keys[area.code] |= set(conditions.get(above, ()))
    return Holding(keys, known)


def _above(code: str, parents: Mapping[str, str | None]) -> list[str]:
    line: list[str] = []
    parent = parents.get(code)
    while parent is not None and parent not in line and parent != code:
        line.append(parent)
        parent = parents.get(parent)
    return line


def condition_state(
    condition: str | None, meaning: Meaning | None, level: str | None, holding: Holding | None, area: Area
) -> ConditionState:
    if condition is None:
        return ConditionState.UNCONDITIONAL
    if meaning is None:
        return ConditionState.UNKNOWN
    if level in meaning.levels:
        return ConditionState.MET
    if holding is not None and not holding.keys.get(area.code, set()).isdisjoint(meaning.keys):
        return ConditionState.MET
    keys_unknown = bool(meaning.keys) and (holding is None or not holding.answers(meaning.keys))
    level_unknown = bool(meaning.levels) and level is None
    return ConditionState.UNKNOWN if keys_unknown or level_unknown else ConditionState.NOT_MET
