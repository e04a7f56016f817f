"""A poster is laid out with as much as fits: the fullest choice first, then with fewer figures or paragraphs.

Nothing is cut. A piece that fits in no choice raises DoesNotFit, which names it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from vungxanh.documents.typeset import Kind, NotSet, typeset

GROUND = ("posters/ground.typ", "posters/bars.typ")
REFUSAL = re.compile(r"does-not-fit:(?P<piece>[\w:-]+)")
PIECES: Mapping[str, str] = {
    "action": "what to do",
    "place": "the name of the place",
    "title": "the title",
    "day": "the day",
    "level": "the name of the level",
    "issuer": "the name of the issuing body",
    "source": "the hour, the source and the issuing body",
    "body": "the text",
    "hotline": "the hotline",
    "series": "the title of the days",
}


class DoesNotFit(Exception):
    """A piece is too long for this form even in the smallest letters that can be read. Say it in fewer words."""

    code = "does-not-fit"

    def __init__(self, piece: str, form: str) -> None:
        self.piece, self.form = piece, form
        kind, _, name = piece.partition(":")
        said = f"the figure “{name}”" if kind == "figure" else PIECES.get(kind, kind)
        super().__init__(f"{said[0].upper()}{said[1:]} is too long for the {form}. Say it in fewer words.")


def laid_out(
    form: str, template: str, choices: Iterable[Mapping[str, Any]], *, kind: Kind, ppi: float = 72
) -> tuple[tuple[bytes, ...], Mapping[str, Any]]:
    """The pages of the first choice that fits, and that choice. Raises DoesNotFit, of the last choice's piece."""
    refused: DoesNotFit | None = None
    for choice in choices:
        try:
            return typeset(template, choice, kind=kind, ppi=ppi), choice
        except NotSet as problem:
            piece = REFUSAL.search(str(problem))
            if piece is None:
                raise
            refused = DoesNotFit(piece["piece"], form)
    raise refused or ValueError("no choice was given")
