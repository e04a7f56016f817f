"""The office's words where the street has plainer ones (message mapping: grade 6–8 reading; domain note B.2)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases, bare
from ..words import listed
from .abbreviations import FOR_OFFICIALS

_ROWS = listed("officialese")
_WORDS = {language: Phrases([row["said"] for row in rows]) for language, rows in _ROWS.items()}


def officialese(draft: Draft) -> Iterator[Finding]:
    language = draft.said.language
    if draft.said.audience in FOR_OFFICIALS or language not in _WORDS:
        return
    for passage in draft.passages:
        for match, row in _WORDS[language].find(passage.typed, plain=draft.plain):
            plainer = _as_written(match[0], _ROWS[language][row]["plainer"])
            plainer = bare(plainer) if draft.plain else plainer
            params = {"typed": match[0], "plainer": plainer}
            yield passage.found(Code.OFFICIALESE, Weight.NOTE, *match.span(), params, instead=plainer)


def _as_written(typed: str, plainer: str) -> str:
    if typed.isupper():
        return plainer.upper()
    return plainer[0].upper() + plainer[1:] if typed[0].isupper() else plainer
