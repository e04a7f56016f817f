"""Which zone and which level hold where, as the public reads them: never the person who declared them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vungxanh.clock import VIETNAM
from vungxanh.levels.grounds import gravest, grounds
from vungxanh.levels.history import Reign, Stay
from vungxanh.levels.models import ZONES
from vungxanh.levels.read import reigns_of
from vungxanh.pictures.fills import UNKNOWN
from vungxanh.pictures.map import Told
from vungxanh.pictures.timeline import Bar, Row
from vungxanh.places.models import Place
from vungxanh.plan import Zone
from vungxanh.portal.read.levels import PlanInForce

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ZoneShown:
    """One stay as a page tells it."""

    where: str
    place: Place
    rank: int
    name: str
    since: datetime
    until: datetime | None
    document: str
    reason: str
    authority: str


def shown(stay: Stay) -> ZoneShown:
    zone = stay.zone
    return ZoneShown(
        zone.where, zone.place, stay.grave, str(ZONES[Zone(zone.zone)]), stay.since.astimezone(VIETNAM),
        stay.until.astimezone(VIETNAM) if stay.until else None, zone.document, zone.reason, zone.authority,
    )  # fmt: skip


def zones_told(places: Sequence[Place], known: Sequence[Stay], at: datetime) -> dict[int, Told]:
    """{place id: its gravest zone, as a map tells it}."""
    found = {g.place.pk: gravest(g) for g in grounds(places, known, at)}
    return {pk: Told(f"lv-{s.grave}", str(ZONES[Zone(s.zone.zone)]), sign=s.grave) for pk, s in found.items() if s}


def levels_told(places: Sequence[Place], plan: PlanInForce, at: datetime) -> dict[int, Told]:
    """{place id: the level in force there, as a map tells it}. The sign is drawn where it was declared on its own."""
    told: dict[int, Told] = {}
    for ground in grounds(places, (), at):
        level = plan.level(ground.declaration.level) if ground.declaration else None
        if level is not None:
            rank = max(0, min(level.order, 4))
            told[ground.place.pk] = Told(f"lv-{rank}", level.name, sign=rank if ground.own else None)
    return told


NOTHING = Told(UNKNOWN, "")


def level_rows(place: Place, plan: PlanInForce | None, at: datetime) -> list[Reign]:
    """What was in force at the place, oldest first, declared there or above it; nothing without a plan."""
    return reigns_of(place, at.date()) if plan else []


def rows(
    reigns: Sequence[Reign], stays: Sequence[Stay], plan: PlanInForce | None, words: Mapping[str, str], last: date
) -> list[Row]:
    """The rows of a timeline: the level, then one row for each zone's area."""
    bars = []
    for reign in reigns:
        level = plan.level(reign.level) if plan and reign.level else None
        if level is not None:
            bars.append(Bar(reign.since, reign.until or last, max(0, min(level.order, 4)), level.name))
    made = [Row(words["level"], bars)] if bars else []
    areas: dict[str, list[Bar]] = {}
    for stay in stays:
        first, end = stay.since.astimezone(VIETNAM).date(), last
        if stay.until:
            end = (stay.until - MOMENT).astimezone(VIETNAM).date()
        name = f"{words['zone']}: {stay.zone.where}"
        areas.setdefault(name, []).append(Bar(first, end, stay.grave, str(ZONES[Zone(stay.zone.zone)])))
    return made + [Row(name, of_one) for name, of_one in areas.items()]
