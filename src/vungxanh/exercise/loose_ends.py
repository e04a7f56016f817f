"""Leaves the last evening of a demonstration unfinished, so that whoever logs in finds something to do."""

from datetime import date, datetime, time

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.duties.expand import end_of
from vungxanh.figures.models import Release, Report, Sheet
from vungxanh.figures.report import report
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import declaration_on
from vungxanh.messages.clearance import submit
from vungxanh.messages.draft import draft_message
from vungxanh.messages.offers import template_for
from vungxanh.places.models import Place, Tier
from vungxanh.renditions.store import render

DUTY, SLOT, THEME = "vp-l4-sms", 2, "thong-diep"
WRITTEN, COUNTED_AGAIN = time(18, 15), time(18, 10)
DISTRICT, MORE_CASES = "243", 4


def leave_something_to_do(adopted: AdoptedPlan, day: date) -> None:
    """One more SMS of the evening, written and waiting for a second person; a district that counted again after the
    release, so that its figures and the province's no longer agree. The level waits by itself."""
    declared = declaration_on(adopted.place, day)
    author, at = User.objects.get(username="info"), datetime.combine(day, WRITTEN, VIETNAM)
    message = draft_message(
        adopted,
        Release.objects.filter(place=adopted.place, day=day).latest(),
        duty_id=DUTY,
        slot=SLOT,
        template=template_for(THEME, declared.level if declared else ""),
        level=declared.level if declared else "",
        by=author,
        at=at,
        expires_at=end_of(day),
    )
    if not message.workflow_in_progress:
        render(message, at=at)
        submit(message, by=author, at=at)
    _count_again(adopted.place, day)


def _count_again(province: Place, day: date) -> None:
    district = Place.objects.within(province).on(day).get(tier=Tier.DISTRICT, code=DISTRICT)
    by = User.objects.get(username="district-figures")
    if Sheet.objects.filter(place=district, day=day, by=by).exists():
        return
    counted = Report.objects.filter(place=district, day=day, indicator="new_cases").first()
    at = datetime.combine(day, COUNTED_AGAIN, VIETNAM)
    report(district, day, {"new_cases": (counted.value or 0 if counted else 0) + MORE_CASES}, by=by, at=at)
