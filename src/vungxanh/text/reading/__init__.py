"""Administrative Vietnamese as an announcer says it: every figure, date, hour, sign and abbreviation in words. Pure.

A speech engine is given the reading form, and nothing is left for it to guess. What editors add to the table of
abbreviations goes before ours.
"""

import re
from collections.abc import Mapping

from vungxanh.text.lint.syllables import PAUSE_SECONDS, PER_SECOND
from vungxanh.text.nfc import nfc

from . import english
from .scan import Spoken, pieces

__all__ = ["Spoken", "aloud", "reading", "seconds_aloud"]

_NONE: Mapping[str, str] = {}
_TIDY = (
    (re.compile(r"[ \t\u00a0]+"), " "),
    (re.compile(r" *\n *"), "\n"),
    (re.compile(r" +([.,;:?!])"), r"\1"),
    (re.compile(r"([,;:])(?:\s?[,;:])+"), r"\1"),
    (re.compile(r"[,;:]+([.?!\n])"), r"\1"),
    (re.compile(r"([.?!])(?:[ ]?[.,;:])+"), r"\1"),
    (re.compile(r"([.,;:?!])(?=[^\s.,;:?!])"), r"\1 "),
    (re.compile(r"(?m)^[ .,;:]+"), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def reading(text: str, *, language: str = "vi", extra: Mapping[str, str] = _NONE) -> tuple[Spoken, ...]:
    """Which written piece is said how, in order. `extra`: abbreviations as they are written, and as they are said."""
    if language == "en":
        return tuple(english.pieces(text, extra))
    return tuple(pieces(text, extra))


def aloud(text: str, *, language: str = "vi", extra: Mapping[str, str] = _NONE) -> str:
    """The reading form: words, and the points, commas and paragraphs by which a voice pauses. Never raises."""
    said = ""
    for one in reading(text, language=language, extra=extra):
        apart = said and one.said and one.said != one.written and said[-1].isalnum() and one.said[0].isalnum()
        said += (" " if apart or _run_together(said, one) else "") + one.said
    for wrong, right in _TIDY:
        said = wrong.sub(right, said)
    return nfc(said).strip()


def seconds_aloud(reading_form: str) -> float:
    """About how long a calm announcer needs: 240 syllables a minute, and a pause at each stop."""
    return len(reading_form.split()) / PER_SECOND + PAUSE_SECONDS * len(
        re.findall(r"[.?!…:;](?=\s|$)|\n+", reading_form)
    )


def _run_together(said: str, one: Spoken) -> bool:
    """A word right behind an opened piece, as in “5km”."""
    return bool(said) and said[-1].isalnum() and one.written[:1].isalnum() and one.said[:1].isalnum()
