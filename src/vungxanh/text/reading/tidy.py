"""Pauses put in order: of several marks in a row the longest pause stays, and blank lines part paragraphs."""

import re

_STRENGTH = ",;:.!?"
_MARKS = re.compile(r"\s*[,;:.!?](?:[\s,;:.!?]*[,;:.!?])?\s*")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")


def tidy(said: str) -> str:
    """What is said, one blank between words, no mark at the beginning of a line, no comma at its end."""
    lines = [_line(line) for line in _BLANKS.sub(" ", said).split("\n")]
    kept = [line for line, (_, raw) in zip(lines, enumerate(said.split("\n")), strict=True) if line or not raw.strip()]
    return _LINES.sub("\n\n", "\n".join(kept)).strip("\n")


def _line(line: str) -> str:
    return _MARKS.sub(_longest, line).strip().lstrip(_STRENGTH).lstrip().rstrip(",").rstrip()


def _longest(marks: re.Match[str]) -> str:
    return max((mark for mark in marks[0] if mark in _STRENGTH), key=_STRENGTH.index) + " "
