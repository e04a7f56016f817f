"""Periods and limits in time: which days a duty covers, and the last moment it can be done in time.

All clocks are Vietnam's, UTC+7 without summer time since 1975; a fixed offset needs no zone database.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from .types import Duty, Every

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
MIDNIGHT = time(0)


class Period(NamedTuple):
    """First and last day, both included. A once-duty has no first day, and no last without a deadline."""

    start: date | None
    end: date | None


def period_of(duty: Duty, on: date) -> Period:
    every = duty.cadence.every if duty.cadence else None
    if every is Every.ONCE or (duty.cadence is None and duty.deadline):
        return Period(None, last_day(duty))
    if every is Every.WEEK:
        monday = date.fromordinal(max(1, on.toordinal() - on.weekday()))
        return Period(monday, date.fromordinal(min(date.max.toordinal(), monday.toordinal() + 6)))
    if every is Every.MONTH:
        return Period(on.replace(day=1), _end_of_month(on))
    return Period(on, on)


def last_day(duty: Duty) -> date | None:
    """The deadline, or the day before `before`: "trước ngày 06/9" is done by the end of the 5th."""
    before = duty.cadence.before if duty.cadence else None
    if duty.deadline is not None:
        return duty.deadline
    return before - timedelta(days=1) if isinstance(before, date) else None


def when_due(duty: Duty, period: Period) -> tuple[datetime | None, bool]:
    """The limit in this period, and whether it must be done strictly before it.

    by 17:00 → 17:00 itself still counts; before 15:00 → it does not; no clock → before the last day ends.
    """
    if period.end is None:
        return None, False
    cadence = duty.cadence
    if cadence is not None and cadence.by is not None:
        return datetime.combine(period.end, cadence.by, VIETNAM), False
    if cadence is not None and isinstance(cadence.before, time):
        return datetime.combine(period.end, cadence.before, VIETNAM), True
    if period.end == date.max:
        return datetime.combine(period.end, time.max, VIETNAM), False
    return datetime.combine(period.end + timedelta(days=1), MIDNIGHT, VIETNAM), True


def is_late(done_at: datetime, due_at: datetime, strictly: bool) -> bool:
    return done_at >= due_at if strictly else done_at > due_at


def _end_of_month(on: date) -> date:
    if on.month == 12:
        return on.replace(day=31)
    return on.replace(month=on.month + 1, day=1) - timedelta(days=1)
