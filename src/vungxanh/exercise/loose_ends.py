"""Leaves the last evening of a demonstration unfinished, so that whoever logs in finds something to do."""

from datetime import date, datetime, time

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.duties.expand import end_of
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import declaration_on
from vungxanh.messages.draft import draft_message, template_for

DUTY, SLOT, THEME = "vp-l4-sms", 2, "thong-diep"
WRITTEN = time(18, 15)


def leave_something_to_do(adopted: AdoptedPlan, day: date) -> None:
    """One more SMS of the evening, written and waiting for a second person. The level waits by itself."""
    declared = declaration_on(adopted.place, day)
    draft_message(
        adopted,
        Release.objects.filter(place=adopted.place, day=day).latest(),
        duty_id=DUTY,
        slot=SLOT,
        template=template_for(THEME, declared.level if declared else ""),
        level=declared.level if declared else "",
        by=User.objects.get(username="info"),
        at=datetime.combine(day, WRITTEN, VIETNAM),
        expires_at=end_of(day),
    )
