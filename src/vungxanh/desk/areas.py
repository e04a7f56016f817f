"""Reporting units in the districts they belong to, each district with its numbers first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from vungxanh.figures.reporters import State
from vungxanh.places.models import Place, Tier


class OfPlace(Protocol):
    @property
    def place(self) -> Place: ...


One = TypeVar("One", bound=OfPlace)


@dataclass(frozen=True, slots=True)
class Area(Generic[One]):
    """A district with itself, its communes and sites; or the province with what has no district above it."""

    place: Place
    units: Sequence[One]

    def counted(self) -> Counter[State]:
        return Counter(unit.state for unit in self.units)  # type: ignore[attr-defined]


def areas_of(province: Place, units: Iterable[One], day: date) -> list[Area[One]]:
    """In the order of the places; the province's own first. One query."""
    districts = {place.path: place for place in districts_of(province, day)}
    found: dict[Place, list[One]] = defaultdict(list)
    for unit in units:
        found[districts.get("/".join(unit.place.path.split("/")[:2]), province)].append(unit)
    return [Area(place, found[place]) for place in (province, *districts.values()) if place in found]


def districts_of(province: Place, day: date) -> list[Place]:
    return list(Place.objects.within(province).on(day).filter(tier=Tier.DISTRICT))
