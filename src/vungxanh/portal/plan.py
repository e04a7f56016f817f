"""The plan running: what it asks today and of whom, how the level came to be, and what is declined and why."""

from django.http import HttpRequest, HttpResponse

from vungxanh.portal.pages import as_of, page, public
from vungxanh.portal.read.duties import asked_now
from vungxanh.portal.read.duties import declined as declined_duties
from vungxanh.portal.read.levels import plan_in_force
from vungxanh.portal.read.place import province_shown
from vungxanh.portal.words import DECLINED, meaning


@public
def running(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    plan = plan_in_force(place, at) if place else None
    return page(
        request,
        "plan",
        "plan",
        {
            "province": place,
            "plan": plan,
            "level": plan.current if plan else None,
            "meaning": meaning(plan.current) if plan and plan.current else "",
            "asked": asked_now(plan) if plan else [],
            "history": list(reversed(plan.history)) if plan else [],
        },
    )


@public
def declined(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    plan = plan_in_force(place, at) if place else None
    groups = [(DECLINED[kind], duties) for kind, duties in declined_duties(plan.plan)] if plan else []
    return page(request, "declined", "plan", {"province": place, "plan": plan, "groups": groups})
