"""Words and rows of capitals: what is a word stays one, what is an abbreviation nobody knows is spelled."""

import re

from .letters import has_marks, is_syllable, spelled
from .numerals import whole

WORD = re.compile(r"[^\W\d_]+")
MIXED = re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])\w+")
LINEAGE = re.compile(r"([A-Z]{1,2})((?:\.\d+)+)(?!\w)")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_LINE = re.compile(r"[^\n]+")


def word(found: re.Match[str], _before: str) -> str:
    written = found[0]
    if len(written) < 2 or not written.isupper():
        return written
    if has_marks(written) or (len(written) > 2 and is_syllable(written)):
        return written.lower()
    return spelled(written) or written.lower()


def mixed(found: re.Match[str], _before: str) -> str:
    """ "H5N1" → "hát năm en nờ một": letters by name, rows of digits as numbers."""
    return " ".join(_piece(piece) for piece in _PIECES.findall(found[0]))


def lineage(found: re.Match[str], _before: str) -> str:
    """ "B.1.1.7": a variant of a virus."""
    return " chấm ".join([spelled(found[1]), *(whole(part) for part in found[2].split(".") if part)])


def _piece(piece: str) -> str:
    if piece.isdecimal():
        return whole(piece)
    return spelled(piece) if piece.isupper() and not has_marks(piece) else piece


def headings_small(text: str) -> str:
    """A line all in capitals is a heading: its words are words, also those that are abbreviations elsewhere."""
    return _LINE.sub(lambda line: _small(line[0]), text)


def _small(line: str) -> str:
    words = WORD.findall(line)
    if len(words) < 2 or not line.isupper() or not any(has_marks(one) for one in words):
        return line
    return WORD.sub(lambda one: one[0].lower() if is_syllable(one[0]) and len(one[0]) > 1 else one[0], line)
