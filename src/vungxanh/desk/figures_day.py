"""The day on one screen: who is missing, what does not add up, what will be released, and in how many minutes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.areas import areas_of
from vungxanh.desk.figures_index import above
from vungxanh.desk.in_the_way import countdown, in_the_way, mandatory_missing
from vungxanh.desk.refreshing import refreshing
from vungxanh.desk.reports import days
from vungxanh.desk.seat import Seat, seated
from vungxanh.figures.findings import findings_of
from vungxanh.figures.models import Reminder
from vungxanh.figures.reporters import Standing, hour_of, standing

SECONDS, SECONDS_WITHOUT_SCRIPT = 15, 60  # figures come in by the minute, not by the second


@seated(needs_plan=False)
def day_page(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    shown = days(seat, day, day)[0]
    standings = standing(seat.province, day, seat.at) if day <= seat.day else []
    findings = findings_of(seat.province, day)
    unsolved = [one for one in findings if one.is_open]
    return refreshing(
        request,
        "desk/figures_day.html",
        "desk/_figures_day.html",
        _("Figures of %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        trail=[above()],
        moving=day == seat.day,
        seconds=SECONDS,
        seconds_without_script=SECONDS_WITHOUT_SCRIPT,
        seat=seat,
        day=shown,
        today=day == seat.day,
        countdown=countdown(shown, seat.at),
        obstacles=in_the_way(shown, standings, unsolved),
        areas=areas_of(seat.province, standings, day),
        units=len(standings),
        units_in=sum(one.is_in for one in standings),
        reminded=_reminded(standings, day),
        findings=findings,
        unsolved=len(unsolved),
        cells=[cell for cell in shown.cells if cell.is_known],
        unsaid=[cell for cell in shown.cells if not cell.is_known],
        values=sum(cell.reported is not None for cell in shown.cells),
        mandatory=mandatory_missing(shown),
        may_report=seat.may(Verb.REPORT_FIGURES) and day <= seat.day,
        may_sign=seat.may(Verb.SIGN_RELEASE),
        embargo_offered=seat.at < hour_of(seat.day),
    )


def _reminded(standings: Sequence[Standing], day: date) -> dict[int, datetime]:
    """{place id: when its people were last reminded}."""
    missing = [one.place for one in standings if not one.is_in]
    last = Reminder.objects.filter(place__in=missing, day=day).values("place").annotate(last=Max("at"))
    return dict(last.values_list("place", "last"))
