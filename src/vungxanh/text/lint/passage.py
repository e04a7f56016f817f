"""The subject or the words as rules read them: composed, bound fields hidden, sentences apart.

Rules find places in the composed text; `found` turns them into places of what the author typed, composed or not.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from vungxanh.text.nfc import nfc

from .finding import Code, Finding, Fix, Part, Weight
from .said import BLANK

HIDDEN = "\ue000"  # stands for each letter of a bound field, so that no rule about typed words sees it
_CLUSTER = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]+")
# A full stop ends a sentence only before a blank: "1.234", "TP.HCM" and "{hour}" stay whole.
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+(?=[\s”\"')]|$)|(?=\n)|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the composed text, without the blanks around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """`raw` is what the author typed, into the part of the message called `part`."""

    raw: str
    part: Part = "words"
    _map: tuple[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_map", _composed(self.raw))

    @property
    def text(self) -> str:
        """The composed text, with bound fields as `{name}`."""
        return self._map[0]

    @cached_property
    def typed(self) -> str:
        """As long as `text`, with every bound field hidden: what somebody wrote by hand."""
        return BLANK.sub(lambda blank: HIDDEN * len(blank[0]), self.text)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The bound fields it uses, in order."""
        return tuple(BLANK.findall(self.text))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        found = []
        for match in _SENTENCE.finditer(self.text):
            bare = match[0].strip()
            if bare:
                start = match.start() + match[0].index(bare)
                found.append(Sentence(start, start + len(bare), bare))
        return tuple(found)

    def sentence_at(self, position: int) -> Sentence:
        """The sentence around a position; an empty one between sentences."""
        around = (one for one in self.sentences if one.start <= position < one.end)
        return next(around, Sentence(position, position, ""))

    def typed_in(self, sentence: Sentence) -> str:
        return self.typed[sentence.start : sentence.end]

    def found(
        self,
        code: Code,
        weight: Weight,
        start: int,
        end: int,
        params: Mapping[str, str | int] | None = None,
        *,
        instead: str | None = None,
    ) -> Finding:
        """A finding about `start`–`end` of the composed text. `instead` is what could stand there."""
        first, last = self.place(start), self.place(end)
        fix = None if instead is None else Fix(first, last, instead)
        return Finding(code, weight, self.part, first, last, params or {}, fix)

    def place(self, position: int) -> int:
        """Where a position of the composed text is in `raw`."""
        offsets = self._map[1]
        return offsets[position] if offsets else position


def _composed(raw: str) -> tuple[str, tuple[int, ...]]:
    """The composed text, and for each of its positions the one in `raw`; no positions when they are the same."""
    if unicodedata.is_normalized("NFC", raw):
        return raw, ()
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for cluster in [*_CLUSTER.finditer(raw), None]:
        start, end = cluster.span() if cluster else (len(raw), len(raw))
        offsets.extend(range(at, start))
        composed = nfc(raw[start:end])
        offsets.extend([start] * len(composed))
        pieces += [raw[at:start], composed]
        at = end
    return "".join(pieces), (*offsets, len(raw))
