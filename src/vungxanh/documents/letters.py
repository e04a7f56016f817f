"""Which letters the fonts of this folder can write: a text is set in one face, and never with an empty box in it.

A letter that no font has raises NoSuchLetter, which names the letters, before anything is made.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from vungxanh.documents.printable import printable
from vungxanh.documents.typeset import FONTS

FIRST, WIDER, SIGNS = "Be Vietnam Pro", "Noto Sans", "Tinos"
FILES = {FIRST: "BeVietnamPro-Bold.ttf", WIDER: "NotoSans-Bold.ttf", SIGNS: "Tinos-Bold.ttf"}


class NoSuchLetter(Exception):
    """The text has letters that no font of the house can write, such as pictures of faces. Take them out of it."""

    code = "no-such-letter"

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = tuple(letters)
        self.named = ", ".join(f"{one} (U+{ord(one):04X})" for one in self.letters)
        super().__init__(f"No font can write: {self.named}. Take these signs out of the text.")


def faces_for(text: str) -> tuple[str, ...]:
    """Families in the order to try. Words with letters that the first lacks are set in the second throughout, so that
    no word mixes two faces (Ê Đê, Gia Rai, Ba Na, M'Nông: ƀ, č, ŏ, ê̆). Raises NoSuchLetter.
    """
    require_letters((text,))
    used = set(text)
    lacking = {one for one in used - letters_of(FIRST) if unicodedata.category(one)[0] in "LM"}
    return (WIDER, FIRST, SIGNS) if lacking else (FIRST, WIDER, SIGNS)


def require_letters(texts: Iterable[str], families: Iterable[str] = (FIRST, WIDER, SIGNS)) -> None:
    """Raises NoSuchLetter with every letter of `texts` that none of the families can write."""
    used = {one for text in texts for one in printable(text) if not one.isspace()}
    if nowhere := used.difference(*(letters_of(family) for family in families)):
        raise NoSuchLetter(sorted(nowhere))


@cache
def letters_of(family: str) -> frozenset[str]:
    """Every character that the family's bold file has a glyph for."""
    font = (FONTS / FILES[family]).read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, start, length = struct.unpack_from(">4sLLL", font, at)
        if tag == b"cmap":
            return frozenset(chr(code) for code in _codes(font[start : start + length]))
    raise ValueError(f"{FILES[family]} has no cmap table")


def _codes(cmap: bytes) -> Iterator[int]:
    """The codes of every Unicode subtable of format 4 (OpenType, "cmap"); what is beyond U+FFFF is in none of ours."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for at in range(4, 4 + 8 * count, 8):
        _, _, start = struct.unpack_from(">HHL", cmap, at)
        table = cmap[start:]
        if struct.unpack_from(">H", table)[0] == 4:
            yield from _segments(table)


def _segments(table: bytes) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, 6)
    size = f">{twice // 2}H"
    ends = struct.unpack_from(size, table, 14)
    starts = struct.unpack_from(size, table, 16 + twice)
    shifts = struct.unpack_from(size, table, 16 + 2 * twice)
    offsets_at = 16 + 3 * twice
    offsets = struct.unpack_from(size, table, offsets_at)
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                (glyph,) = struct.unpack_from(">H", table, offsets_at + 2 * n + offsets[n] + 2 * (code - first))
                if not glyph:
                    continue
            if (glyph + shifts[n]) & 0xFFFF:
                yield code
