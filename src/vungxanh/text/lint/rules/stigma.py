"""Words that blame or shame people for being ill or for where they come from (Law 03/2007, Art. 8; WHO)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases
from ..words import listed

_ROWS = [row for rows in listed("stigma").values() for row in rows]
_WORDS = Phrases([row["said"] for row in _ROWS])


def stigma(draft: Draft) -> Iterator[Finding]:
    """Both languages' words are looked for in every text: a slur travels."""
    for passage in draft.passages:
        for match, row in _WORDS.find(passage.typed, plain=draft.plain):
            params = {"typed": match[0], "instead": _ROWS[row]["instead"]}
            yield passage.found(Code.STIGMA, Weight.MUST_LOOK, *match.span(), params)
