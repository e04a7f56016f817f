"""The figures desk: what was reported and released each day, a day entered by hand."""

from datetime import date, timedelta
from io import BytesIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures_forms import ValuesForm
from vungxanh.desk.page import Step, page
from vungxanh.desk.reports import days, indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Report

DAYS_A_PAGE = 31


def above() -> Step:
    return (_("Figures"), reverse("desk:figures"))


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    first = Report.objects.filter(place=seat.province, day__lte=seat.day).order_by("day").values_list("day", flat=True)
    begins = first.first() or seat.day
    numbers = Paginator(range((seat.day - begins).days + 1), DAYS_A_PAGE)
    shown = numbers.get_page(request.GET.get("p"))
    last = seat.day - timedelta(days=(shown.number - 1) * DAYS_A_PAGE)
    return page(
        request,
        "desk/figures.html",
        _("Figures"),
        days=days(seat, max(begins, last - timedelta(days=DAYS_A_PAGE - 1)), last),
        indicators=indicators(),
        pages=shown,
        today=seat.day,
        may_report=seat.may(Verb.REPORT_FIGURES),
        imports=seat.rows(FiguresImport.objects.all(), field="province").order_by("-pk")[:3],
    )


@seated(needs_plan=False)
def day_page(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    return page(
        request,
        "desk/figures_day.html",
        _("Figures of %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        trail=[above()],
        day=days(seat, day, day)[0],
        may_report=seat.may(Verb.REPORT_FIGURES) and day <= seat.day,
    )


@seated(Verb.REPORT_FIGURES, needs_plan=False)
def enter(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    """The values of a day by hand, yesterday's beside each field. They go in by the same door as a file."""
    shown = days(seat, day, day)[0]
    form = ValuesForm(request.POST or None, cells=shown.cells, day=day, today=seat.day)
    if request.method == "POST" and form.is_valid():
        done = import_figures(
            BytesIO(form.as_file(seat.province.code, _entries_of(seat, day))),
            _("by hand, %(day)s") % {"day": f"{day:%d/%m/%Y}"},
            province=seat.province,
            by=seat.user,
            at=seat.at,
        )
        refused = [reject.reason for reject in done.rejects.all()]
        if not refused:
            tell(request, _("Saved. %(number)d values are reported.") % {"number": form.filled}, *done.notes, good=True)
            return redirect("desk:figures_day", day)
        for reason in refused:
            form.add_error(None, reason)
    title = _("Enter the figures of %(day)s") % {"day": f"{day:%d/%m/%Y}"}
    return page(request, "desk/figures_enter.html", title, trail=[above()], form=form, day=day)


def _entries_of(seat: Seat, day: date) -> int:
    return FiguresImport.objects.filter(province=seat.province, imported_at__date__gte=day).count()
