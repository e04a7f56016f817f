"""The map: released figures of districts and communes, the zones and the levels in force, each with its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vungxanh.figures.models import Indicator
from vungxanh.levels.history import Stay
from vungxanh.levels.shown import levels_told, zones_told
from vungxanh.levels.zones import history, in_force, to_come
from vungxanh.pictures.bands import Band, band_of, bands
from vungxanh.pictures.fills import QUANTITIES, UNKNOWN, swatch
from vungxanh.pictures.map import Told, draw_map, patches
from vungxanh.places.models import Place, Tier
from vungxanh.places.sketch import Sketch, sketch
from vungxanh.portal.pages import as_of, page, public
from vungxanh.portal.read import ground, mapped
from vungxanh.portal.read.levels import PlanInForce, plan_in_force
from vungxanh.portal.read.place import province_shown
from vungxanh.portal.templatetags.portal import day as in_words
from vungxanh.portal.templatetags.portal import figure

FIGURES, ZONES, LEVELS = "so-lieu", "vung", "cap-do"
TIERS = {"huyen": Tier.DISTRICT.value, "xa": Tier.COMMUNE.value}
KEY = "map"
DAYS_OFFERED = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One place in the list beside the map."""

    place: Place
    told: Told
    order: tuple[int, str]


@public
def map_page(request: HttpRequest) -> HttpResponse:
    at = as_of()
    province = province_shown(at.date())
    if province is None:
        return page(request, "map", "map", {})
    known = history(province, at)
    plan = plan_in_force(province, at)
    layer = request.GET.get("xem", FIGURES)
    draw = {FIGURES: _figures, ZONES: _zones, LEVELS: _levels}.get(layer)
    if draw is None:
        raise Http404
    return page(
        request,
        "map",
        "map",
        {
            "province": province,
            "plan": plan,
            "layer": layer,
            "zones": [ground.shown(stay) for stay in in_force(known, at)],
            "coming": [ground.shown(stay) for stay in to_come(known, at)],
            **draw(request, province, plan, known, at),
        },
    )


def _figures(
    request: HttpRequest, province: Place, _plan: PlanInForce | None, _known: Sequence[Stay], at: datetime
) -> dict[str, Any]:
    days = mapped.released_days(province, at)
    day = _day_asked(request.GET.get("ngay", ""), days)
    release = mapped.release_of(province, day, at) if day else None
    if day is None or release is None:
        return {}
    there = mapped.contents(release)
    tier = there.tier(TIERS.get(request.GET.get("bac", ""), ""))
    indicator = there.indicator(tier, request.GET.get("chi-so", ""))
    values = mapped.values(release, tier, indicator) if indicator else {}
    among = bands(list(values.values()))
    told = {pk: _told(value, among) for pk, value in values.items()}
    name = _name(indicator) if indicator else _("Released figures")
    told_by = _picture(
        province, tier, at, told, Told(UNKNOWN, _("not in this release")), _title(name, day), by_value=values
    )
    return {
        **told_by,
        "release": release,
        "day": day,
        "days": _near(days, day),
        "tier": tier,
        "tiers": [(word, t, t in there.by_tier) for word, t in TIERS.items()],
        "indicator": indicator,
        "indicators": [(i, _name(i)) for i in there.by_tier.get(tier, ())],
        "legend": _legend_of_figures(told, among, told_by["missing"]),
        "total": sum(value for value in values.values() if value is not None) if values else None,
        "nothing_below": not there.by_tier,
    }


def _zones(
    request: HttpRequest, province: Place, _plan: PlanInForce | None, known: Sequence[Stay], at: datetime
) -> dict[str, Any]:
    tier = _tier(request)
    places = _places(province, tier, at)
    told = zones_told(places, known, at)
    title = _("Local zones on %(day)s") % {"day": in_words(at.date())}
    nothing = Told(UNKNOWN, _("no zone declared"))
    shown = _picture(province, tier, at, told, nothing, title, places=places, only_told=True)
    return {**shown, "tier": tier, "legend": _legend(told, _("no zone declared") if shown["missing"] else "")}


def _levels(
    request: HttpRequest, province: Place, plan: PlanInForce | None, _known: Sequence[Stay], at: datetime
) -> dict[str, Any]:
    tier = _tier(request)
    places = _places(province, tier, at)
    told = levels_told(places, at, ground.named(plan))
    title = _("Levels in force on %(day)s") % {"day": in_words(at.date())}
    shown = _picture(province, tier, at, told, Told(UNKNOWN, _("no level declared")), title, places=places)
    return {**shown, "tier": tier, "legend": _legend(told, _("no level declared") if shown["missing"] else "")}


def _picture(
    province: Place,
    tier: str,
    at: datetime,
    told: Mapping[int, Told],
    otherwise: Told,
    title: str,
    *,
    places: Sequence[Place] | None = None,
    by_value: Mapping[int, int | None] | None = None,
    only_told: bool = False,
) -> dict[str, Any]:
    """The map and its twin, the list: the places with the most first, else in the order of their codes."""
    places = _places(province, tier, at) if places is None else places
    drawn: Sketch = sketch(province, tier, at.date())
    names = {place.pk: place.full_name for place in places}
    svg = draw_map(
        patches(drawn.drawn, names, told, otherwise),
        width=drawn.width, height=drawn.height, borders=drawn.borders, key=KEY, title=title,
        description=_("Each area with its value; the same is in the list beside the map."),
    )  # fmt: skip
    listed = [
        Row(place, told.get(place.pk, otherwise), _order(place, told.get(place.pk), by_value))
        for place in places
        if place.pk in told or not only_told
    ]
    return {
        "map": svg,
        "map_title": title,
        "rows": sorted(listed, key=lambda row: row.order),
        "sketch": drawn,
        "missing": any(place.pk not in told for place in places),
    }


def _order(place: Place, told: Told | None, by_value: Mapping[int, int | None] | None) -> tuple[int, str]:
    """The most first; else what is marked with a sign, the gravest first."""
    if by_value is not None:
        value = by_value.get(place.pk)
        return (1 if value is None else -value, place.path)
    return (-1 - told.sign if told and told.sign is not None else 1, place.path)


def _told(value: int | None, among: Sequence[Band]) -> Told:
    if value is None:
        return Told(UNKNOWN, figure(None))
    return Told(QUANTITIES[band_of(value, among)], figure(value), label=figure(value) if value else "")


def _legend_of_figures(told: Mapping[int, Told], among: Sequence[Band], missing: bool) -> list[tuple[SafeString, str]]:
    kinds = {say.kind for say in told.values()}
    lines = [("q0", figure(0))] if "q0" in kinds else []
    for n, band in enumerate(among, start=1):
        lines.append(
            (QUANTITIES[n], _("%(n)s or more") % {"n": figure(band.least)} if band.most is None else _span(band))
        )
    if UNKNOWN in kinds or missing:
        lines.append((UNKNOWN, _("not reported")))
    return [(swatch(KEY, kind), words) for kind, words in lines if kind in kinds or kind == UNKNOWN]


def _span(band: Band) -> str:
    if band.most is None:
        return _("%(n)s or more") % {"n": figure(band.least)}
    return figure(band.least) if band.least == band.most else f"{figure(band.least)}–{figure(band.most)}"


def _legend(told: Mapping[int, Told], nothing: str) -> list[tuple[SafeString, str]]:
    kinds = dict(sorted({say.kind: say.said for say in told.values()}.items()))
    lines = [(swatch(KEY, kind), said) for kind, said in kinds.items()]
    return [*lines, (swatch(KEY, UNKNOWN), nothing)] if nothing else lines


def _day_asked(words: str, known: Sequence[date]) -> date | None:
    """The day in the address, else the latest. Raises Http404 for a day without a public release."""
    if not words:
        return known[0] if known else None
    try:
        asked = date.fromisoformat(words)
    except ValueError:
        raise Http404 from None
    if asked not in known:
        raise Http404
    return asked


def _near(days: Sequence[date], day: date) -> list[date]:
    """A few released days around the one shown, oldest first."""
    at = days.index(day)
    first = max(0, min(at - DAYS_OFFERED // 2, len(days) - DAYS_OFFERED))
    return list(reversed(days[first : first + DAYS_OFFERED]))


def _tier(request: HttpRequest) -> str:
    return TIERS.get(request.GET.get("bac", ""), Tier.COMMUNE.value)


def _places(province: Place, tier: str, at: datetime) -> list[Place]:
    return list(Place.objects.within(province).on(at.date()).filter(tier=tier).select_related("parent"))


def _name(indicator: Indicator) -> str:
    return indicator.name


def _title(name: str, day: date) -> str:
    return _("%(what)s, %(day)s") % {"what": name, "day": in_words(day)}
