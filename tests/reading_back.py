"""Reads Vietnamese numerals back into numbers, written apart from the code that says them."""

import re

ONES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
        "tám": 8, "chín": 9}  # fmt: skip
SCALES = {"nghìn": 1000, "triệu": 10**6, "tỷ": 10**9}
_NUMERAL = {*ONES, *SCALES, "mười", "mươi", "trăm", "linh"} - {"tư"}


def number(words: str) -> int:
    """ "một nghìn hai trăm linh năm" → 1205."""
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


def numbers_in(reading_form: str) -> list[int]:
    """Every number that is said, in order. "năm" is a five only behind another numeral, or before a thing counted."""
    found, row = [], []
    for word in re.findall(r"\w+|[^\w\s]", reading_form.lower()):
        if word in _NUMERAL or (row and word in ONES):
            row.append(word)
        elif row:
            found.append(" ".join(row))
            row = []
    if row:
        found.append(" ".join(row))
    return [number(one) for one in found]
