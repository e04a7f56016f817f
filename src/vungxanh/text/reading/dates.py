"""Days, months and years in figures: “02/9/2021”, “10/3”, “08/2021”, “01-15/9”, “2021-11-27”."""

import re

from .numerals import DIGITS, cardinal, fraction, whole

_DAY, _MONTH, _YEAR = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])", r"((?:19|20)\d{2})"
_END = r"(?![\d/])(?![.,]\d)"
FULL = re.compile(rf"{_DAY}([/.-]){_MONTH}\2{_YEAR}{_END}")
ISO = re.compile(rf"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]){_END}")
SHORT_YEAR = re.compile(rf"{_DAY}/{_MONTH}/(\d{{2}}){_END}")
DAYS = re.compile(rf"{_DAY}\s*[-–]\s*{_DAY}/{_MONTH}(?:/{_YEAR})?{_END}")
DAY = re.compile(rf"{_DAY}/{_MONTH}{_END}")
MONTH = re.compile(rf"{_MONTH}[/-]{_YEAR}{_END}")
NAMED = re.compile(r"[Tt]háng (?:0?4)(?![\d/.,])(?!\s?[-–]\s?\d)")
QUOTIENT = re.compile(r"(\d{1,4})/(\d{1,4})(?![\d/])(?![.,]\d)")

# Words around “3/4” by which it is a part of a whole, or no more than a sign between two numbers.
_PART_BEFORE = re.compile(
    r"(?:khoảng|gần|hơn|chiếm|được|tới|ít nhất|trên|dưới|còn|giảm|tăng|đạt|tỷ lệ|tỉ lệ|quá|bằng|cắt|uống|dùng)\s*$",
    re.I,
)
_PART_AFTER = re.compile(
    r"\s*(?:số|dân số|tổng|diện tích|quãng|giá|liều|lượng|công suất|thời gian|viên|người|hộ)\b", re.I
)
_OF_SO_MANY = re.compile(
    r"\s*(?:huyện|xã|phường|thị trấn|thị xã|thành phố|TP|thôn|bản|tổ dân phố|đơn vị|trường|điểm|chốt|mẫu|cơ sở|"
    r"sở|ngành|bệnh viện|trạm|giường|đại biểu|phiếu|tỉnh|khu|đài|cụm|lớp|doanh nghiệp)\b",
    re.I,
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUND_THE_CLOCK = (("24", "7"), ("24", "24"))
_DAY_BEFORE = re.compile(
    r"(?:ngày|mùng|mồng|từ|đến|trước|sau|sáng|trưa|chiều|tối|đêm|hôm|qua|lễ|hết|tới ngày|kể từ|vào|giờ|phút|"
    r"\d[hg]\d*),?\s*$",
    re.I,
)


def full(found: re.Match[str], _before: str) -> str:
    day, _sign, month, year = found.groups()
    return f"{_day(day)} tháng {_month(month)} năm {cardinal(int(year))}"


def short_year(found: re.Match[str], _before: str) -> str:
    day, month, year = found.groups()
    return f"{_day(day)} tháng {_month(month)} năm {whole(year)}"


def iso(found: re.Match[str], _before: str) -> str:
    year, month, day = found.groups()
    return f"{_day(day)} tháng {_month(month)} năm {cardinal(int(year))}"


def days(found: re.Match[str], _before: str) -> str | None:
    first, last, month, year = found.groups()
    if int(first) >= int(last):
        return None
    ends = f"{_day(first)} đến {_day(last)} tháng {_month(month)}"
    return f"{ends} năm {cardinal(int(year))}" if year else ends


def month(found: re.Match[str], before: str) -> str:
    name = f"{_month(found[1])} năm {cardinal(int(found[2]))}"
    return name if before.lower().rstrip().endswith("tháng") else f"tháng {name}"


def named(found: re.Match[str], _before: str) -> str:
    """April is “tháng tư”, whatever four is elsewhere."""
    return f"{found[0][:5]} tư"


def quotient(found: re.Match[str], before: str) -> str:
    """A day, a part of a whole, or two numbers with a stroke: by the words around, then by what it can be."""
    above, below, after = found[1], found[2], found.string[found.end() :]
    if (above, below) in _ROUND_THE_CLOCK and not re.search(r"ngày\s*$", before, re.I):
        return f"{whole(above)} trên {whole(below)}"
    if before.rstrip().lower().endswith("số") and _A_YEAR.fullmatch(below):
        return f"{cardinal(int(above))} năm {cardinal(int(below))}"
    if _OF_SO_MANY.match(after):
        return f"{whole(above)} trên {whole(below)}"
    is_day = DAY.match(found.string, found.start()) is not None
    if is_day and (_DAY_BEFORE.search(before) or above.startswith("0") or below.startswith("0")):
        return f"{_day(above)} tháng {_month(below)}"
    is_part = 0 < int(above) < int(below)
    if is_part and (_PART_AFTER.match(after) or _PART_BEFORE.search(before)):
        return fraction(above, below)
    if is_day:
        return f"{_day(above)} tháng {_month(below)}"
    return f"{whole(above)} trên {whole(below)}"


def _day(day: str) -> str:
    number = int(day)
    return f"mùng {cardinal(number)}" if number <= 10 else cardinal(number)


def _month(month: str) -> str:
    number = int(month)
    return "tư" if number == 4 else DIGITS[number] if number < 10 else cardinal(number)
