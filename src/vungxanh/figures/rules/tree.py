"""The places of a province as the rules see them: units above units, and sites beside them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`site`: a hospital or centre below the unit that answers for it."""

    key: int
    above: int | None
    site: bool = False


class Tree:
    """Who is directly below whom. Only places that exist on the day are in it."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.key: place for place in places}
        self.units: dict[int, list[int]] = defaultdict(list)  # the units directly below
        self.own_sites: dict[int, list[int]] = defaultdict(list)  # the sites directly below
        self.sites: dict[int, list[int]] = defaultdict(list)  # every site within, however deep
        for place in self.places.values():
            if place.above is not None and place.above in self.places:
                (self.own_sites if place.site else self.units)[place.above].append(place.key)
            if place.site:
                for above in self.chain(place.key):
                    self.sites[above].append(place.key)
        self.upwards = sorted(self.units, key=lambda key: -sum(1 for _ in self.chain(key)))

    def chain(self, key: int) -> Iterable[int]:
        """Who is above, nearest first."""
        above = self.places[key].above
        while above is not None and above in self.places:
            yield above
            above = self.places[above].above


def completeness(
    tree: Tree, said: Mapping[int, bool | None], together: Container[int] = frozenset()
) -> dict[int, bool]:
    """Whether all that has any is named below each unit, where it is known.

    A unit's own word counts first. Under one whose list is complete every list is; under one whose list is partial the
    list of a unit is still taken as whole when unit and places came with the same report (`together`).
    """
    known: dict[int, bool] = {}
    for unit in tree.units:
        words = (said.get(key) for key in (unit, *tree.chain(unit)))
        if (own := next(words)) is not None:
            known[unit] = own
            continue
        above = next((word for word in words if word is not None), None)
        if above or (above is False and unit in together):
            known[unit] = True
    return known
