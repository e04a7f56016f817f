"""Lets an obligation go, with a reason that the report shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.duties import show
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import say
from vungxanh.duties.models import Obligation
from vungxanh.duties.record import WaiverRefused, waive


@require_POST
@seated(Verb.WAIVE_DUTY, anywhere=True)
def waive_obligation(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    obligation = seat.find(Obligation.objects.select_related("place"), pk)
    seat.require(Verb.WAIVE_DUTY, obligation.place)
    reason = request.POST.get("reason", "")[:500]
    try:
        waive(obligation, reason=reason, by=seat.user, at=seat.at)
    except WaiverRefused as refusal:
        return show(request, seat, pk, reason=reason, problem=say(refusal))
    tell(request, _("Waived. The reason stands in the account."), good=True)
    return redirect("desk:obligation", pk)
