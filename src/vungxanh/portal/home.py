"""The first page: which level is in force, today's figures, what to do, where to ask."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.messages.models import Message, Variant
from vungxanh.pictures import chart
from vungxanh.places.models import Place
from vungxanh.portal.pages import as_of, page, public
from vungxanh.portal.read.figures import DEATHS, DayFigures, day_by_day, last_week, total
from vungxanh.portal.read.levels import PlanInForce, Reign, plan_in_force
from vungxanh.portal.read.messages import correction_of, intact, published, variant_in
from vungxanh.portal.read.offices import office
from vungxanh.portal.read.place import province_shown
from vungxanh.portal.templatetags.portal import day, figure, short_day
from vungxanh.portal.words import meaning

LOOKED_AT, SHOWN = 12, 4
SITUATION = "dien-bien-ngay"


@public
def home(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    if place is None:
        return page(request, "home", "home", {})
    plan = plan_in_force(place, at)
    days = day_by_day(place, at)
    today = days[-1] if days else None
    told = latest_of_each_theme(place, at)
    now = next((pair for pair in told if pair[0].theme == SITUATION), told[0] if told else None)
    return page(
        request,
        "home",
        "home",
        {
            "province": place,
            "plan": plan,
            "level": plan.current if plan else None,
            "meaning": meaning(plan.current) if plan and plan.current else "",
            "reign": plan.history[-1] if plan and plan.history else None,
            "beyond": beyond_every_level(plan),
            "today": today,
            "released_by": office(today.release.signed_by_id, Verb.SIGN_RELEASE, today.release.day) if today else "",
            "wave": total(days, wave_start(plan, days)) if days else None,
            "wave_deaths": total(days, wave_start(plan, days), DEATHS) if days else None,
            "wave_start": wave_start(plan, days) if days else None,
            "week": last_week(days),
            "charts": charts(days, plan.history if plan else []),
            "days": list(reversed(days)),
            "now_message": now,
            "correction": correction_of(now[0], at) if now else None,
            "other_messages": [pair for pair in told if pair is not now],
        },
    )


def latest_of_each_theme(place: Place, at: datetime) -> list[tuple[Message, Variant]]:
    """The newest published message of each theme, in the page's language: the same news is not told twice."""
    newest: dict[str, Message] = {}
    for message in published(place, at)[:LOOKED_AT]:
        newest.setdefault(message.theme, message)
    found = ((m, variant_in(m, get_language() or "vi")) for m in list(newest.values())[:SHOWN] if intact(m))
    return [(message, variant) for message, variant in found if variant]


def wave_start(plan: PlanInForce | None, days: Sequence[DayFigures]) -> date:
    """The day the plan's overlay counts from, else the first released day."""
    return (plan.wave_start if plan else None) or days[0].release.day


def beyond_every_level(plan: PlanInForce | None) -> bool:
    """True when the waiting proposal has no level because its count is above the plan's highest band."""
    if not plan or not plan.waiting or plan.waiting.level:
        return False
    highest = max((level.most for level in plan.ladder if level.most is not None), default=None)
    counts = [float(i["value"]) for i in plan.waiting.inputs if i.get("value") is not None]
    return highest is not None and any(count > highest for count in counts)


def charts(days: Sequence[DayFigures], history: Sequence[Reign]) -> list[str]:
    """The same chart twice, for a phone and for a desk; the style sheet shows one of them."""
    if len(days) < 2:
        return []
    known = {d.release.day: d.cases for d in days}
    first, last = days[0].release.day, days[-1].release.day
    points = [
        chart.Point(first + timedelta(days=n), known.get(first + timedelta(days=n)))
        for n in range((last - first).days + 1)
    ]
    stretches = [
        chart.Stretch(max(r.since, first), min(r.until or last, last), r.level.order, r.level.sign, r.level.name)
        for r in history
        if r.since <= last and (r.until or last) >= first
    ]
    return [
        chart.daily_chart(
            points,
            stretches,
            paper=paper,
            title=_("New cases each day"),
            description=_described(points, history),
            day_label=short_day,
            key=key,
        )
        for key, paper in (("phone", chart.PHONE), ("desk", chart.DESK))
    ]


def _described(points: Sequence[chart.Point], history: Sequence[Reign]) -> str:
    highest = max(points, key=lambda p: p.value or 0)
    silent = sum(1 for p in points if p.value is None)
    sentences = [
        _("From %(first)s to %(last)s. Most in one day: %(most)s, on %(when)s.")
        % {
            "first": day(points[0].day),
            "last": day(points[-1].day),
            "most": figure(highest.value),
            "when": day(highest.day),
        }
    ]
    if silent:
        sentences.append(
            ngettext("%(n)s day was not reported.", "%(n)s days were not reported.", silent) % {"n": silent}
        )
    sentences += [
        _("%(level)s from %(day)s.") % {"level": reign.level.name, "day": day(reign.since)} for reign in history
    ]
    return " ".join(sentences)
