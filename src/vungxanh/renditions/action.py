"""The one thing to do, found in the words of the short text: what is left of it without figures and without telephones.

Pure. A short text is written as: figures. What to do. Where to ask (templates; domain note B.2).
"""

import re

from vungxanh.messages.blanks import BLANK

SENTENCE = re.compile(r"(?<=[.!?…])\s+")
ONLY_WHERE_AND_WHEN = re.compile(r"[\s,.–-]*(?:\{(?:place|day|hour|issuer)\}[\s,.–-]*)+:")
FIGURES_OR_PLACE = re.compile(r"\{(?!hotline|ambulance)[a-z0-9_]+\}")


def action_of(words: str, text: str) -> str:
    """`words` with bound fields and the `text` they make, sentence by sentence: the first that binds nothing.

    A sentence about whom to call is taken when there is no other; the whole text when there is one sentence only.
    """
    bound, filled = SENTENCE.split(words.strip()), SENTENCE.split(text.strip())
    if len(bound) == len(filled) and ONLY_WHERE_AND_WHEN.match(bound[0]) and ":" in filled[0]:
        bound[0], filled[0] = bound[0].partition(":")[2], filled[0].partition(":")[2]
    if len(bound) != len(filled):
        return _capital(filled[-1].strip())
    pairs = list(zip(bound, filled, strict=True))
    for binding in (BLANK, FIGURES_OR_PLACE):
        for one, said in pairs:
            if not binding.search(one):
                return _capital(said.strip())
    return _capital(filled[-1].strip())


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
