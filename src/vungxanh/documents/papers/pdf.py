"""A paper as PDF: A4, the decree's margins and sizes, Tinos embedded, its text to be copied and read aloud."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from vungxanh.documents.letters import SIGNS, WIDER, require_letters
from vungxanh.documents.papers.paper import END, MOTTO, NATION, PARTY, Paper, recipient_lines, texts_of
from vungxanh.documents.typeset import typeset

TEMPLATE = "papers/decree30.typ"


FACES = (SIGNS, WIDER)  # of the template, in its order


def to_pdf(paper: Paper) -> bytes:
    """Raises NoSuchLetter."""
    require_letters(texts_of(paper), FACES)
    return typeset(TEMPLATE, laid_out(paper))[0]


def laid_out(paper: Paper) -> Mapping[str, Any]:
    """The paper's data and its fixed words, as the template asks for them."""
    return {
        **{name: value for name, value in asdict(paper).items() if name not in ("day", "words")},
        "number_line": paper.number_line,
        "place_line": paper.place_line,
        "recipient_lines": recipient_lines(paper),
        "nation": NATION,
        "motto": MOTTO,
        "party": PARTY,
        "end": END,
        "head": dict(paper.words),
    }
