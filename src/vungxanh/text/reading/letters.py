"""Letters by their names, and which rows of capitals are words and which are abbreviations."""

import re
import unicodedata

NAMES = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "Ê": "ê", "F": "ép",
    "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "e lờ", "M": "em mờ", "N": "en nờ", "O": "o",
    "Ô": "ô", "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "e rờ", "S": "ét", "T": "tê", "U": "u", "Ư": "ư", "V": "vê",
    "W": "vê kép", "X": "ích", "Y": "y", "Z": "dét",
}  # fmt: skip
# A syllable without its tone: what can stand before, within and behind its vowels.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|iê|yê|ươ|uô|oă|oe|oa|uê|uâ|uơ|uy|ia|ya|ua|ưa|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnptiyou])?"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def spelled(word: str) -> str:
    """ "KCN" → "ca xê en nờ". Letters without a name are left out."""
    return " ".join(NAMES[letter] for letter in word.upper() if letter in NAMES)


def is_syllable(word: str) -> bool:
    """Whether it could be a Vietnamese syllable, with or without its tone."""
    apart = unicodedata.normalize("NFD", word.lower())
    toneless = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    return _SYLLABLE.fullmatch(toneless) is not None


def has_marks(word: str) -> bool:
    """A vowel with a tone or a hat: no abbreviation has one."""
    apart = unicodedata.normalize("NFD", word)
    return any(unicodedata.combining(letter) for letter in apart)
