"""The one thing to do, which a poster says in large letters: found in the words of a message. Pure.

A long text says it after “Việc cần làm:” or “What to do:”. A short text is written as: figures. What to do. Where to
ask (templates; domain note B.2). What is taken is a sentence that asks for something, never a question or a gap.
"""

import re
from collections.abc import Iterator

from vungxanh.messages.blanks import BLANK
from vungxanh.renditions.asking import asks, has_gap, is_sentence

LONGEST = 150  # letters that a banner and a board of lamps have room for
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
EXPLICIT = re.compile(
    r"(?:Việc (?:cần|nên) làm|What to do|One thing to do)(?: hôm nay| today)?(?P<when>[^:.;!?\n]{0,60}):"
    r"[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
WHERE_AND_WHEN = re.compile(r"[\s,.–-]*(?:\{(?:place|day|hour|issuer|level)\}[\s,.–-]*)+")
FIGURES_OR_PLACE = re.compile(r"\{(?!hotline|ambulance)[a-z0-9_]+\}")


def action_of(words: str, text: str, long: str = "") -> str:
    """`words` with bound fields and the `text` they make, of the short text; `long` is the full text.

    What the full text names as the thing to do goes before any sentence of the short one. A sentence that binds
    figures is taken last of all: whatever there is, is better than an empty poster.
    """
    named = [one for one in _explicit(long) if is_sentence(one)]
    pairs = _pairs(words, text)
    found = (
        *(one for one in named if len(one) <= LONGEST),
        *(said for bound, said in pairs if not BLANK.search(bound) and is_sentence(said) and asks(said)),
        *(said for bound, said in pairs if not FIGURES_OR_PLACE.search(bound) and is_sentence(said) and asks(said)),
        *named,
        *(said for bound, said in pairs if not BLANK.search(bound) and is_sentence(said)),
        *(said for _bound, said in pairs if is_sentence(said)),
        *(said for _bound, said in reversed(pairs) if not said.endswith("?") and not has_gap(said)),
        *(said for _bound, said in pairs),
    )
    return _capital(found[0]) if found else ""


def _explicit(long: str) -> Iterator[str]:
    """After each such heading its first sentence, with when it is to be done; then the first part of that."""
    for heading in EXPLICIT.finditer(long):
        when = heading["when"].strip(" ,")
        sentence = SENTENCE.split(heading["said"].strip())[0]
        for said in dict.fromkeys((sentence, sentence.partition(";")[0].rstrip(" .") + ".")):
            yield f"{when}: {said}" if when else said


def _pairs(words: str, text: str) -> list[tuple[str, str]]:
    """Each sentence of `text` beside the words that it was made of, without the place and the day before the first."""
    bound, filled = SENTENCE.split(words.strip()), SENTENCE.split(text.strip())
    if len(bound) != len(filled):  # a value has a full stop of its own: no sentence is known to bind nothing
        return [("{unknown}", said) for said in filled if said]
    if head := WHERE_AND_WHEN.match(bound[0]):
        rest = bound[0][head.end() :]
        at = filled[0].find(rest.partition("{")[0])
        bound[0], filled[0] = rest.lstrip(" ,:"), filled[0][max(at, 0) :].lstrip(" ,:")
    return [(one, said) for one, said in zip(bound, filled, strict=True) if said]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
