"""A rule of reading: where it may begin, what it looks like, and what is said instead. None: not meant, try the next.

Rules are asked in their order; the first that answers has spoken. The words around a find are seen as the ear has them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

_NEAR = 48  # letters: enough for the words that decide, and a long text stays cheap
_SILENT = re.compile(r"[^\w\s.,;:?!()\[\]/%-]|_")


class Start(Enum):
    """What kind of letter a rule begins with."""

    DIGIT = "digit"
    CAPITAL = "capital"
    SMALL = "small"
    SIGN = "sign"


WORDS = (Start.CAPITAL, Start.SMALL)
Say = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    say: Say
    starts: Sequence[Start] = (Start.DIGIT,)


def start_of(letter: str) -> Start:
    if letter.isdigit():
        return Start.DIGIT
    if letter.isalpha():
        return Start.CAPITAL if letter.isupper() else Start.SMALL
    return Start.SIGN


def before(found: re.Match[str]) -> str:
    """The words in front, in small letters, without what is not heard."""
    near = found.string[max(0, found.start() - _NEAR) : found.start()]
    return _SILENT.sub(" ", near).lower()


def after(found: re.Match[str]) -> str:
    """The words behind, as written."""
    return found.string[found.end() : found.end() + _NEAR]
