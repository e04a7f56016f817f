"""How long a text is for the ear: syllables, and seconds at the pace of a calm announcer.

A Vietnamese written word is one syllable; a number is as long as its name. An estimate, good to about a tenth.
"""

import re

from vungxanh.text.nfc import nfc

PER_SECOND = 4.0  # 240 a minute
PAUSE_SECONDS = 0.4  # after a sentence or a paragraph
KEY_MESSAGE_SYLLABLES = 36  # nine seconds
_SPOKEN = re.compile(r"\d+(?:[.,]\d{3})*|[^\W\d_]+|[%°]")
_PAUSE = re.compile(r"[.!?…:;](?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(text: str, language: str) -> int:
    """How many syllables an announcer says. In English they are counted by their vowels."""
    count = _english if language == "en" else _vietnamese
    return sum(count(spoken[0]) for spoken in _SPOKEN.finditer(nfc(text)))


def seconds(text: str, language: str) -> float:
    return syllables(text, language) / PER_SECOND + PAUSE_SECONDS * len(_PAUSE.findall(text))


def _vietnamese(spoken: str) -> int:
    if spoken[0].isdecimal():
        return _number(spoken)
    if spoken in "%°":
        return 2 if spoken == "%" else 1
    spelled = spoken.isupper() and 1 < len(spoken) <= 5 and not _VOWELS.search(spoken.lower())
    return len(spoken) if spelled else 1


def _english(spoken: str) -> int:
    if spoken[0].isdecimal():
        return _number(spoken)
    if spoken in "%°":
        return 2
    groups = len(_VOWELS.findall(spoken.lower()))
    silent = spoken.lower().endswith("e") and not spoken.lower().endswith("le") and groups > 1
    return max(1, groups - silent)


def _number(spoken: str) -> int:
    """Each group of three digits, and "nghìn", "triệu", "tỷ" behind all but the last. Codes are read digit by digit."""
    digits = re.sub(r"\D", "", spoken)
    if len(digits) > 12 or (digits.startswith("0") and len(digits) > 1):
        return len(digits)
    groups = f"{int(digits):,}".split(",")
    return sum(_group(group) for group in groups) + sum(int(group) > 0 for group in groups[:-1]) or 1


def _group(group: str) -> int:
    hundreds, tens, ones = (int(digit) for digit in group.zfill(3))
    if not hundreds + tens + ones:
        return 0
    in_full = len(group) == 3
    return 2 * in_full + (2 if tens > 1 else int(tens == 1 or (in_full and ones > 0))) + (ones > 0)
