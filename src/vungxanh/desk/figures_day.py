"""The day on one screen: who is missing, what does not add up, what will be released, and in how many minutes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.areas import areas_of
from vungxanh.desk.figures_index import above
from vungxanh.desk.in_the_way import countdown, in_the_way, mandatory_missing
from vungxanh.desk.refreshing import refreshing
from vungxanh.desk.report_rows import links, rows
from vungxanh.desk.reports import days
from vungxanh.desk.seat import Seat, seated
from vungxanh.figures.findings import findings_of
from vungxanh.figures.models import Reminder
from vungxanh.figures.reporters import Standing, State, hour_of, standing
from vungxanh.places.models import Place

SECONDS, SECONDS_WITHOUT_SCRIPT = 15, 60  # figures come in by the minute, not by the second


@dataclass(frozen=True, slots=True)
class Behind:
    """A district: how many of its units are in each state, and a line for each that is missing or was late."""

    place: Place
    counted: Counter[State]
    missing: SafeString
    late: SafeString


@seated(needs_plan=False)
def day_page(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    shown = days(seat, day, day)[0]
    standings = standing(seat.province, day, seat.at) if day <= seat.day else []
    findings = findings_of(seat.province, day, notes_traced=False)
    unsolved = [one for one in findings if one.is_open]
    may_report = seat.may(Verb.REPORT_FIGURES) and day <= seat.day
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
        areas=[*_behind(seat.province, standings, day, may_report=may_report)],
        units=len(standings),
        units_in=sum(one.is_in for one in standings),
        findings=findings,
        unsolved=len(unsolved),
        cells=[cell for cell in shown.cells if cell.is_known],
        unsaid=[cell for cell in shown.cells if not cell.is_known],
        values=sum(cell.reported is not None for cell in shown.cells),
        mandatory=mandatory_missing(shown),
        may_report=may_report,
        may_sign=seat.may(Verb.SIGN_RELEASE),
        embargo_offered=seat.at < hour_of(seat.day),
    )


def _behind(province: Place, standings: Sequence[Standing], day: date, *, may_report: bool) -> Iterator[Behind]:
    reminded = _reminded(standings, day)
    for area in areas_of(province, standings, day):
        missing = [one for one in area.units if not one.is_in]
        yield Behind(
            area.place,
            area.counted(),
            missing=links(missing, day, reminded) if may_report else rows(missing, reminded),
            late=rows(one for one in area.units if one.state is State.LATE),
        )


def _reminded(standings: Sequence[Standing], day: date) -> dict[int, datetime]:
    """{place id: when its people were last reminded}."""
    missing = [one.place for one in standings if not one.is_in]
    last = Reminder.objects.filter(place__in=missing, day=day).values("place").annotate(last=Max("at"))
    return dict(last.values_list("place", "last"))
