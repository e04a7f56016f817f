"""Accountability: which duties were kept, by agency and by day; and the committee's report on one printable page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from vungxanh.duties.compliance import Tally
from vungxanh.duties.models import State
from vungxanh.portal.home import wave_start
from vungxanh.portal.pages import as_of, page, public, worked_out_once_a_minute
from vungxanh.portal.read import account as read
from vungxanh.portal.read.dispatches import by_channel
from vungxanh.portal.read.figures import DEATHS, corrections, day_by_day, total
from vungxanh.portal.read.levels import plan_in_force
from vungxanh.portal.read.place import province_shown

COLUMNS = (
    (State.DONE, _("Done in time")),
    (State.LATE, _("Done late")),
    (State.MISSED, _("Missed")),
    (State.WAIVED, _("Waived")),
    (State.UNANSWERED, _("Requested, no answer")),
    (State.DUE, _("Not yet due")),
    (State.STANDING, _("Standing")),
)
# How a day is marked: the share done in time, a letter beside the colour so that neither stands alone.
MARKS = ((1.0, "A", "heat-a"), (0.9, "B", "heat-b"), (0.7, "C", "heat-c"), (0.0, "D", "heat-d"))


@dataclass(frozen=True, slots=True)
class DayMark:
    day: date
    letter: str
    heat: str
    tally: Tally


@public
@worked_out_once_a_minute
def account(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    plan = plan_in_force(place, at) if place else None
    found = read.account(plan) if plan else None
    return page(
        request,
        "account",
        "account",
        {
            "province": place,
            "account": found,
            "columns": [label for _state, label in COLUMNS],
            "rows": [(row, cells(row.tally), [(m, cells(m.tally)) for m in row.members]) for row in found.rows]
            if found
            else [],
            "total": cells(found.compliance.total) if found else [],
            **(headline(found.compliance.total) if found else {}),
            "marks": marks(found.days) if found else [],
        },
    )


@public
@worked_out_once_a_minute
def committee(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    plan = plan_in_force(place, at) if place else None
    found = read.account(plan) if plan else None
    days = day_by_day(place, at) if place else []
    since = wave_start(plan, days) if days else None
    return page(
        request,
        "committee",
        "account",
        {
            "province": place,
            "plan": plan,
            "at": at,
            "account": found,
            **(headline(found.compliance.total) if found else {}),
            "states": [(label, found.compliance.total.of(state)) for state, label in COLUMNS] if found else [],
            "missed": read.missed(plan, found) if plan and found else [],
            "history": plan.history if plan else [],
            "today": days[-1] if days else None,
            "wave": total(days, since) if since else None,
            "wave_start": since,
            "deaths": total(days, since, DEATHS).value if since else 0,
            "highest": max(days, key=lambda d: d.cases or 0) if days else None,
            "corrections": len(corrections(place, at)) if place else 0,
            "channels": by_channel(place, at) if place else [],
        },
    )


def headline(tally: Tally) -> dict[str, int | None]:
    """Named for templates, which would take a tally for a mapping of states."""
    return {"percent": percent(tally), "judged": tally.judged}


def cells(tally: Tally) -> list[int]:
    return [tally.of(state) for state, _label in COLUMNS]


def percent(tally: Tally) -> int | None:
    """Done in time among what can be judged, in whole percent, rounded down: 99.9 is not 100."""
    share = tally.on_time_share
    return None if share is None else int(share * 100)


def marks(days: Mapping[date, Tally]) -> list[DayMark]:
    """Each day with its letter: A all in time, B from 90 %, C from 70 %, D less; a dash when nothing was judged."""
    return [DayMark(day, *_mark(tally), tally) for day, tally in days.items()]


def _mark(tally: Tally) -> tuple[str, str]:
    share = tally.on_time_share
    if share is None:
        return "–", "heat-none"
    return next((letter, heat) for least, letter, heat in MARKS if share >= least)
