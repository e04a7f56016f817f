"""A place reports its day: the officer of a commune on a phone, and the province at its desk, in the same form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.agencies.models import Verb
from vungxanh.desk.areas import areas_of
from vungxanh.desk.asked import asked_of
from vungxanh.desk.page import Step, page
from vungxanh.desk.report_form import ReportForm
from vungxanh.desk.report_rows import links
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.figures.findings import findings_of
from vungxanh.figures.models import Release, Sheet
from vungxanh.figures.report import ReportRefused, report
from vungxanh.figures.reporters import Standing, State, standing
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class Shown:
    """A district: how many of its units are in each state, and a line for each."""

    place: Place
    counted: Counter[State]
    lines: SafeString


def above(seat: Seat) -> Step:
    if seat.may(Verb.READ):
        return (_("Figures"), reverse("desk:figures"))
    return (_("Report figures"), reverse("desk:report_places"))


def own_standings(seat: Seat) -> list[Standing]:
    """Where the places stand today for which this person reports."""
    owing = standing(seat.province, seat.day, seat.at)
    if seat.may(Verb.REPORT_FIGURES):
        return owing
    inside = set(seat.places(Verb.REPORT_FIGURES).values_list("pk", flat=True))
    return [one for one in owing if one.place.pk in inside]


@seated(Verb.REPORT_FIGURES, anywhere=True, needs_plan=False)
def places(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The person's own reporting places of today; where there is one only, its form."""
    own = own_standings(seat)
    whole = seat.may(Verb.REPORT_FIGURES)
    if len(own) == 1 and not whole:
        return redirect("desk:report", own[0].place.pk, seat.day)
    return page(
        request,
        "desk/report_places.html",
        _("Report figures"),
        areas=[
            Shown(area.place, area.counted(), links(area.units, seat.day))
            for area in areas_of(seat.province, own, seat.day)
        ],
        number=len(own),
        day=seat.day,
        whole=whole,
    )


@seated(Verb.REPORT_FIGURES, needs_plan=False)
def of_province(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    return _form(request, seat, seat.province, day)


@seated(Verb.REPORT_FIGURES, anywhere=True, needs_plan=False)
def of_place(request: HttpRequest, seat: Seat, pk: int, day: date) -> HttpResponse:
    return _form(request, seat, get_object_or_404(seat.places(Verb.REPORT_FIGURES), pk=pk), day)


def _form(request: HttpRequest, seat: Seat, place: Place, day: date) -> HttpResponse:
    asked = asked_of(place, day)
    form = ReportForm(request.POST if request.method == "POST" else None, asked=asked)
    problems: Sequence[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            report(place, day, form.values(), by=seat.user, at=seat.at)
        except ReportRefused as refusal:
            problems = [problem.sentence for problem in refusal.problems]
        else:
            return _saved(request, seat, place, day, form)
    return page(
        request,
        "desk/report.html",
        _("Figures of %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        trail=[above(seat)],
        place=place,
        day=day,
        form=form,
        problems=problems,
        sheet=Sheet.objects.filter(place=place, day=day).select_related("by").first(),
        released=Release.objects.filter(place=seat.province, day=day, published_at__lte=seat.at).first(),
        findings=findings_of(seat.province, day, of=place) if day <= seat.day else [],
    )


def _saved(request: HttpRequest, seat: Seat, place: Place, day: date, form: ReportForm) -> HttpResponse:
    number = sum(value is not None for value in form.values().values())
    said = ngettext("Saved: %(number)d value is reported.", "Saved: %(number)d values are reported.", number)
    tell(request, said % {"number": number}, good=True)
    if place == seat.province:
        return redirect("desk:figures_day", day)
    return redirect("desk:report", place.pk, day)
