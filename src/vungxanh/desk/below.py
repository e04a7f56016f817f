"""The figures of the places below, as the desk shows them: those directly below one by one, the deeper ones counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vungxanh.desk.reports import indicators
from vungxanh.figures.models import Indicator, Release, ReleasedFigure, ReleaseDraft
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class Below:
    """`places` are in it; `rows` are those directly below, (name, a value per indicator); `deeper` the rest."""

    places: int
    indicators: Sequence[Indicator]
    rows: Sequence[tuple[str, Sequence[int | None]]]

    @property
    def deeper(self) -> int:
        return self.places - len(self.rows)


def below_of_draft(draft: ReleaseDraft) -> Below:
    children = Place.objects.filter(parent=draft.place).order_by("path")
    said = [(place.full_name, draft.breakdown[place.path]) for place in children if place.path in draft.breakdown]
    return _below(len(draft.breakdown), said)


def below_of_release(release: Release, only: Collection[str] = ()) -> Below:
    """`only`: these indicators; none named is all. Three queries."""
    figures = ReleasedFigure.objects.filter(release=release).exclude(place=release.place_id)
    said: dict[str, dict[str, int | None]] = {}
    direct = figures.filter(place__parent=release.place_id).order_by("place__path")
    for kind, name, key, value in direct.values_list("place__kind", "place__name", "indicator_id", "value"):
        said.setdefault(f"{kind} {name}", {})[key] = value
    return _below(figures.values("place").distinct().count(), list(said.items()), only)


def _below(places: int, said: Sequence[tuple[str, Mapping[str, int | None]]], only: Collection[str] = ()) -> Below:
    keys = {key for _name, values in said for key in values}
    shown = [i for i in indicators() if i.key in keys and (not only or i.key in only)] if keys else []
    return Below(places, shown, [(name, [values.get(i.key) for i in shown]) for name, values in said])
