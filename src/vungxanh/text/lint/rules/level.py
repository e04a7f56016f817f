"""The level is named as its declaration names it; another or a misspelt one misleads (domain note A.3, rule 6)."""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import Passage
from ..said import BoundField

_TYPED = re.compile(r"\b(?:cấp độ|cap do|mức độ|muc do|level)\s+(\d)\b", re.IGNORECASE)
_MISSPELT = re.compile(r"\b(?:cấp đô|câp độ|cấp đọ|cáp độ|cấp dộ|cấp đổ|mức đô|leval|levle)(?=\s+\d)", re.IGNORECASE)
_RIGHT = {"c": "cấp độ", "m": "mức độ", "l": "level"}


def level(draft: Draft) -> Iterator[Finding]:
    declared = next(iter(draft.said.fields_of("level")), None)
    for passage in draft.passages:
        for match in _MISSPELT.finditer(passage.typed):
            right = _RIGHT[match[0][0].lower()]
            right = right.capitalize() if match[0][0].isupper() else right
            yield passage.found(
                Code.LEVEL_MISSPELT, Weight.ADVICE, *match.span(), {"typed": match[0], "right": right}, instead=right
            )
        if declared:
            yield from _typed(passage, declared)


def _typed(passage: Passage, declared: BoundField) -> Iterator[Finding]:
    number = re.search(r"\d", declared.written)
    for match in _TYPED.finditer(passage.typed):
        params = {"typed": match[0], "declared": declared.written}
        if number and match[1] == number[0]:
            blank = f"{{{declared.name}}}"
            yield passage.found(Code.LEVEL_TYPED, Weight.ADVICE, *match.span(), params, instead=blank)
        else:
            yield passage.found(Code.LEVEL_OTHER, Weight.ADVICE, *match.span(), params)
