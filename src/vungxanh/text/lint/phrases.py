"""A list of phrases looked for all at once, with accents as they are written or, in an SMS without accents, without.

Rows are regular expressions without groups of their own. Where a tone stands in its word does not matter (hòa, hoà).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from .said import Said

_TONE_PLACES = [
    (unicodedata.normalize("NFC", f"{first}{tone}{last}"), unicodedata.normalize("NFC", f"{first}{last}{tone}"))
    for first, last in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
]
_EITHER_TONE = re.compile("|".join(spelling for pair in _TONE_PLACES for spelling in pair))
_EITHER = {spelling: f"(?:{'|'.join(pair)})" for pair in _TONE_PLACES for spelling in pair}
_BLANK = re.compile(r" (?![^\[\]]*\])")  # not one of a set of letters


def bare(text: str) -> str:
    """`text` without accents, letter for letter: as long as it was, so that places stay places."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


def whole_words(rows: Iterable[str]) -> str:
    """One expression for any of `rows`, at the borders of words. Each row is a group."""
    return r"(?<!\w)(?:" + "|".join(f"({row})" for row in rows) + r")(?!\w)"


def either(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One expression for words with accents and one for words without, to be chosen by whether a draft is `plain`."""
    return re.compile(pattern, flags), re.compile(bare(pattern), flags)


class Phrases:
    """Rows in their order of preference: at one place, the first that fits is the one found."""

    def __init__(self, rows: Sequence[str], *, cased: bool = False) -> None:
        flags = re.NOFLAG if cased else re.IGNORECASE
        joined = _BLANK.sub(r"(?:[ \\u00a0]+)", whole_words(rows))
        self._accented = re.compile(_EITHER_TONE.sub(lambda found: _EITHER[found[0]], joined), flags)
        self._bare = re.compile(bare(joined), flags)

    def find(self, text: str, *, plain: bool = False) -> Iterator[tuple[re.Match[str], int]]:
        """Each place in `text`, with the number of its row. `plain`: `text` has no accents and none are asked for."""
        for match in (self._bare if plain else self._accented).finditer(text):
            yield match, (match.lastindex or 1) - 1

    def within(self, text: str, *, plain: bool = False) -> bool:
        return next(self.find(text, plain=plain), None) is not None


def is_plain(said: Said) -> bool:
    """Whether Vietnamese stands without its accents."""
    return said.form == "plain" and said.is_vietnamese
