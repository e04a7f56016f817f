"""Reads one cell: a day as people and Excel write it, a whole number with or without thousands signs. Never guesses.

What a cell alone cannot settle (3/4/2021, 1.234) is read the Vietnamese way and held in doubt: `Evidence` remembers
whether any other cell of the file contradicts that way, and then the doubtful rows are not taken.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntFlag
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vungxanh.clock import VIETNAM
from vungxanh.sheets.faults import Fault

EARLIEST = date(2000, 1, 1)
LARGEST = 100_000_000  # more people than any indicator can count

_EXCEL_BEGINS = date(1899, 12, 30)  # Excel's day 1 is 1900-01-01, and it believes in 1900-02-29
_SERIAL = re.compile(r"[0-9]{5}(?:[.]0+)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]{5,}(Z|[+-][0-9:]+)?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"[0-9]+([.,])[0-9]+|[0-9]{1,3}(?:[.,][0-9]{3})+([.,])[0-9]+")
_LAST_MONTH = 12


class Doubt(IntFlag):
    """What was read one way and could be read another."""

    NONE = 0
    MONTH_FIRST = 1
    POINT = 2
    COMMA = 4


@dataclass(slots=True)
class Evidence:
    """What the cells of a file say against reading it the Vietnamese way; `doubted`: what was read in doubt so far."""

    against: Doubt = Doubt.NONE
    doubted: Doubt = Doubt.NONE

    def contradicted(self) -> Doubt:
        """The doubts that do not hold. A file that groups by points and by commas cannot be told."""
        both = Doubt.POINT | Doubt.COMMA
        return self.doubted & (self.against | (both if self.doubted & both == both else Doubt.NONE))


class Day(NamedTuple):
    day: date
    doubt: Doubt


class Count(NamedTuple):
    value: int | None
    doubt: Doubt


def read_day(cell: str, today: date, evidence: Evidence) -> Day:
    """ISO, D/M/YYYY (with strokes, points or hyphens), or Excel's number of a day. Raises Fault."""
    doubt = Doubt.NONE
    if not cell:
        raise Fault("no-day", _("The row does not say its day; write it as DD/MM/YYYY."))
    if iso := _ISO.fullmatch(cell):
        day = _date(cell, int(iso[1]), int(iso[2]), int(iso[3])) if iso[4] is None else _day_in_vietnam(cell)
    elif _SERIAL.fullmatch(cell):
        day = _EXCEL_BEGINS + timedelta(days=int(cell[:5]))
    elif said := _DAY_FIRST.fullmatch(cell):
        first, second, year = int(said[1]), int(said[3]), int(said[4])
        if first <= _LAST_MONTH < second:
            evidence.against |= Doubt.MONTH_FIRST
            reason = _("“%s” has no such month; write the day first, as DD/MM/YYYY.")
            raise Fault("month-first", reason % cell)
        day = _date(cell, year, second, first)
        if first <= _LAST_MONTH and first != second:
            doubt = Doubt.MONTH_FIRST
            evidence.doubted |= doubt
    elif _SHORT_YEAR.fullmatch(cell):
        raise Fault("not-a-day", _("“%s” has a year of two digits; write it as DD/MM/YYYY or YYYY-MM-DD.") % cell)
    else:
        raise Fault("not-a-day", _("“%s” is not a day; write it as YYYY-MM-DD or DD/MM/YYYY.") % cell)
    if day < EARLIEST:
        raise Fault("day-out-of-range", _("%s is too long ago; check the year.") % cell)
    if day > today:
        raise Fault(
            "future-day", _("%(day)s has not come yet; today is %(today)s.") % {"day": cell, "today": written(today)}
        )
    return Day(day, doubt)


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def read_count(cell: str, key: str, evidence: Evidence) -> Count:
    """A whole number of 0 or more, or None for a blank cell: not reported, never zero. Raises Fault."""
    if not cell:
        return Count(None, Doubt.NONE)
    if re.fullmatch(r"[0-9]+(?:\.0+)?", cell) and not _GROUPED.fullmatch(cell):
        digits, point, _noughts = cell.partition(".")
        doubt = Doubt.NONE
        evidence.against |= Doubt.POINT if point else Doubt.NONE
    elif _GROUPED.fullmatch(cell):
        digits, doubt = re.sub("[.,]", "", cell), Doubt.POINT if "." in cell else Doubt.COMMA
        evidence.doubted |= doubt
    else:
        raise _wrong_count(cell, key, evidence)
    if len(digits.lstrip("0")) > len(str(LARGEST)) or int(digits) > LARGEST:
        raise Fault("too-large", _("“%(cell)s” in %(key)s is too large to be true.") % {"cell": cell, "key": key})
    return Count(int(digits), doubt)


CONTRADICTED = (
    (
        Doubt.MONTH_FIRST,
        "ambiguous-day",
        gettext_noop("The day may be read in two ways, and other rows put the month first; write it as YYYY-MM-DD."),
    ),
    (
        Doubt.POINT | Doubt.COMMA,
        "ambiguous-number",
        gettext_noop(
            "A point or comma may part thousands or decimals; other rows use it otherwise; write the digits only."
        ),
    ),
)

_WRONG_COUNTS: tuple[tuple[str, str, str], ...] = (
    (r"[-−–]\s*[0-9].*", "negative-count", gettext_noop("“%(cell)s” in %(key)s is negative; counts are 0 or more.")),
    (
        r"[0-9]+[.,][0-9.,]+",
        "decimal",
        gettext_noop("“%(cell)s” in %(key)s has a point or comma; write the digits only."),
    ),
    (
        r".*",
        "not-a-number",
        gettext_noop("“%(cell)s” in %(key)s is not a whole number; leave it blank if not reported."),
    ),
)


def _wrong_count(cell: str, key: str, evidence: Evidence) -> Fault:
    if decimal := _DECIMAL.fullmatch(cell):
        sign = decimal[1] or decimal[2]
        evidence.against |= Doubt.POINT if sign == "." else Doubt.COMMA
    code, sentence = next((c, s) for pattern, c, s in _WRONG_COUNTS if re.fullmatch(pattern, cell, re.DOTALL))
    return Fault(code, _(sentence) % {"cell": cell, "key": key})


def _day_in_vietnam(cell: str) -> date:
    """Programs write Vietnam's midnight as 17:00 of the day before, in UTC."""
    try:
        return datetime.fromisoformat(cell).astimezone(VIETNAM).date()
    except (ValueError, OverflowError):
        raise Fault("not-a-day", _("“%s” is not a day of the calendar.") % cell) from None


def _date(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Fault("not-a-day", _("“%s” is not a day of the calendar.") % cell) from None
