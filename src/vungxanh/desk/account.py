"""The account: what was kept and missed, by agency and by day, with the obligations behind every number."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.clock import VIETNAM
from vungxanh.desk.account_form import PeriodForm, chosen
from vungxanh.desk.csv_download import csv_download
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.words import DECLINED
from vungxanh.duties.compliance import AgencyAccount, compliance, ending
from vungxanh.duties.models import Obligation, State
from vungxanh.duties.state import with_state
from vungxanh.plan import Duty

A_PAGE = 50
AGENCIES_SHOWN = 25
COLUMNS = (
    "duty", "place_code", "place", "agency", "level", "modality", "period_from", "period_to", "due_at",
    "at_least", "done", "done_in_time", "state", "waiver", "source",
)  # fmt: skip


@seated(anywhere=True)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = PeriodForm(request.GET or None, seat=seat)
    period = chosen(form, seat)
    found = compliance(_in_area(seat, *period), seat.at)
    agencies = sorted(found.by_agency, key=_missed_first)
    shown = agencies if request.GET.get("all") else agencies[:AGENCIES_SHOWN]
    return page(
        request,
        "desk/account.html",
        _("Kept and missed"),
        form=form,
        first=period[0],
        last=period[1],
        account=found,
        shown_agencies=shown,
        days=[*found.by_day.items()][::-1],
        more_agencies=len(agencies) - len(shown),
        states=list(State),
        declined=[
            (duty, DECLINED[duty.declined_category] if duty.declined_category else "") for duty in seat.plan.declined
        ],
    )


@seated(anywhere=True)
def obligations(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = PeriodForm(request.GET or None, seat=seat)
    rows = _asked(request, seat, form).select_related("place__parent", "agency", "waiver")
    pages = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    duties = {duty.id: duty for duty in seat.plan.duties}
    query = request.GET.copy()
    query.pop("p", None)
    return page(
        request,
        "desk/account_obligations.html",
        _("Obligations"),
        trail=[(_("Kept and missed"), reverse("desk:account"))],
        pages=pages,
        rows=[(row, duties.get(row.duty)) for row in pages],
        state=State(request.GET["state"]) if request.GET.get("state") in State.values else None,
        query=query.urlencode(),
    )


@seated(anywhere=True)
def export(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """The same rows as the list."""
    rows = _asked(request, seat, PeriodForm(request.GET or None, seat=seat)).select_related("place", "agency", "waiver")
    return csv_download(f"vungxanh-account-{seat.day.isoformat()}", COLUMNS, _rows(seat, rows))


def _in_area(seat: Seat, first: date, last: date) -> QuerySet[Obligation]:
    """Those whose period ends in these days, in the person's area: what lists, counts and exports show."""
    return seat.rows(ending(seat.adopted, first, last) if seat.adopted else Obligation.objects.none())


def _missed_first(line: AgencyAccount) -> tuple[int, int, int, str]:
    return -line.tally.of(State.MISSED), -line.tally.of(State.LATE), -line.tally.of(State.DUE), line.name


def _asked(request: HttpRequest, seat: Seat, form: PeriodForm) -> QuerySet[Obligation, Any]:
    rows = _in_area(seat, *chosen(form, seat))
    if agency := request.GET.get("agency", ""):
        rows = rows.filter(agency=int(agency) if agency.isdecimal() else None)
    rows = with_state(rows, seat.at).order_by("ends", "duty", "place__path")
    return rows.filter(state=request.GET["state"]) if request.GET.get("state") in State.values else rows  # type: ignore[misc]


def _rows(seat: Seat, rows: QuerySet[Obligation, Any]) -> Iterator[tuple[object, ...]]:
    duties = {duty.id: duty for duty in seat.plan.duties}
    for row in rows.iterator(chunk_size=2000):
        yield _cells(row, duties.get(row.duty))


def _cells(row: Any, duty: Duty | None) -> tuple[object, ...]:
    return (
        row.duty, row.place.code, row.place.full_name, row.agency.name if row.agency else "", row.level,
        row.modality, row.starts, row.ends, _minute(row.due_at), row.min, row.done_all, row.done_in_time,
        row.state, row.waiver.reason if row.is_waived else "", "; ".join(duty.source) if duty else "",
    )  # fmt: skip


def _minute(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).isoformat(timespec="minutes")
