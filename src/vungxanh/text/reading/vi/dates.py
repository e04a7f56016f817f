"""Days, months and years: "02/9/2021" → "mùng hai tháng chín năm hai nghìn không trăm hai mươi mốt".

The first ten days are said "mùng". What cannot be a day of the calendar is no date, and another rule reads it.
"""

import re
from calendar import monthrange

from vungxanh.text.reading.rule import Rule, after, before
from vungxanh.text.reading.vi.fractions import means_a_part
from vungxanh.text.reading.vi.numerals import cardinal

_DMY = r"\d{{1,2}}\s?(?P<{p}sep>[/.-])\s?\d{{1,2}}\s?(?P={p}sep)\s?(?:\d{{4}}|\d{{2}})"
_DATE = r"(?:" + _DMY + r"|\d{{1,2}}/\d{{4}}|\d{{1,2}}/\d{{1,2}})(?![\d/]|[.-]\d)"
_ONE = _DATE.format(p="a")
_FIRST = _ONE.removesuffix("(?![\\d/]|[.-]\\d)") + r"(?!\d)"
_OTHER = _DATE.format(p="b")
_TO = r"\s?[-–]\s?"
_IN_FRONT = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|trước|sau|lễ|mùng|mồng|dịp|vào|lúc|giờ|hạn|qua|nay|mai|phút)[\s(,]*$"
)
_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm nay|hôm qua|ngày mai|hôm)[\s(,]*$")
_MUNG = re.compile(r"(?:mùng|mồng)\s*$")
_MONTH = re.compile(r"tháng\s*$")
_BEHIND_A_DAY = re.compile(
    r"\s*(?:$|[.,;:)!?–-](?!\d)|(?:tháng|đến|này|tới|và|hoặc|hàng|hằng|vừa|âm lịch|dương lịch|năm \d)\b)"
)
_NOT_A_DAY = re.compile(r"(?:mỗi|một|hằng|hàng|cả|mấy|trong)\s+ngày\s*$|(?:^|[\s(])\d+\s+ngày\s*$")


def day_name(day: int, front: str = "") -> str:
    """ "mùng" is not said twice."""
    return cardinal(day) if day > 10 or _MUNG.search(front) else f"mùng {cardinal(day)}"


def month_name(month: int) -> str:
    return f"tháng {'tư' if month == 4 else cardinal(month)}"


def spoken_date(day: int, month: int, year: int | None, front: str = "") -> str | None:
    """None when the calendar has no such day."""
    known = 2000 if year is None else year  # a leap year: 29/2 without a year may be a date
    if not (1 <= month <= 12 and 1 <= known <= 9999 and 1 <= day <= monthrange(known, month)[1]):
        return None
    said = f"{day_name(day, front)} {month_name(month)}"
    return said if year is None else f"{said} năm {cardinal(year)}"


def _one_date(written: str, front: str) -> str | None:
    parts = [part.strip() for part in re.split(r"[/.-]", written)]
    if len(parts) == 3:
        return spoken_date(int(parts[0]), int(parts[1]), int(parts[2]) or 2000, front)
    if len(parts[1]) == 4:
        return _month_of_year(int(parts[0]), int(parts[1]), front)
    return spoken_date(int(parts[0]), int(parts[1]), None, front)


def _month_of_year(month: int, year: int, front: str) -> str | None:
    if not (1 <= month <= 12 and year):
        return None
    if re.search(r"quý\s*$", front):
        return f"{cardinal(month)} năm {cardinal(year)}" if month <= 4 else None
    said = month_name(month) if not _MONTH.search(front) else month_name(month).removeprefix("tháng ")
    return f"{said} năm {cardinal(year)}"


def _date(found: re.Match[str]) -> str | None:
    front = before(found)
    if found[0] == "24/7" and not _IN_FRONT.search(front):
        return None
    if means_a_part(found[0], front, after(found)) and not _IN_FRONT.search(front):
        return None
    return _one_date(found[0], front)


def _span(found: re.Match[str]) -> str | None:
    one = _one_date(found["one"], before(found))
    other = _one_date(found["other"], "")
    return f"{one} đến {other}" if one and other else None


def _days_of_a_month(found: re.Match[str]) -> str | None:
    """ "01-15/9": both days are of one month."""
    year = int(found["year"]) if found["year"] else None
    last = spoken_date(int(found["last"]), int(found["month"]), year)
    first = int(found["first"])
    if last is None or not 1 <= first <= 31:
        return None
    return f"{day_name(first, before(found))} đến {last}"


def _iso(found: re.Match[str]) -> str | None:
    return spoken_date(int(found[3]), int(found[2]), int(found[1]), before(found))


def _with_hyphen(found: re.Match[str]) -> str | None:
    """ "ngày 2-9" is a day and a month only where the word "ngày" or a part of the day says so."""
    if not _DAY.search(before(found)) or after(found).lstrip().startswith("tháng"):
        return None
    return spoken_date(int(found[1]), int(found[2]), None, before(found))


def _month_with_hyphen(found: re.Match[str]) -> str | None:
    front = before(found)
    likely = "1900" <= found[2] <= "2100" and "-" in found[0]
    return _month_of_year(int(found[1]), int(found[2]), front) if likely or _MONTH.search(front) else None


def _months_of_a_year(found: re.Match[str]) -> str | None:
    """ "tháng 8-9/2021"."""
    last = _month_of_year(int(found[2]), int(found[3]), "")
    if not last or not 1 <= int(found[1]) <= 12 or not _MONTH.search(before(found)):
        return None
    return f"{month_name(int(found[1])).removeprefix('tháng ')} đến {last}"


def _day_alone(found: re.Match[str]) -> str | None:
    front = before(found)
    if not re.search(r"ngày\s*$", front) or _NOT_A_DAY.search(front) or not 1 <= int(found[0]) <= 10:
        return None
    behind = after(found)
    if re.match(r",\s*\d", behind) and "tháng" not in behind:
        return None  # the first, the seventh day of something
    return day_name(int(found[0]), front) if _BEHIND_A_DAY.match(behind) else None


def _days_behind_day(found: re.Match[str]) -> str | None:
    """ "ngày 5-8 tháng 9"."""
    if not re.search(r"ngày\s*$", before(found)):
        return None
    first, last = int(found[1]), int(found[2])
    return f"{day_name(first)} đến {day_name(last)}" if 1 <= first < last <= 31 else None


RULES = (
    Rule("ISO date", re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(?=\d))?(?!\d)"), _iso),
    Rule("dates from and to", re.compile(rf"(?P<one>{_FIRST}){_TO}(?P<other>{_OTHER})"), _span),
    Rule(
        "days of a month",
        re.compile(
            rf"(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}))?(?![\d/])"
        ),
        _days_of_a_month,
    ),
    Rule("date", re.compile(_ONE), _date),
    Rule("date with a hyphen", re.compile(r"(\d{1,2})-(\d{1,2})(?![\d/.-])"), _with_hyphen),
    Rule("months of a year", re.compile(r"(\d{1,2})\s?[-–]\s?(\d{1,2})/(\d{4})(?!\d)"), _months_of_a_year),
    Rule("month with a hyphen", re.compile(r"(\d{1,2})[-.](\d{4})(?!\d)"), _month_with_hyphen),
    Rule("days behind the word", re.compile(r"(\d{1,2})\s?[-–]\s?(\d{1,2})(?=\s+tháng)"), _days_behind_day),
    Rule("day alone", re.compile(r"\d{1,2}(?!\d|[.,/]\d)"), _day_alone),
)
