"""English days and hours: "17:00 on 19 November 2021" → "five in the afternoon on the nineteenth of November …"."""

import re
from calendar import monthrange

from vungxanh.text.reading.en.numerals import cardinal, place, year
from vungxanh.text.reading.rule import Rule, Start, before

_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1)
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\.?"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?(?!\w)")
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?(?![\w:])")
_MONTH_YEAR = re.compile(rf"{_MONTH}\s+(?P<year>\d{{4}})(?!\w)")
_FIGURES = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?!\d)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T(?=\d))?(?!\d)")
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::\d{2})?(?![\d:])(?:\s?(?P<half>[ap])\.?m\b\.?)?", re.I
)
_HALF = re.compile(r"(?P<hour>1[0-2]|[1-9])\s?(?P<half>[ap])\.?m\b\.?", re.I)


def clock(hour: int, minute: int) -> str:
    """(17, 30) → "five thirty in the afternoon"."""
    if minute == 0 and hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    part = ("at night", "in the morning", "in the afternoon", "in the evening")[
        0 if hour % 24 < 5 else 1 if hour < 12 else 2 if hour < 18 else 3
    ]
    minutes = f" {'oh ' if minute < 10 else ''}{cardinal(minute)}" if minute else ""
    return f"{cardinal(hour % 12 or 12)}{minutes} {part}"


def _date(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    month = _NUMBER.get(parts["month"]) or int(parts["month"])
    known = int(parts["year"] or 2000)
    if not (1 <= month <= 12 and known and 1 <= int(parts["day"]) <= monthrange(known, month)[1]):
        return None
    the = "" if re.search(r"\bthe\s*$", before(found)) else "the "
    said = f"{the}{place(int(parts['day']))} of {_NAMES[month - 1]}"
    return f"{said}, {year(known)}" if parts["year"] else said


def _clock(found: re.Match[str]) -> str:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return clock(hour, int(found.groupdict().get("minute") or 0))


_LETTERS = (Start.CAPITAL,)
RULES = (
    Rule("ISO date", _ISO, _date),
    Rule("date in figures", _FIGURES, _date),
    Rule("day and month", _DAY_FIRST, _date),
    Rule("month and day", _MONTH_FIRST, _date, _LETTERS),
    Rule(
        "month and year", _MONTH_YEAR, lambda f: f"{_NAMES[_NUMBER[f['month']] - 1]} {year(int(f['year']))}", _LETTERS
    ),
    Rule("clock", _CLOCK, _clock),
    Rule("half of a day", _HALF, _clock),
)
