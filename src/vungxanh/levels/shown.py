"""Levels and zones as a map or a timeline tells them: ranks, words and days. Who declared is left out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from vungxanh.clock import VIETNAM
from vungxanh.levels.grounds import gravest, grounds
from vungxanh.levels.history import Reign, Stay
from vungxanh.levels.models import ZONES
from vungxanh.pictures.map import Told
from vungxanh.pictures.timeline import Bar, Row
from vungxanh.places.models import Place
from vungxanh.plan import Zone

HIGHEST = 4
MOMENT = timedelta(microseconds=1)
Named = Callable[[str], tuple[int, str] | None]  # a level's id → its order and its name on this screen


def zone_name(stay: Stay) -> str:
    return str(ZONES[Zone(stay.zone.zone)])


def rank(order: int) -> int:
    return max(0, min(order, HIGHEST))


def zones_told(places: Sequence[Place], known: Sequence[Stay], at: datetime) -> dict[int, Told]:
    """{place id: its gravest zone}. One query."""
    found = {g.place.pk: gravest(g) for g in grounds(places, known, at)}
    return {pk: Told(f"lv-{stay.grave}", zone_name(stay), sign=stay.grave) for pk, stay in found.items() if stay}


def levels_told(places: Sequence[Place], at: datetime, named: Named) -> dict[int, Told]:
    """{place id: the level in force there}. The sign is drawn where it was declared for that very place. One query."""
    told: dict[int, Told] = {}
    for ground in grounds(places, (), at):
        level = named(ground.declaration.level) if ground.declaration else None
        if level is not None:
            order, name = level
            told[ground.place.pk] = Told(f"lv-{rank(order)}", name, sign=rank(order) if ground.own else None)
    return told


def rows(
    reigns: Sequence[Reign], stays: Sequence[Stay], named: Named, words: Mapping[str, str], last: date
) -> list[Row]:
    """The rows of a timeline: the level, then one row for each zone's area. `words`: "level" and "zone"."""
    bars = []
    for reign in reigns:
        level = named(reign.level) if reign.level else None
        if level is not None:
            bars.append(Bar(reign.since, reign.until or last, rank(level[0]), level[1]))
    made = [Row(words["level"], bars)] if bars else []
    areas: dict[str, list[Bar]] = {}
    for stay in stays:
        first = stay.since.astimezone(VIETNAM).date()
        end = (stay.until - MOMENT).astimezone(VIETNAM).date() if stay.until else last
        name = f"{words['zone']}: {stay.zone.where}"
        areas.setdefault(name, []).append(Bar(first, end, stay.grave, zone_name(stay)))
    return made + [Row(name, of_one) for name, of_one in areas.items()]
