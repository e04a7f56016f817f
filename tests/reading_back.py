"""Reads Vietnamese numerals back into numbers, written apart from the code that says them."""

import re
from decimal import Decimal

ONES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
        "tám": 8, "chín": 9}  # fmt: skip
SCALES = {"nghìn": 1000, "triệu": 10**6, "tỷ": 10**9}
_ONE = "(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)"
_LAST = "(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)"
_TENS = rf"(?:{_ONE} mươi(?: {_LAST})?|mười(?: {_LAST})?)"
_GROUP = rf"(?:{_ONE} trăm(?: (?:linh {_ONE}|{_TENS}))?|{_TENS}|{_ONE})"
_NUMERAL = re.compile(
    rf"(?<!\w)(?:âm )?{_GROUP}(?: (?:nghìn|triệu|tỷ))*(?: {_GROUP}(?: (?:nghìn|triệu|tỷ))+)*"
    rf"(?: {_ONE} trăm(?: (?:linh {_ONE}|{_TENS}))?)?"
    rf"(?: phẩy (?P<behind>{_GROUP}(?!\w)(?: {_ONE})*))?(?!\w)"
)
_OF_YEAR = re.compile(r"(?<!\w)năm(?= (?:một|hai) nghìn(?!\w))")


def number(words: str) -> int:
    """ "một nghìn hai trăm linh năm" → 1205."""
    if words.startswith("âm "):
        return -number(words.removeprefix("âm "))
    total, group, last = 0, 0, 0
    for word in words.split():
        if word in ONES:
            last = ONES[word]
        elif word == "linh":
            last = 0
        elif word == "mười":
            group, last = group + 10, 0
        elif word == "mươi":
            group, last = group + last * 10, 0
        elif word == "trăm":
            group, last = group + last * 100, 0
        elif word == "tỷ":
            total, group, last = (total + group + last) * 10**9, 0, 0
        else:
            total, group, last = total + (group + last) * SCALES[word], 0, 0
    return total + group + last


def decimal(before: str, behind: str) -> Decimal:
    """("ba mươi tám", "năm") → 38.5; what follows the comma is a number, or digits when it begins with a zero."""
    words = behind.split()
    one_by_one = words[0] == "không" or (len(words) > 1 and all(word in ONES for word in words))
    digits = "".join(str(ONES[word]) for word in words) if one_by_one else str(number(behind))
    return Decimal(f"{number(before)}.{digits}")


def numbers_in(reading_form: str) -> list[int | Decimal]:
    """Every number that is said, in order; the word "năm" before a year is no five."""
    text = _OF_YEAR.sub("|", reading_form.lower().replace("\n", " | "))
    found: list[int | Decimal] = []
    for said in _NUMERAL.finditer(text):
        before = said[0].partition(" phẩy ")[0]
        found.append(decimal(before, said["behind"]) if said["behind"] else number(before))
    return found
