"""Roman numerals: “lần thứ XIII”, “Quý III”, “Chương II”, and “XVII” where nothing else can be meant."""

import re

from .numerals import DIGITS, cardinal

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WELL_FORMED = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
NUMERAL = re.compile(r"([IVXLCDM]+)(?:/((?:19|20)\d\d))?(?![\w&])")
_COUNTED = re.compile(
    r"(?:thứ|khóa|khoá|đại hội|thế kỷ|thế kỉ|quý|chương|mục|phần|lần|kỳ|hạng|loại|cấp|nhóm|phụ lục|tập|điểm|khối|bậc|"
    r"vùng|quân khu|giai đoạn|đợt|trung ương|khu)\s*$",
    re.I,
)
_NO_WORD = ("II", "III", "IV", "VI", "VII", "IX", "XI", "XII", "XIV", "XV")
_ALONE = 4  # letters: fewer could be an abbreviation


def numeral(found: re.Match[str], before: str) -> str | None:
    value = roman(found[1])
    if value is None:
        return None
    behind = found.string[found.end() : found.end() + 1]
    at_line_start = not before.rsplit("\n", 1)[-1].strip() and behind != "" and behind in ".)/-"
    unmistakable = len(found[0]) >= _ALONE or found[0] in (
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "IX",
        "XI",
        "XII",
        "XIV",
        "XV",
    )
    if not (_COUNTED.search(before) or at_line_start or unmistakable):
        return None
    year = f" năm {cardinal(int(found[2]))}" if found[2] else ""
    first = re.search(r"\bthứ\s*$", before, re.I) and value in (1, 4)
    said = ("nhất" if value == 1 else "tư") if first else DIGITS[value] if value < 10 else cardinal(value)
    return said + year


def roman(letters: str) -> int | None:
    """None where the letters are no numeral."""
    if not letters or not _WELL_FORMED.fullmatch(letters):
        return None
    values = [_VALUES[letter] for letter in letters]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
