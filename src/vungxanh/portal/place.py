"""One place over time: its levels, its zones, its released figures."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.figures.models import Indicator
from vungxanh.levels.history import Reign, Stay
from vungxanh.levels.read import reigns_of
from vungxanh.levels.shown import rows
from vungxanh.levels.zones import history, in_force
from vungxanh.pictures import chart
from vungxanh.pictures.timeline import draw_timeline
from vungxanh.places.models import Place, Tier
from vungxanh.portal.pages import as_of, page, province_or_404, public
from vungxanh.portal.read import ground, mapped
from vungxanh.portal.read.levels import PlanInForce, plan_in_force
from vungxanh.portal.templatetags.portal import day as in_words
from vungxanh.portal.templatetags.portal import short_day

PAPERS = (("phone", 340), ("desk", 1080))


@public
def place_page(request: HttpRequest, code: str) -> HttpResponse:
    """Found by its GSO code among the units of the day."""
    at = as_of()
    province = province_or_404(at)
    inside = Place.objects.within(province).on(at.date()).exclude(tier=Tier.SITE)
    place = get_object_or_404(inside.select_related("parent__parent"), code=code)
    plan = plan_in_force(province, at)
    stays = [s for s in history(province, at) if f"{place.path}/".startswith(f"{s.zone.place.path}/")]
    reigns = reigns_of(place, at.date()) if plan else []
    told = mapped.figures_of_place(province, place, at)
    return page(
        request,
        "place",
        "map",
        {
            "province": province,
            "place": place,
            "now": [ground.shown(s) for s in in_force(stays, at)],
            "level": plan.level(reigns[-1].level) if plan and reigns and reigns[-1].level else None,
            "in_force": reigns[-1].declaration if reigns else None,
            "reigns": [(r, plan.level(r.level) if plan and r.level else None) for r in reversed(reigns)],
            "stays": [ground.shown(s) for s in reversed(stays)],
            "timelines": _timelines(place, plan, reigns, stays, at),
            "release": told[0] if told else None,
            "figures": [(i.name, value) for i, value in told[1]] if told else [],
            "charts": _charts(mapped.series(province, place, at), place),
        },
    )


def _name(indicator: Indicator) -> str:
    return indicator.name


def _timelines(
    place: Place, plan: PlanInForce | None, reigns: Sequence[Reign], stays: Sequence[Stay], at: datetime
) -> list[SafeString]:
    """The same timeline twice, for a phone and for a desk; the style sheet shows one of them."""
    last = max([at.date(), *(s.since.date() for s in stays if s.since > at)])
    told = rows(reigns, stays, ground.named(plan), {"level": _("Level"), "zone": _("Zone")}, last)
    starts = [bar.first for row in told for bar in row.bars]
    if not starts:
        return []
    title = _("Levels and zones of %(place)s") % {"place": place.full_name}
    return [
        draw_timeline(
            told, first=min(starts), last=last, width=width, key=f"times-{key}", title=title,
            description=_("The same is told as a list below."), day_label=short_day,
        )
        for key, width in PAPERS
    ]  # fmt: skip


def _charts(series: Sequence[tuple[date, int | None]], place: Place) -> list[SafeString]:
    if len(series) < 2:
        return []
    known = dict(series)
    first, last = series[0][0], series[-1][0]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    points = [chart.Point(d, known.get(d)) for d in days]
    silent = sum(point.value is None for point in points)
    said = _("From %(first)s to %(last)s.") % {"first": in_words(first), "last": in_words(last)}
    if silent:
        said += " " + ngettext("%(n)s day was not reported.", "%(n)s days were not reported.", silent) % {"n": silent}
    return [
        chart.daily_chart(
            points, [], paper=paper, title=_("New cases each day: %(place)s") % {"place": place.full_name},
            description=said, day_label=short_day, key=key,
        )
        for key, paper in (("phone", chart.PHONE), ("desk", chart.DESK))
    ]  # fmt: skip
