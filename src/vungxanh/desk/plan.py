"""The adopted plan to read: every duty with its words, line and source; the overlay; what the text leaves open."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.desk.page import page
from vungxanh.desk.plan_search import Asked, found
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.words import DECLINED, KINDS
from vungxanh.duties.models import Obligation
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import overlay_of


@seated(anywhere=True)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    asked = Asked.of(request.GET)
    adopted = cast(AdoptedPlan, seat.adopted)
    duties = found(seat.plan, asked)
    return page(
        request,
        "desk/plan.html",
        _("Plan"),
        plan=seat.plan,
        adopted=adopted,
        overlay=overlay_of(adopted),
        overlay_text=adopted.overlay_text,
        duties=[(duty, seat.plan.agency(duty.agency)) for duty in duties],
        asked=asked,
        kinds=KINDS,
        lead_agencies=sorted({seat.plan.agency(duty.agency) for duty in seat.plan.duties}, key=lambda a: a.name),
    )


@seated(anywhere=True)
def duty_page(request: HttpRequest, seat: Seat, duty: str) -> HttpResponse:
    shown = next((d for d in seat.plan.duties if d.id == duty), None)
    if shown is None:
        raise Http404
    plan = seat.plan
    today = Obligation.objects.filter(plan=seat.adopted, duty=duty, starts__lte=seat.day, ends__gte=seat.day)
    return page(
        request,
        "desk/plan_duty.html",
        shown.action,
        trail=[(_("Plan"), reverse("desk:plan"))],
        plan=plan,
        duty=shown,
        lead=plan.agency(shown.agency),
        performers=[plan.agency(id) for id in shown.performer],
        cooperating=[plan.agency(id) for id in shown.with_],
        channels=[plan.channel(id) for id in shown.channel],
        audiences=[plan.audience(id) for id in shown.audience],
        levels=[] if shown.level == "all" else [plan.level(id) for id in shown.level],
        why_declined=DECLINED.get(shown.declined_category) if shown.declined_category else None,
        running=seat.rows(today).count(),
    )
