"""One duty at many places: its districts at a glance, and the communes of one to be recorded together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.agencies.models import Verb
from vungxanh.desk.duties import above
from vungxanh.desk.duty_lines import SETTLED, duty_or_404, running
from vungxanh.desk.evidence_form import EvidenceForm
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.to_play import duties_with_something
from vungxanh.desk.words import say_all
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation
from vungxanh.duties.record import EvidenceRefused, record_evidence
from vungxanh.duties.speak import said_by_people
from vungxanh.duties.state import with_state
from vungxanh.places.models import Place
from vungxanh.plan import Duty


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A district (or the province, where there are none): how many of its places are done."""

    area: Place
    settled: int
    places: int


@seated(anywhere=True)
def index(request: HttpRequest, seat: Seat, duty: str) -> HttpResponse:
    asked = duty_or_404(seat, duty)
    areas = _areas(seat, asked)
    if len(areas) == 1:
        return redirect("desk:stations_of", duty, areas[0].area.pk)
    return page(
        request, "desk/stations.html", asked.action, trail=[above()], duty=asked, areas=areas,
        settled=sum(a.settled for a in areas), places=sum(a.places for a in areas),
        by_people=said_by_people(seat.plan, asked), to_play=duties_with_something(seat),
    )  # fmt: skip


@seated(anywhere=True)
def area_page(request: HttpRequest, seat: Seat, duty: str, area: int) -> HttpResponse:
    """The communes of one area; POST records the same proof for every checked one, all or none."""
    asked = duty_or_404(seat, duty)
    rows = list(
        with_state(running(seat).filter(duty=duty, place__parent=area), seat.at).select_related(
            "place__parent", "agency"
        )
    )
    if not rows:
        raise Http404
    recordable = set(
        running(seat, Verb.RECORD_EVIDENCE).filter(duty=duty, place__parent=area).values_list("pk", flat=True)
    )
    checked = {int(pk) for pk in request.POST.getlist("obligation") if pk.isdecimal()}
    form = EvidenceForm(request.POST if request.method == "POST" else None, duty=asked, at=seat.at)
    if request.method == "POST":
        seat.require(Verb.RECORD_EVIDENCE, next((row.place for row in rows if row.pk not in recordable), rows[0].place))
        if not checked:
            form.add_error(None, _("Check at least one station."))
        elif not checked <= recordable:
            form.add_error(None, _("One of the checked stations is not in this list any more; look again."))
        elif form.is_valid() and _record(seat, request, form, [row for row in rows if row.pk in checked]):
            return redirect("desk:stations_of", duty, area)
    where = rows[0].place.parent or rows[0].place
    trail = [above(), (_("Where it is done"), reverse("desk:stations", args=[duty]))]
    return page(
        request,
        "desk/stations_of.html",
        where.full_name,
        trail=trail,
        duty=asked,
        rows=rows,
        checked=checked,
        recordable=recordable,
        form=form,
        settled=sum(row.state in SETTLED for row in rows),
        by_people=said_by_people(seat.plan, asked),
        to_play=duties_with_something(seat),
    )


def _areas(seat: Seat, duty: Duty) -> list[AreaLine]:
    states: dict[int, list[str]] = defaultdict(list)
    here = with_state(running(seat).filter(duty=duty.id), seat.at).order_by()
    for parent, place, state in here.values_list("place__parent", "place", "state"):  # type: ignore[misc]
        states[parent or place].append(state)
    found = Place.objects.filter(pk__in=states).order_by("path")
    return [AreaLine(p, sum(state in SETTLED for state in states[p.pk]), len(states[p.pk])) for p in found]


def _record(seat: Seat, request: HttpRequest, form: EvidenceForm, rows: Sequence[Obligation]) -> bool:
    proof = form.cleaned_data
    reference = proof["reference"].strip()
    known = set(Evidence.objects.filter(obligation__in=rows, reference=reference).values_list("obligation", flat=True))
    try:
        with transaction.atomic():
            for row in rows:
                record_evidence(
                    row,
                    EvidenceKind(proof["kind"]),
                    reference,
                    count=proof["count"],
                    at=proof["at"],
                    by=seat.user,
                    recorded_at=seat.at,
                )
    except EvidenceRefused as refusal:
        for sentence in say_all(refusal):
            form.add_error(None, sentence)
        return False
    new = len(rows) - len(known)
    if new:
        said = ngettext("Recorded for %(number)d station.", "Recorded for %(number)d stations.", new)
        tell(request, said % {"number": new}, good=True)
    if known:
        said = ngettext(
            "%(number)d station already had this reference; nothing was added there.",
            "%(number)d stations already had this reference; nothing was added there.",
            len(known),
        )
        tell(request, said % {"number": len(known)})
    return True
