"""Reads Vietnamese and English numerals back into numbers, written apart from the code that says them."""

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


ENGLISH = {
    word: value
    for value, words in {
        0: "zero", 1: "one first", 2: "two second", 3: "three third", 4: "four fourth", 5: "five fifth",
        6: "six sixth", 7: "seven seventh", 8: "eight eighth", 9: "nine ninth", 10: "ten tenth", 11: "eleven eleventh",
        12: "twelve twelfth", 13: "thirteen thirteenth", 14: "fourteen fourteenth", 15: "fifteen fifteenth",
        16: "sixteen sixteenth", 17: "seventeen seventeenth", 18: "eighteen eighteenth", 19: "nineteen nineteenth",
        20: "twenty twentieth", 30: "thirty thirtieth", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy",
        80: "eighty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
ENGLISH_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}


def english_number(words: str) -> int:
    """ "one thousand two hundred and five" → 1205, "twenty seventh" → 27, "twenty twenty one" (a year) → 2021."""
    total, group, last = 0, 0, 0
    for word in words.split():
        if word in ("hundred", "oh"):  # "nineteen oh five" is a year
            group *= 100
        elif word in ENGLISH_SCALES:
            total, group = total + group * ENGLISH_SCALES[word], 0
        elif word != "and":
            if last >= 10 and ENGLISH[word] >= 10:  # "twenty twenty": centuries and years
                group *= 100
            group, last = group + ENGLISH[word], ENGLISH[word]
            continue
        last = 0
    return total + group


def english_numbers_in(reading_form: str) -> list[str]:
    """Every word that is part of a number, in order."""
    counting = ENGLISH.keys() | ENGLISH_SCALES.keys() | {"hundred"}
    return [word for word in re.findall(r"[a-z]+", reading_form.lower()) if word in counting]
