"""Numbers as Vietnamese texts write them: points between thousands, a decimal comma, and the other way about.

"1.234" is a thousand, "2.5" and "2.1234" are not: a point before one, two or four digits parts no thousands.
"""

import re

from vungxanh.text.reading.rule import Rule, Start, after, before
from vungxanh.text.reading.vi.numerals import cardinal, decimal, one_by_one, whole

NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:[\u00a0 ]\d{3}){2,}(?![\d])"
    r"|\d+,\d+|\d+\.(?:\d{1,2}|\d{4,})|\d+)(?!\d)"
)
_PARTS = re.compile(r"\d+(?:\.\d+)+")
_ROW = re.compile(r"\d+(?:,\d+){2,}(?![\d])")
_CODE = re.compile(r"(?:mã|mã số|số|chỉ thị|nghị quyết|công điện|kế hoạch)[\s:]*$")
_SECTION = re.compile(
    r"(?:mục|tiểu mục|điểm|khoản|phần|chương|điều|bảng|biểu|hình|phụ lục|phiên bản|bản|tiêu chí|nhiệm vụ)\s*(?:số\s*)?$"
)


def figure(written: str) -> str:
    """ "1.234,5" → "một nghìn hai trăm ba mươi tư phẩy năm"."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", written):
        written = written.translate(str.maketrans(",.", ".,"))
    written = re.sub(r"[\u00a0 ]", ".", written)
    before_comma, _, behind = written.partition(",")
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", before_comma) is not None and before_comma[0] != "0"
    if not grouped and "." in before_comma:
        before_comma, _, behind = before_comma.partition(".")
    digits = before_comma.replace(".", "")
    return decimal(digits, behind, grouped=grouped) if behind else whole(digits, grouped=grouped)


def pointed(written: str) -> str:
    """Numbers of sections and versions: "1.2" → "một chấm hai"."""
    return " chấm ".join(whole(part) for part in written.split("."))


def _number(found: re.Match[str]) -> str:
    digits = found["number"]
    if len(digits) == 2 and digits[0] == "0" and _CODE.search(before(found)):
        return one_by_one(digits)
    return figure(digits)


def _negative(found: re.Match[str]) -> str | None:
    front = found.string[: found.start()]
    if front and not front[-1].isspace() and front[-1] not in "([,:;=<>≥≤±~":
        return None
    return f"{'âm' if found['sign'] == '-' else 'cộng'} {figure(found['number'])}"


def _section(found: re.Match[str]) -> str | None:
    several = found[0].count(".") > 1 and all(len(part) < 3 for part in found[0].split("."))
    return pointed(found[0]) if several or _SECTION.search(before(found)) else None


def _row(found: re.Match[str]) -> str | None:
    parts = found[0].split(",")
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        return None
    return ", ".join(whole(part) for part in parts)


def _places_after(found: re.Match[str]) -> str | None:
    """ "thứ 4" is said "thứ tư", "thứ 1" "thứ nhất"; so is the fourth month."""
    front = before(found)
    if after(found)[:1] in (",", ".") and after(found)[1:2].isdigit():
        return None
    if front.endswith(("thứ ", "thứ")):
        return {1: "nhất", 4: "tư"}.get(int(found[0])) or cardinal(int(found[0]))
    if re.search(r"tháng\s*$", front) and 1 <= int(found[0]) <= 12:
        return "tư" if int(found[0]) == 4 else cardinal(int(found[0]))
    return None


RULES = (
    Rule("place in an order", re.compile(r"\d{1,2}(?![\d%])"), _places_after),
    Rule("section", _PARTS, _section),
    Rule("row of numbers", _ROW, _row),
    Rule("negative", re.compile(rf"(?P<sign>[-+])(?P<number>{NUMBER})"), _negative, (Start.SIGN,)),
    Rule("number", re.compile(rf"(?P<number>{NUMBER})"), _number),
    Rule("digits", re.compile(r"\d+"), lambda found: whole(found[0])),
)
