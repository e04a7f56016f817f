"""The only place where the time of day is read. Rules never call it: views and commands read it and pass it in.

An exercise site sets VUNGXANH_NOW (ISO 8601 with offset) and then lives in that moment: the desks show that
day and what is recorded carries that time.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in Vietnam's time."""
    if settings.VUNGXANH_NOW:
        return datetime.fromisoformat(settings.VUNGXANH_NOW).astimezone(VIETNAM)
    return timezone.now().astimezone(VIETNAM)


def today() -> date:
    return now().date()


def is_exercise() -> bool:
    """True when this site must reach no one outside the simulators."""
    return bool(settings.VUNGXANH_EXERCISE)
