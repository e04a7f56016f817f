"""The few letters that make a plain text travel as UCS-2: a curly quote, a tab, one forgotten accent.

Each costs the whole text more than half of its room. Vietnamese written with its accents has no strays: it is meant.
"""

from vungxanh.text.alphabet import GSM_OCTETS
from vungxanh.text.nfc import nfc

ONE_IN = 20  # a word's letter is a stray when there is but one of them, or so rare


def outside(text: str) -> list[tuple[str, int]]:
    """Every letter GSM-7 has no place for, with its position (from 0) in the text's NFC."""
    return [(letter, position) for position, letter in enumerate(nfc(text)) if letter not in GSM_OCTETS]


def strays(text: str) -> list[tuple[str, int]]:
    """All that is outside GSM-7 while words are not: only signs, or but a few letters. Empty when words need UCS-2."""
    found = outside(text)
    of_words = sum(letter.isalpha() for letter, _ in found)
    return found if of_words <= max(1, len(nfc(text)) // ONE_IN) else []
