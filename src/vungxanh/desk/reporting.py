"""Who kept the hour: every reporting unit over a period, in time, late or not at all, district by district."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vungxanh.desk.account_form import PeriodForm, chosen
from vungxanh.desk.areas import Area, areas_of
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.words import STANDING_TONES
from vungxanh.figures.reporters import Record, State, compliance

MOST_DAYS = 92


class Line:
    """A unit, a district or the province: how many days were kept, late or missed of those that can be judged."""

    def __init__(self, name: str, records: Sequence[Record], pk: int = 0) -> None:
        self.name, self.records, self.pk = name, records, pk
        self.judged = sum(record.judged for record in records)
        self.on_time, self.late, self.missed = (
            sum(record.of(state) for record in records) for state in (State.REPORTED, State.LATE, State.MISSING)
        )

    @property
    def share(self) -> str:
        """ "87 %" in time; a dash where nothing can be judged yet."""
        return f"{100 * self.on_time // self.judged} %" if self.judged else "–"

    @property
    def strip(self) -> SafeString:
        """One mark a day, oldest first, each saying its day and state."""
        days = self.records[0].days.items()
        return format_html_join(
            "",
            '<i class="vx-mark vx-mark--{}" title="{} {}"></i>',
            ((STANDING_TONES[state], f"{day:%d/%m}", state.label) for day, state in days),
        )


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every district; with ?khu=… the units of one, each with its days."""
    form = PeriodForm(request.GET if {"first", "last"} & request.GET.keys() else None, seat=seat)
    first, last = chosen(form, seat)
    last = min(last, seat.day)
    first = max(min(first, last), last - timedelta(days=MOST_DAYS - 1))
    areas = areas_of(seat.province, compliance(seat.province, first, last, at=seat.at), last)
    asked = _asked(request, areas)
    return page(
        request,
        "desk/reporting.html",
        asked.place.full_name if asked else _("Who kept the hour"),
        trail=[above()],
        form=form,
        first=first,
        last=last,
        whole=Line("", [record for area in areas for record in area.units]),
        lines=[Line(area.place.full_name, area.units, area.place.pk) for area in areas],
        asked=asked,
        units=[Line(record.place.full_name, [record], record.place.pk) for record in asked.units] if asked else [],
    )


def _asked(request: HttpRequest, areas: Sequence[Area[Record]]) -> Area[Record] | None:
    if not (pk := request.GET.get("khu")):
        return None
    for area in areas:
        if str(area.place.pk) == pk:
            return area
    raise Http404
