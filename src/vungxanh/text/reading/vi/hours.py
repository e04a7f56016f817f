"""Hours: 17h00, 17h30, 17g, 07:30, 7 giờ 30, 24h, 8h-17h. Whole hours are said without their minutes."""

import re

from vungxanh.text.reading.rule import Rule, after, before
from vungxanh.text.reading.vi.fractions import PROPORTIONS
from vungxanh.text.reading.vi.numerals import cardinal

_MINUTES = r"(?:\s?(?:phút|[p'])(?![^\W\d_]))"
_ONE = "|".join(
    (
        rf"\d{{1,2}}\s?[hHgG]\s?\d{{2}}(?!\d){_MINUTES}?",  # 17h00, 7g30
        r"\d{1,3}\s?[hH](?![^\W_])",  # 0h, 72h
        r"\d{1,2}g(?![^\W_])",  # 17g
        rf"\d{{1,2}}\s?giờ\s?\d{{1,2}}(?!\d)(?:{_MINUTES}"  # 7 giờ 30, but not "trong 24 giờ 30 ca"
        r"|(?![%.,/]\d|\s?(?:ca|người|mẫu|liều|hộ|điểm|xã|trường hợp)(?!\w)))",
        r"\d{1,2}:\d{2}(?::\d{2})?(?![\d:])",  # 07:30
    )
)
_WEIGHT = re.compile(r"(?:nặng|chứa|gói|hộp|liều|cân|uống|thêm|lượng)\s*$")
_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|pha|pha loãng)[\s:]*$")
_CLOCK = re.compile(r"(?:lúc|vào|hồi|từ|đến|trước|sau|khoảng|sáng|chiều|tối|trưa|đêm|giờ)[\s:]*$")
_NUMBERS = re.compile(r"\d+")


def clock(hour: int, minute: int = 0, second: int = 0) -> str:
    """(17, 0) → "mười bảy giờ", (7, 5) → "bảy giờ năm phút"."""
    said = f"{cardinal(hour)} giờ"
    said += f" {cardinal(minute)} phút" if minute or second else ""
    return said + (f" {cardinal(second)} giây" if second else "")


def _time(written: str, front: str) -> str | None:
    parts = [int(part) for part in _NUMBERS.findall(written)]
    if len(parts) > 1 and (parts[0] > 24 or max(parts[1:]) > 59):
        return None
    if ":" in written and (_SHARE.search(front) or (written.startswith("1:") and not _CLOCK.search(front))):
        return None
    if written[-1] == "g" and (parts[0] > 24 or _WEIGHT.search(front)):
        return None
    return clock(*parts)


def _one(found: re.Match[str]) -> str | None:
    return _time(found[0], before(found))


def _from_to(found: re.Match[str]) -> str | None:
    one, other = _time(found["one"], before(found)), _time(found["other"], "")
    return f"{one} đến {other}" if one and other else None


def _bare_from(found: re.Match[str]) -> str | None:
    """ "7-9h", "7 - 9h30": the first hour borrows its letter from the second."""
    other = _time(found["other"], "")
    return f"{cardinal(int(found['hour']))} đến {other}" if other and int(found["hour"]) <= 24 else None


def _hour(found: re.Match[str]) -> str | None:
    return None if after(found).lstrip().startswith("phút") else _one(found)


RULES = (
    Rule("hours from and to", re.compile(rf"(?P<one>{_ONE})\s?[-–]\s?(?P<other>{_ONE})"), _from_to),
    Rule("hours with one letter", re.compile(rf"(?P<hour>\d{{1,2}})\s?[-–]\s?(?P<other>{_ONE})"), _bare_from),
    Rule("hour", re.compile(_ONE), _hour),
    *PROPORTIONS,
)
