"""The letters of Vietnamese, composed, for patterns and for telling strange letters from its own."""

import unicodedata

_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LOWER = (
    "".join(dict.fromkeys([unicodedata.normalize("NFC", base + mark) for base in "aăâeêioôơuưy" for mark in _MARKS]))
    + "bcdđghklmnpqrstvxfjwz"
)
UPPER = LOWER.upper()
VIETNAMESE = frozenset(LOWER + UPPER)
CAPITAL = rf"[{UPPER}][{LOWER}']+"  # a word that begins with a capital
