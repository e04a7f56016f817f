"""The only place where the time of day is read. Rules never call it: views and commands read it and pass it in.

An exercise site sets VUNGXANH_NOW (ISO 8601 with offset) and lives from that moment on: the desks show that day and
what is recorded carries that time. Its programs agree when they share VUNGXANH_NOW_SINCE, the moment in which it began.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in Vietnam's time."""
    if settings.VUNGXANH_NOW:
        begun = datetime.fromisoformat(settings.VUNGXANH_NOW)
        return (begun + _passed()).astimezone(VIETNAM)
    return timezone.now().astimezone(VIETNAM)


def _passed() -> timedelta:
    """How long the exercise has run. Where nobody says when it began, it stands still."""
    since = settings.VUNGXANH_NOW_SINCE
    return timezone.now() - datetime.fromisoformat(since) if since else timedelta()


def today() -> date:
    return now().date()


def is_exercise() -> bool:
    """True when this site must reach no one outside the simulators."""
    return bool(settings.VUNGXANH_EXERCISE)
