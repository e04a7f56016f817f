"""Two papers from one release: the daily health report of 17:00 and the day's figures for the press.

The report follows the form of domain note B.3 (Thanh Hóa's plan, III.3): every line of it stands there, with "not
reported" where nobody said a number. What this system does not hold is left as a line to write on.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.desk.below import below_of_release
from vungxanh.desk.page import exercise
from vungxanh.desk.releases import released
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.templatetags.desk import indicator
from vungxanh.desk.words import level_name
from vungxanh.figures.models import Release
from vungxanh.figures.quote import quotation
from vungxanh.figures.read import figures_of
from vungxanh.levels.models import Declaration

REPORT = (
    (
        gettext_lazy("Cases"),
        ("new_cases", "community_cases", "quarantined_cases", "imported_cases", "cumulative_cases"),
    ),
    (gettext_lazy("Treatment"), ("in_treatment", "severe_cases", "recovered", "recovered_total")),
    (gettext_lazy("Deaths"), ("new_deaths", "deaths_total")),
    (gettext_lazy("Tests"), ("samples_tested", "samples_positive")),
    (gettext_lazy("Quarantine"), ("contacts_new", "quarantine_facility", "quarantine_home")),
    (gettext_lazy("Vaccination"), ("doses_given", "doses_total", "first_doses_total", "second_doses_total", "aefi")),
    (gettext_lazy("Beds"), ("beds_total", "beds_free", "icu_total", "icu_occupied")),
)
PRESS = (
    "new_cases", "community_cases", "quarantined_cases", "imported_cases", "cumulative_cases", "in_treatment",
    "severe_cases", "recovered", "recovered_total", "new_deaths", "deaths_total", "aefi",
)  # fmt: skip
BY_PLACE = ("new_cases", "community_cases", "quarantined_cases", "new_deaths")


@seated(needs_plan=False)
def health_report(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    release = released(seat, pk)
    figures, known = figures_of(release), {one.key: one for one in indicators()}
    sections = [(heading, [(known[key], figures.get(key)) for key in keys if key in known]) for heading, keys in REPORT]
    areas = areas_of(seat, release.day)
    title = _("Daily health report")
    return _paper(request, seat, release, "health_report", title, sections=sections, areas=areas)


@seated(needs_plan=False)
def press_figures(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    release = released(seat, pk)
    address = request.build_absolute_uri(reverse("portal:release", args=[release.number]))
    title = _("Press figures")
    return _paper(request, seat, release, "press_figures", title, lines=press_lines(release), public_address=address)


def press_lines(release: Release) -> list[tuple[str, int | None]]:
    """What is reported and what may never be left out, then the week. (label, value)"""
    figures: Mapping[str, int | None] = figures_of(release)
    said = [(indicator(one), figures[one.key]) for one in indicators() if one.key in PRESS and one.key in figures]
    week = quotation(release, series_since=None)["seven_day_total"]
    return [*said, (_("New cases in seven days"), week if isinstance(week, int) else None)]


def areas_of(seat: Seat, day: date) -> list[tuple[str, str, date, str]]:
    """(name, level, since when, document) of every place below the province with a declaration in force. One query."""
    made = Declaration.objects.filter(plan=seat.adopted, valid_from__lte=day).exclude(place=seat.province)
    latest = made.order_by("place__path", "-valid_from", "-pk").distinct("place__path").select_related("place")
    names = {level.id: level_name(level) for level in seat.plan.levels.items} if seat.adopted else {}
    return [(d.place.full_name, names.get(d.level, d.level), d.valid_from, d.document) for d in latest]


def _paper(
    request: HttpRequest, seat: Seat, release: Release, template: str, title: str, **shown: Sequence[object] | str
) -> HttpResponse:
    return render(
        request,
        f"desk/{template}.html",
        {
            "title": f"{title} {release.day:%d/%m/%Y}",
            "release": release,
            "held": release.published_at > seat.at,
            "below": below_of_release(release, BY_PLACE),
            **exercise(),
            **shown,
        },
    )
