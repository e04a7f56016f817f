"""What the day's local zones say about the conditions of duties: where a lockdown is, and since which day it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.zones import Held, conditions_on
from vungxanh.places.models import Place
from vungxanh.plan import Area, Holding, Meaning, hold


@dataclass(frozen=True, slots=True)
class Conditions:
    """`holding`: the keys that hold in each area (None: nobody keeps the register). `held`: what makes them hold."""

    holding: Holding | None
    held: tuple[Held, ...]

    def since(self, meaning: Meaning | None, place: Place) -> date | None:
        """The first day of the time without a break in which the condition is met at `place`, by a zone in its line."""
        if meaning is None:
            return None
        days = [h.since for h in self.held if h.key in meaning.keys and _one_line(h.place.path, place.path)]
        return min(days, default=None)


def conditions_of(adopted: AdoptedPlan, areas: Sequence[Area], day: date) -> Conditions:
    """One query, for every area at once."""
    register = conditions_on(adopted, day)
    if not register.known:
        return Conditions(None, ())
    keys: dict[str, set[str]] = {}
    for held in register.held:
        keys.setdefault(held.place.code, set()).add(held.key)
    return Conditions(hold(areas, keys, register.known), register.held)


def _one_line(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
