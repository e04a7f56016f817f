"""Letters by their names, and which rows of capitals are words."""

import re
import unicodedata

from vungxanh.text.legacy import is_syllable

_NAMES = {
    "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "f": "ép", "g": "giê", "h": "hát", "j": "gi",
    "k": "ca", "l": "e lờ", "m": "em", "n": "en", "p": "pê", "q": "quy", "r": "e rờ", "s": "ét", "t": "tê", "v": "vê",
    "w": "vê kép", "x": "ích", "z": "dét",
}  # fmt: skip
_VOWELS = frozenset("aeiouy")
_HARD_TO_SAY = re.compile(r"[^aeiouy]{3}|[^aeiouy]{2}$|^[^aeiouy]{2}")


def name_of(letter: str) -> str:
    """ "K" → "ca". A vowel is its own name."""
    return _NAMES.get(letter.lower(), letter.lower())


def spelled(letters: str) -> str:
    """ "VNPT" → "vê en pê tê"."""
    return " ".join(map(name_of, letters))


def has_marks(word: str) -> bool:
    """A tone or a hat: "TỔ", "CÔNG". Hardly an abbreviation has one."""
    return any(unicodedata.combining(mark) for mark in unicodedata.normalize("NFD", word))


def is_word(capitals: str) -> bool:
    """Whether a row of capitals is said as a word: a Vietnamese syllable, or a name that can be said ("UNICEF")."""
    if is_syllable(capitals) or (has_marks(capitals) and len(capitals) > 2):
        return True
    small = capitals.lower()
    if not small.isascii():
        return not set(small) <= (set(_NAMES) | _VOWELS | set("êôơư"))
    return len(small) > 3 and bool(set(small) & _VOWELS) and not _HARD_TO_SAY.search(small)
