"""What a person typed or pasted, before it is kept: one kind of line break, no sign that makes words read otherwise.

A right-to-left override shows 511 as 115 and is spoken and sent as 511; a control character ends a file. An office
program pastes its own line breaks: those are turned into ours.
"""

import re
import unicodedata
from dataclasses import dataclass

from .nfc import nfc

_BREAKS = {"\r\n": "\n", "\u2029": "\n\n", "\t": " "} | dict.fromkeys("\r\x0b\x0c\x85\u2028", "\n")
_BREAK = re.compile("|".join(map(re.escape, _BREAKS)))
# Controls, embeddings and overrides of direction, and code points that are no characters (Unicode 16, 23.2 and 23.7).
_MISLEADING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """`code` as U+202E; `after`: the last word before it, "" at the beginning."""

    code: str
    after: str


def typed(text: str) -> str:
    """`text` in normal form with our line breaks, without blank ends; "" when nothing in it can be seen."""
    plain = nfc(_BREAK.sub(lambda found: _BREAKS[found[0]], text)).strip()
    return plain if any(_is_seen(letter) for letter in plain) else ""


def typed_line(text: str) -> str:
    """The same on one line: a title."""
    return re.sub(r"\s*\n\s*", " ", typed(text))


def misleading(text: str) -> list[Sign]:
    """Every sign that nobody sees and that changes what the words around it say or how they are read."""
    return [Sign(f"U+{ord(found[0]):04X}", _word_before(text, found.start())) for found in _MISLEADING.finditer(text)]


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZ"


def _word_before(text: str, at: int) -> str:
    words = _MISLEADING.sub(" ", text[:at]).split()
    return words[-1] if words else ""
