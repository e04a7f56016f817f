"""The letters that tests of texts are made of."""

import unicodedata

_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_BASES = "aăâeêioôơuưy"
ACCENTED = sorted(
    {unicodedata.normalize("NFC", base + mark) for base in _BASES + _BASES.upper() for mark in _MARKS}
    - set("aeiouyAEIOUY")
    | {"đ", "Đ"}
)
VIETNAMESE = "".join(ACCENTED)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"  # four persons and three joiners: 11 UTF-16 units
THUMB = "👍🏽"  # a thumb and its skin tone
SIGNS = ("€", "\t", "“", "”", "–", "…", "\u00a0", "😷", FAMILY, THUMB, "{", "\\", "@", "\n")

# Words of what people write: accented letters composed and apart, signs, plain letters.
PIECES = [*ACCENTED, *(unicodedata.normalize("NFD", letter) for letter in ACCENTED), *SIGNS, *"abc XYZ 0189.,"]
