"""Today's duties, and one obligation with its text, its proofs and what can be done about it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.duty_lines import lines, sections
from vungxanh.desk.evidence_form import EvidenceForm
from vungxanh.desk.page import Step, page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.to_play import duties_with_something
from vungxanh.duties.models import Obligation
from vungxanh.duties.speak import said_by_people, says_something
from vungxanh.duties.state import with_state


def above() -> Step:
    return (_("Duties today"), reverse("desk:duties"))


@seated(anywhere=True)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    asked = request.GET.get("q", "")
    found = lines(seat, asked)
    return page(
        request,
        "desk/duties.html",
        _("Duties today"),
        sections=sections(found),
        asked=asked,
        open=sum(line.is_open for line in found),
        may_record=seat.anywhere(Verb.RECORD_EVIDENCE),
        may_write=seat.may(Verb.WRITE_MESSAGE),
        to_play=duties_with_something(seat),
    )


@seated(anywhere=True)
def obligation_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return show(request, seat, pk)


def show(
    request: HttpRequest, seat: Seat, pk: int, *, form: EvidenceForm | None = None, reason: str = "", problem: str = ""
) -> HttpResponse:
    """The obligation's screen, also with a refused form on it: what was typed stays."""
    related = Obligation.objects.select_related("place__parent", "agency", "waiver", "waiver__waived_by")
    obligation = seat.find(with_state(related, seat.at), pk)
    duty = seat.plan.duty(obligation.duty)
    may_record = seat.may(Verb.RECORD_EVIDENCE, obligation.place)
    return page(
        request,
        "desk/obligation.html",
        duty.action,
        trail=[above()],
        obligation=obligation,
        duty=duty,
        plan=seat.plan,
        evidence=obligation.evidence.select_related("recorded_by"),
        form=form or EvidenceForm(obligation=obligation, duty=duty, at=seat.at),
        may_record=may_record,
        may_write=seat.may(Verb.WRITE_MESSAGE) and says_something(duty),
        by_people=said_by_people(seat.plan, duty),
        to_play=duties_with_something(seat),
        may_waive=seat.may(Verb.WAIVE_DUTY, obligation.place) and not obligation.is_waived,
        reason=reason,
        problem=problem,
    )
