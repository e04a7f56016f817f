"""Records one proof. A commune's or district's editor does it on a phone, for the own area only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.duties import show
from vungxanh.desk.evidence_form import EvidenceForm
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import say_all
from vungxanh.duties.models import EvidenceKind, Obligation
from vungxanh.duties.record import EvidenceRefused, record_evidence


@require_POST
@seated(Verb.RECORD_EVIDENCE, anywhere=True)
def record(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    obligation = seat.find(Obligation.objects.select_related("place"), pk)
    seat.require(Verb.RECORD_EVIDENCE, obligation.place)
    form = EvidenceForm(request.POST, obligation=obligation, duty=seat.plan.duty(obligation.duty), at=seat.at)
    if not form.is_valid():
        return show(request, seat, pk, form=form)
    proof = form.cleaned_data
    known = obligation.evidence.filter(reference=proof["reference"].strip()).exists()
    try:
        record_evidence(
            obligation,
            EvidenceKind(proof["kind"]),
            proof["reference"],
            count=proof["count"],
            at=proof["at"],
            by=seat.user,
            recorded_at=seat.at,
        )
    except EvidenceRefused as refusal:
        for sentence in say_all(refusal):
            form.add_error(None, sentence)
        return show(request, seat, pk, form=form)
    if known:
        tell(request, _("This reference was already recorded here; nothing was added. Use another reference."))
    else:
        tell(request, _("Recorded."), good=True)
    return redirect("desk:obligation", pk)
