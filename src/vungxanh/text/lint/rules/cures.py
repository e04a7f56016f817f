"""What is said to cure or prevent is proven, or it is not said (WHO "mythbusters"; domain note B.2).

A sentence that denies the claim ("tỏi không chữa được COVID-19") is how such claims are answered, and is let be.
"""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases
from ..words import listed

_ROWS = tuple(listed("cures").values())
_THINGS = Phrases([thing for row in _ROWS for thing in row["things"]])
_DOES = Phrases([row["does"] for row in _ROWS])
_DENIED = Phrases([word for row in _ROWS for word in row["not"]])


def cures(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        for sentence in passage.sentences:
            text = passage.typed_in(sentence)
            claim = next(_DOES.find(text, plain=draft.plain), None)
            thing = next(_THINGS.find(text, plain=draft.plain), None) if claim else None
            if claim and thing and not _DENIED.within(text, plain=draft.plain):
                start = sentence.start + min(claim[0].start(), thing[0].start())
                end = sentence.start + max(claim[0].end(), thing[0].end())
                params = {"thing": thing[0][0]}
                yield passage.found(Code.UNPROVEN_CURE, Weight.MUST_LOOK, start, end, params)
