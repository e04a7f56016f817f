"""Telephone numbers, digit by digit in the groups in which they are written: “0237.3.852.021”, “1900 9095”, “1022”."""

import re

from .numerals import one_by_one

_FEWEST, _MOST = 8, 12
LONG = re.compile(r"(?:\+84|\(0\d{1,3}\)|0\d{0,4}|1[89]00)(?:[ .-]?\d{1,4}){1,5}(?![\d,/])(?!\.\d)")
SHORT = re.compile(r"(?:1022|1023|18\d{2}|19\d{2}|11[1-5])(?![\d/])(?![.,]\d)(?!\s?%)")
_CALL_BEFORE = re.compile(
    r"(?:gọi|gọi ngay|số|máy|tổng đài|đường dây nóng|hotline|điện thoại|đt|sđt|liên hệ|hỏi|báo|cấp cứu|cứu hỏa|qua|"
    r"nhắn|nhánh|call|tel)\s*(?:điện|ngay|cho|số|tới|đến|thoại)?\s*[:.]?\s*$",
    re.I,
)
_ANOTHER_BEFORE = re.compile(r"\b11[1-5]\s*(?:hoặc|và|,)\s*$")
_COUNTED = re.compile(
    r"\s*(?:ca|người|mẫu|liều|trường hợp|xã|phường|thôn|hộ|điểm|chốt|tỷ|triệu|nghìn|đồng|giường|kg|km|bệnh nhân|F\d|"
    r"lượt|cụm|trạm|cơ sở|doanh nghiệp|học sinh|ngày|giờ|tin|cuộc|"
    r"công nhân|đơn vị)\b",
    re.I,
)


def long(found: re.Match[str], _before: str) -> str | None:
    digits = sum(letter.isdigit() for letter in found[0])
    plus = found[0].startswith("+")
    hotline = found[0].startswith("0") and digits >= 7 and re.search(r"[ .-]", found[0])
    if not (_FEWEST <= digits <= _MOST or hotline):
        return None
    groups = [one_by_one(part) for group in re.split(r"\D+", found[0]) if group for part in _as_read(group)]
    return ("cộng " if plus else "") + ", ".join(groups)


def _as_read(group: str) -> list[str]:
    """A number that is written in one is still read in pieces, as people remember it."""
    if len(group) == 8 and group[:2] in ("18", "19"):
        return [group[:4], group[4:]]
    if len(group) in (10, 11):
        return [group[:4], group[4:7], group[7:]]
    return [group]


def short(found: re.Match[str], before: str) -> str | None:
    """1022 is a hotline wherever nothing is counted; 115 and its like only where somebody is told to call."""
    after = found.string[found.end() :]
    if _COUNTED.match(after):
        return None
    called = _CALL_BEFORE.search(before) is not None or _ANOTHER_BEFORE.search(before) is not None
    always = found[0] in ("1022", "1023")
    return one_by_one(found[0]) if called or (always and not before.rstrip().lower().endswith("năm")) else None
