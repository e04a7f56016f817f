"""Who kept the hour: every reporting unit over a period, in time, late or not at all, district by district."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vungxanh.desk.account_form import PeriodForm, chosen
from vungxanh.desk.areas import Area, areas_of, districts_of
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.words import STANDING_TONES
from vungxanh.figures.reporters import Record, State, compliance
from vungxanh.places.models import Place

MOST_DAYS = 92


class Line:
    """A unit, a district or the province: how many days were kept, late or missed of those that can be judged."""

    def __init__(self, name: str, records: Sequence[Record], pk: int = 0) -> None:
        self.name, self.records, self.pk = name, records, pk
        counted = sum((record.counted for record in records), Counter[State]())
        self.on_time, self.late, self.missed = (counted[s] for s in (State.REPORTED, State.LATE, State.MISSING))
        self.judged = self.on_time + self.late + self.missed

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
    asked = _asked(request, seat)
    records = compliance(asked or seat.province, first, last, at=seat.at)
    return page(
        request,
        "desk/reporting.html",
        asked.full_name if asked else _("Who kept the hour"),
        trail=[above()],
        form=form,
        first=first,
        last=last,
        whole=Line("", records),
        asked=asked,
        lines=[] if asked else [_line(area) for area in areas_of(seat.province, records, last)],
        units=[Line(one.place.full_name, [one], one.place.pk) for one in records] if asked else [],
    )


def _line(area: Area[Record]) -> Line:
    return Line(area.place.full_name, area.units, area.place.pk)


def _asked(request: HttpRequest, seat: Seat) -> Place | None:
    """The district asked for, or the province, whose own units stand in no district; 404 for any other place."""
    if not (pk := request.GET.get("khu")):
        return None
    for place in (seat.province, *districts_of(seat.province, seat.day)):
        if str(place.pk) == pk:
            return place
    raise Http404
