"""What does not add up on a day, with both numbers and their sources; several may be let stand for one reason.

The screen of the day shows the same list and refreshes itself: a reason is written here, where nothing is wiped away.
"""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import say
from vungxanh.figures.findings import findings_of, let_all_stand
from vungxanh.figures.let_stand_refusals import NotLetStand

WHO_MAY = (Verb.SIGN_RELEASE, Verb.REPORT_FIGURES)


def may_let_stand(seat: Seat) -> bool:
    """Whoever reports the province's figures or signs them."""
    return any(seat.may(verb) for verb in WHO_MAY)


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    return _show(request, seat, day)


@require_POST
@seated(needs_plan=False)
def stand(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    if not may_let_stand(seat):
        seat.require(WHO_MAY[0])
    chosen, reason = request.POST.getlist("finding"), request.POST.get("reason", "")
    try:
        done = let_all_stand(chosen, seat.province, day, by=seat.user, reason=reason, at=seat.at)
    except NotLetStand as refusal:
        return _show(request, seat, day, chosen=chosen, reason=reason, problem=say(refusal))
    said = ngettext(
        "%(n)d finding is let stand, for as long as its numbers stay the same.",
        "%(n)d findings are let stand, for as long as their numbers stay the same.",
        len(done),
    )
    tell(request, said % {"n": len(done)}, good=True)
    return redirect("desk:findings", day)


def _show(
    request: HttpRequest, seat: Seat, day: date, *, chosen: Sequence[str] = (), reason: str = "", problem: str = ""
) -> HttpResponse:
    written = f"{day:%d/%m/%Y}"
    return page(
        request,
        "desk/findings.html",
        _("What does not add up on %(day)s") % {"day": written},
        trail=[above(), (written, reverse("desk:figures_day", args=[day]))],
        findings=findings_of(seat.province, day),
        day=day,
        may_stand=may_let_stand(seat),
        chosen=chosen,
        reason=reason,
        problem=problem,
    )
