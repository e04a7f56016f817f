"""Roman numerals: "khóa XV", "quý III/2021", "IV.4.2". One letter is a numeral only behind a word that asks for one."""

import re

from vungxanh.text.reading.rule import Rule, Start, after, before
from vungxanh.text.reading.vi.figures import pointed
from vungxanh.text.reading.vi.numerals import cardinal, ordinal

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WELL_FORMED = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ASKS = re.compile(
    r"(?:khóa|khoá|lần|thứ|đại hội|thế kỷ|thế kỉ|quý|chương|mục|phần|kỳ|nhiệm kỳ|cấp|hạng|loại|nhóm|vùng|tuyến|đợt"
    r"|khu|giai đoạn|phụ lục|bảng|tập|quyển|tiểu mục|bậc|điểm|tổ|vòng|kì)(?: thứ)?\s*"
    r"(?:[ivxlcdm]+\s*(?:,|và|hoặc|-)\s*)*$"
)
_WORDS = {
    "LI",
    "DI",
    "MI",
    "VI",
    "XI",
    "MC",
    "CC",
    "CV",
    "CD",
    "DC",
    "MM",
    "CM",
    "DL",
    "ML",
    "DM",
    "LC",
    "MD",
    "CL",
    "CI",
}


def roman(letters: str) -> int | None:
    """ "XVII" → 17; None when it is not well formed."""
    if not letters or not _WELL_FORMED.fullmatch(letters):
        return None
    values = [_VALUES[letter] for letter in letters]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _numeral(found: re.Match[str]) -> str | None:
    value = roman(found[0])
    front = before(found)
    if value is None:
        return None
    if _ASKS.search(front):
        return ordinal(value) if front.rstrip().endswith("thứ") else cardinal(value)
    if len(found[0]) == 1 or found[0] in _WORDS or set(found[0]) - set("IVX"):
        return _two_letters(found, value)
    return cardinal(value)


def _two_letters(found: re.Match[str], value: int) -> str | None:
    """ "VI", "XI" are syllables as well: numerals only where no capitals follow."""
    if found[0] not in ("VI", "XI") or after(found).lstrip()[:2].isupper():
        return None
    return cardinal(value)


def _from_to(found: re.Match[str]) -> str | None:
    one, other = roman(found[1]), roman(found[2])
    if one is None or other is None or (len(found[1]) == len(found[2]) == 1 and not _ASKS.search(before(found))):
        return None
    return f"{cardinal(one)} đến {cardinal(other)}"


def _section(found: re.Match[str]) -> str | None:
    value = roman(found[1])
    return f"{cardinal(value)} chấm {pointed(found[2])}" if value is not None else None


def _of_year(found: re.Match[str]) -> str | None:
    value = roman(found[1])
    return f"{cardinal(value)} năm {cardinal(int(found[2]))}" if value is not None else None


_LETTERS = r"([IVXLCDM]+)"
RULES = (
    Rule("quarter of a year", re.compile(rf"{_LETTERS}[/-](\d{{4}})(?!\d)"), _of_year, (Start.CAPITAL,)),
    Rule("roman section", re.compile(rf"{_LETTERS}\.(\d{{1,2}}(?:\.\d{{1,2}})*)(?!\d)"), _section, (Start.CAPITAL,)),
    Rule("roman range", re.compile(rf"{_LETTERS}\s?[-–]\s?{_LETTERS}(?![^\W_])"), _from_to, (Start.CAPITAL,)),
    Rule("roman numeral", re.compile(r"[IVXLCDM]+(?![^\W_]|[-&]\w)"), _numeral, (Start.CAPITAL,)),
)
