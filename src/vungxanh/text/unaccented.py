"""Vietnamese without accents, for the plain SMS alphabet: "Đề nghị" becomes "De nghi", at half the price or less.

It is another text and is approved as one; nothing turns to it silently. What has no plain form stays, and is named.
"""

import unicodedata
from dataclasses import dataclass

from vungxanh.text.alphabet import GSM_OCTETS
from vungxanh.text.nfc import nfc
from vungxanh.text.stray import outside

_VIETNAMESE_IN_GSM = frozenset("àèéìòùÉ")  # bare as all others: half-accented Vietnamese misleads
_LETTERS = {
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D", "ƀ": "b", "Ƀ": "B",
    "ł": "l", "Ł": "L", "ı": "i", "œ": "oe", "Œ": "OE",
}  # fmt: skip
_SIGNS = {
    "'": "‘’‚‛′ʼʻ`´",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−•",
    " ": "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\u0085\u2028\u2029",
    "": "\u00ad\u200b\u2060\ufeff",
    "...": "…", ">=": "≥", "<=": "≤", "x": "×", "d": "₫", "No.": "№",
}  # fmt: skip
_PLAIN = _LETTERS | {sign: plain for plain, signs in _SIGNS.items() for sign in signs}


@dataclass(frozen=True, slots=True)
class Unaccented:
    """`left`: the letters that still force UCS-2, each once, as they first occur. Empty when the text fits GSM-7."""

    text: str
    left: tuple[str, ...]


def unaccented(text: str) -> Unaccented:
    """`text` without Vietnamese accents and without signs that GSM-7 lacks, case kept; NFC or NFD on the way in.

    Letters of other languages keep what GSM-7 has of them (ü, ñ) and lose the rest (č → c).
    """
    letters: list[str] = []
    bare = False  # whether the letter before lost its marks: those that follow it apart go too
    for letter in nfc(text):
        if bare and unicodedata.combining(letter):
            continue
        plain = _plain(letter)
        letters.append(plain)
        bare = plain[-1:].isalpha() and plain in GSM_OCTETS
    whole = nfc("".join(letters))
    return Unaccented(whole, tuple(dict.fromkeys(letter for letter, _ in outside(whole))))


def _plain(letter: str) -> str:
    if letter in GSM_OCTETS and letter not in _VIETNAMESE_IN_GSM:
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else _PLAIN.get(letter, letter)
