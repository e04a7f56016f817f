"""The figures desk, a month at a time: what was reported and released each day, and the ways on from there."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import Step, page
from vungxanh.desk.reports import days
from vungxanh.desk.seat import Seat, seated
from vungxanh.figures.models import FiguresImport, Release, Report, Sheet
from vungxanh.places.models import Place


def above() -> Step:
    """The step above every screen of figures."""
    return (_("Figures"), reverse("desk:figures"))


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    months = _months(_begins(seat), seat.day)
    shown = Paginator(months, 1).get_page(request.GET.get("p"))
    first: date = shown.object_list[0]
    last = min(_next(first) - timedelta(days=1), seat.day)
    return page(
        request,
        "desk/figures.html",
        _("Figures"),
        days=days(seat, max(first, _begins(seat)), last),
        units=_units(seat, first, last),
        months=list(enumerate(months, start=1)),
        pages=shown,
        today=seat.day,
        may_report=seat.may(Verb.REPORT_FIGURES),
        imports=seat.rows(FiguresImport.objects.all(), field="province").order_by("-pk")[:3],
    )


def _begins(seat: Seat) -> date:
    """The first day of which anything is known. Each is the first entry of an index."""
    known = (
        model.objects.filter(place=seat.province, day__lte=seat.day, **only).order_by("day").values_list("day")[:1]
        for model, only in ((Sheet, {}), (Release, {"corrects": None}), (Report, {}))
    )
    first, *others = known
    found = first.union(*others)
    return min((day for (day,) in found), default=seat.day)


def _months(first: date, last: date) -> list[date]:
    """The first day of every month from `last` back to `first`."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = _next(month)
    return months[::-1]


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _units(seat: Seat, first: date, last: date) -> dict[date, int]:
    """{day: how many places below the province have reported}."""
    below = Place.objects.within(seat.province).exclude(pk=seat.province.pk)
    sheets = Sheet.objects.filter(day__range=(first, last), place__in=below)
    return dict(sheets.values("day").annotate(number=Count("*")).values_list("day", "number"))
