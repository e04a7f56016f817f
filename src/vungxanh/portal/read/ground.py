"""A local zone as the public reads it: never the person who declared it."""

from dataclasses import dataclass
from datetime import datetime

from vungxanh.clock import VIETNAM
from vungxanh.levels.history import Stay
from vungxanh.levels.shown import Named, zone_name
from vungxanh.places.models import Place
from vungxanh.portal.read.levels import PlanInForce


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
        zone.where, zone.place, stay.grave, zone_name(stay), stay.since.astimezone(VIETNAM),
        stay.until.astimezone(VIETNAM) if stay.until else None, zone.document, zone.reason, zone.authority,
    )  # fmt: skip


def named(plan: PlanInForce | None) -> Named:
    """A level's order and name in the page's language; None for one that the plan does not know."""

    def name(id: str) -> tuple[int, str] | None:
        level = plan.level(id) if plan else None
        return (level.order, level.name) if level else None

    return name
