"""What every rule is given: the text, and its subject and words as passages."""

from dataclasses import dataclass
from functools import cached_property

from .finding import Code, Finding, Weight
from .passage import Passage
from .phrases import Phrases, is_plain
from .said import Kind, Said


@dataclass(frozen=True)
class Draft:
    said: Said

    @cached_property
    def words(self) -> Passage:
        return Passage(self.said.words, "words")

    @cached_property
    def subject(self) -> Passage:
        return Passage(self.said.subject, "subject")

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (self.subject, self.words)

    @property
    def seen(self) -> tuple[Passage, ...]:
        """What the reader surely has before them: an SMS comes without its subject."""
        return (self.words,) if self.said.is_sms else self.passages

    @cached_property
    def plain(self) -> bool:
        return is_plain(self.said)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of field that the reader sees."""
        return frozenset(self.said.known[name].kind for name in self.used if name in self.said.known)

    @cached_property
    def used(self) -> tuple[str, ...]:
        return tuple(name for passage in self.seen for name in passage.names)

    def says(self, phrases: Phrases) -> bool:
        """Whether somebody typed one of these phrases where the reader sees it."""
        return any(phrases.within(passage.typed, plain=self.plain) for passage in self.seen)

    def whole(self, code: Code, weight: Weight, **params: str | int) -> Finding:
        """A finding about the text as a whole."""
        return Finding(code, weight, params=params)
