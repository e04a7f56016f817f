"""The map of the level desk: what the rule proposes, what is declared, or which zones hold, with the list beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from vungxanh.desk.proposals import Reading
from vungxanh.desk.seat import Seat
from vungxanh.desk.words import level_name, level_tone
from vungxanh.levels.history import Stay
from vungxanh.levels.models import Proposal
from vungxanh.levels.shown import Named, levels_told, zones_told
from vungxanh.levels.zones import history, in_force, to_come
from vungxanh.pictures.fills import UNKNOWN, swatch
from vungxanh.pictures.map import Told, draw_map, patches
from vungxanh.places.models import Place, Tier
from vungxanh.places.sketch import sketch

PROPOSED, DECLARED, ZONES = "de-xuat", "cap-do", "vung"
TIERS = {"huyen": Tier.DISTRICT.value, "xa": Tier.COMMUNE.value}
KEY = "map"


@dataclass(frozen=True, slots=True)
class Row:
    """One place in the list: what the map tells of it, and the proposal that says why."""

    place: Place
    told: Told
    reading: Reading | None


def level_map(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    """What the template needs. The layer and the tier are asked for by links; a tier without places shows the other."""
    tier = TIERS.get(request.GET.get("bac", ""), Tier.COMMUNE.value)
    places = list(Place.objects.within(seat.province).on(seat.day).filter(tier=tier).select_related("parent"))
    known = history(seat.province, seat.at)
    readings = _readings(seat, tier)
    layer = request.GET.get("xem", PROPOSED if readings else ZONES)
    told, otherwise = _told(layer, seat, places, known, readings)
    title = _TITLES.get(layer, _TITLES[ZONES])()
    drawn = sketch(seat.province, tier, seat.day)
    names = {place.pk: place.full_name for place in places}
    listed = [Row(p, told[p.pk], readings.get(p.pk) if layer == PROPOSED else None) for p in places if p.pk in told]
    kinds = dict(sorted({say.kind: say.said for say in told.values()}.items()))
    if any(shape.place_id not in told for shape in drawn.drawn):
        kinds[UNKNOWN] = otherwise.said
    return {
        "layer": layer,
        "tier": tier,
        "map_title": title,
        "map": draw_map(
            patches(drawn.drawn, names, told, otherwise),
            width=drawn.width, height=drawn.height, borders=drawn.borders, key=KEY, title=title,
            description=_("The same is in the list beside the map."),
        ),
        "legend": [(swatch(KEY, kind), said) for kind, said in kinds.items()],
        "computed": drawn.computed,
        "sources": drawn.sources,
        "rows": sorted(listed, key=_gravest_first),
        "zones_now": in_force(known, seat.at),
        "zones_coming": to_come(known, seat.at),
    }  # fmt: skip


_TITLES = {
    PROPOSED: lambda: _("What the rule proposes"),
    DECLARED: lambda: _("Levels in force"),
    ZONES: lambda: _("Local zones"),
}


def _told(
    layer: str, seat: Seat, places: Sequence[Place], known: Sequence[Stay], readings: Mapping[int, Reading]
) -> tuple[dict[int, Told], Told]:
    if layer == PROPOSED:
        return {pk: _proposed(reading) for pk, reading in readings.items()}, Told(UNKNOWN, _("no rule or no figures"))
    if layer == DECLARED:
        return levels_told(places, seat.at, named(seat)), Told(UNKNOWN, _("no level declared"))
    return zones_told(places, known, seat.at), Told(UNKNOWN, _("no zone declared"))


def _proposed(reading: Reading) -> Told:
    """The sign is set where the proposal is not what is in force: there somebody has to decide."""
    if reading.level is None:
        return Told("q0", _("a person decides"), label="?")
    tone = level_tone(reading.level)
    return Told(f"lv-{tone}", level_name(reading.level), sign=tone if reading.proposal.asks_for_a_decision else None)


def _readings(seat: Seat, tier: str) -> dict[int, Reading]:
    """{place id: its proposal from the latest release that was weighed}. Two queries."""
    made = Proposal.objects.filter(plan=seat.adopted, proposed_at__lte=seat.at)
    latest = made.filter(place=seat.province).values_list("release", flat=True).first()
    below = (
        made.filter(release=latest, place__tier=tier).exclude(place=seat.province).select_related("release", "place")
    )
    return {proposal.place_id: Reading(proposal, seat.plan) for proposal in seat.rows(below)}


def _gravest_first(row: Row) -> tuple[int, str]:
    return (-1 - row.told.sign if row.told.sign is not None else 1, row.place.path)


def named(seat: Seat) -> Named:
    """A level's order and name in the person's language."""
    known = {level.id: level for level in seat.plan.levels.items}

    def name(id: str) -> tuple[int, str] | None:
        return (known[id].order, level_name(known[id])) if id in known else None

    return name
