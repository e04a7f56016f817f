"""Numbers to be dialled, digit by digit, with a pause between the groups that are written.

Ten digits in one row are parted as they are usually said. Short numbers are codes where the words speak of calling,
or where they stand alone; "115 ca" is a number of cases.
"""

import re

from vungxanh.text.reading.rule import Rule, Start, after, before
from vungxanh.text.reading.vi.numerals import one_by_one

_SHORT = r"1\d{2,3}"
_CALLS = re.compile(
    r"(?:gọi|tổng đài|nóng|điện thoại|đt|sđt|hotline|liên hệ|liên lạc|cấp cứu|hỏi|nhắn|alo|a lô|fax|zalo|viber"
    r"|đầu số|số máy|trợ giúp|hỗ trợ|bấm|quay|tel|phone|di động|cố định|phản ánh|báo tin|báo cháy|cứu hỏa|công an)"
    r"(?:[\s:(,]|số|ngay|máy|qua|theo|tới|đến|về|là|y tế|của tỉnh"
    r"|miễn phí|hoặc|và|(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)\s|\d[\d. ]*)*$"
)
_COUNTED = re.compile(
    r"\s*(?:ca|người|liều|trường hợp|mẫu|bệnh nhân|hộ|xã|phường|thôn|điểm|giường|tổ|chốt|cơ sở|khu|mũi|lượt|km"
    r"|kg|đồng|tỷ|triệu|nghìn|ngày|tháng|năm|giờ|phút|học sinh|công nhân|đơn vị|doanh nghiệp|trạm|lớp|F\d"
    r"|cuộc|tin|phản ánh|%)(?![^\W_])"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_GROUPS = re.compile(r"\d+")
_LONG_ENOUGH, _TOO_LONG, _ABROAD = 7, 13, 10  # digits
_KNOWN = ("113", "114", "115", "1022")


def groups(written: str) -> str:
    """ "0237.1022" → "không hai ba bảy, một không hai hai"."""
    rows = _GROUPS.findall(written)
    if len(rows) == 1:
        rows = _parted(rows[0])
    return ", ".join(one_by_one(row) for row in rows)


def _parted(row: str) -> list[str]:
    if row.startswith(("1800", "1900")) and len(row) >= 8:
        return [row[:4], row[4:]]
    if row.startswith("0") and len(row) in (10, 11):
        return [row[:4], row[4:7], row[7:]]
    return [row]


def _dialled(found: re.Match[str]) -> str | None:
    digits = "".join(_GROUPS.findall(found[0]))
    if len(digits) < _LONG_ENOUGH or len(digits) > _TOO_LONG:
        return None
    return groups(found[0])


def _abroad(found: re.Match[str]) -> str | None:
    if len("".join(_GROUPS.findall(found[0]))) < _ABROAD:
        return None
    return f"{'cộng ' if found[0][0] == '+' else ''}{groups(found[0])}"


def _short(found: re.Match[str]) -> str | None:
    if _COUNTED.match(after(found)):
        return None
    alone = not before(found).strip(" .,;:?!()") and not after(found).strip(" .,;:?!()")
    known = found[0] == "1022" or (alone and found[0] in _KNOWN)
    return one_by_one(found[0]) if known or _CALLS.search(before(found)) else None


def _shortest(found: re.Match[str]) -> int:
    """ "ĐT 305" is a road of the province, "ĐT: 0211 …" a telephone."""
    return 4 if re.search(r"(?<!\w)đt\s?$", before(found)) else 3


def _called(found: re.Match[str]) -> str | None:
    """Any row of groups behind "gọi", "điện thoại", …"""
    digits = "".join(_GROUPS.findall(found[0]))
    if (
        _THOUSANDS.fullmatch(found[0])
        or len(digits) < _shortest(found)
        or _COUNTED.match(after(found))
        or not _CALLS.search(before(found))
    ):
        return None
    return groups(found[0])


RULES = (
    Rule(
        "telephone",
        re.compile(r"(?:\(0\d{1,3}\)|0\d{1,3})(?:\s?[ .-]?\d{1,4}){1,5}(?![\d/]|[.,]\d)"),
        _dialled,
        (Start.DIGIT, Start.SIGN),
    ),
    Rule("area", re.compile(r"\(0\d{2,3}\)"), lambda found: groups(found[0]) + ",", (Start.SIGN,)),
    Rule(
        "call centre",
        re.compile(r"1[89]00[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?(?![\d/]|[.,]\d)"),
        lambda found: groups(found[0]),
    ),
    Rule(
        "from abroad",
        re.compile(r"(?:\+\d{1,3}|84(?=[ .-]))(?:[ .-]?\(?\d{1,4}\)?){2,5}(?!\d)"),
        _abroad,
        (Start.DIGIT, Start.SIGN),
    ),
    Rule("called", re.compile(r"\d{3,11}(?:[. ]\d{3,4}){0,3}(?![\d/%]|[.,]\d)"), _called),
    Rule("short number", re.compile(rf"(?:{_SHORT})(?![\d/%:h]|[.,-]\d)"), _short),
)
