"""What holds where on a day, for maps and lists: the level and the gravest zone of every place, in few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vungxanh.levels.history import Stay
from vungxanh.levels.models import Declaration
from vungxanh.levels.read import levels_on
from vungxanh.levels.zones import in_force
from vungxanh.places.models import Place
from vungxanh.places.read import line_of


@dataclass(frozen=True, slots=True)
class Ground:
    """One place: the declaration in force there, and the zones that hold all of it or parts of it, gravest first."""

    place: Place
    declaration: Declaration | None
    zones: tuple[Stay, ...]

    @property
    def own(self) -> bool:
        """Whether the level was declared for this very place and not for one above it."""
        return self.declaration is not None and self.declaration.place_id == self.place.pk


def grounds(places: Iterable[Place], known: Sequence[Stay], at: datetime) -> list[Ground]:
    """Every place, in the order given. `known`: the province's zones (zones.history). One query."""
    places = list(places)
    declared = levels_on(places, at.date())
    standing: dict[str, list[Stay]] = {}
    for stay in in_force(known, at):
        standing.setdefault(stay.zone.place.path, []).append(stay)
    return [
        Ground(place, declared.get(place.pk), tuple(s for path in line_of(place) for s in standing.get(path, ())))
        for place in places
    ]


def gravest(ground: Ground) -> Stay | None:
    """The zone a map shows: the gravest, and among equals the one declared nearest."""
    return max(ground.zones, key=lambda stay: stay.grave, default=None)
