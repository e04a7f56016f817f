"""How long a reading form takes, for the ear: an estimate from its syllables, good to about a tenth."""

import re

from vungxanh.text.lint.syllables import PAUSE_SECONDS, PER_SECOND

SYLLABLES_PER_MINUTE = PER_SECOND * 60
_SYLLABLE = re.compile(r"[^\W\d_]+")
_LONG_PAUSE = re.compile(r"[.!?:;](?=\s|$)|\n+")
_SHORT_PAUSE = re.compile(r",(?=\s|$)")


def seconds_aloud(reading_form: str, syllables_per_minute: float = SYLLABLES_PER_MINUTE) -> float:
    """Seconds for a calm announcer: syllables, and a pause at each mark, half as long at a comma."""
    pauses = len(_LONG_PAUSE.findall(reading_form)) + len(_SHORT_PAUSE.findall(reading_form)) / 2
    return spoken_key_length(reading_form) * 60 / syllables_per_minute + pauses * PAUSE_SECONDS


def spoken_key_length(reading_form: str) -> int:
    """Syllables of a key message in its reading form: in Vietnamese each word is one."""
    return len(_SYLLABLE.findall(reading_form))
