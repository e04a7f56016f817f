"""What is read before it is sent: one text in one language and form, with all that a rule may know about it.

Plain data, given in by the writing desk. What is not given is not asked about: no rule guesses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Literal

Kind = Literal["figure", "date", "hour", "place", "hotline", "app", "level", "source", "issuer", "fact"]
Form = Literal["long", "short", "plain"]
Urgency = Literal["routine", "priority", "emergency"]
Gravity = Literal["", "low", "medium", "high", "very-high"]

BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class BoundField:
    """A name that the words may use as `{name}`, and how it reads today. `known` is False where it stands for a gap."""

    name: str
    kind: Kind
    written: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class ReleaseFigure:
    """A number of the release that the message quotes. `name` is its bound field, `label` how people call it."""

    name: str
    label: str
    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Said:
    """A text as its author wrote it (`words`, with `{name}` for a bound field) and as it goes out (`text`).

    An empty `text` is filled from `known`. `source_fields` are the fields that the text's source language names, None
    for the source itself. `lives` is how long the message stays up, `gravity` how high the declared level is.
    `hotlines` are the numbers that may be printed besides the bound ones; `audience` is its key in the plan.
    """

    words: str
    language: str = "vi"
    form: Form = "long"
    subject: str = ""
    text: str = ""
    known: Mapping[str, BoundField] = field(default_factory=dict)
    figures: tuple[ReleaseFigure, ...] = ()
    place_names: tuple[str, ...] = ()
    issuer_names: tuple[str, ...] = ()
    hotlines: tuple[str, ...] = ()
    languages_needed: tuple[str, ...] = ()
    languages_written: tuple[str, ...] = ()
    source_fields: frozenset[str] | None = None
    audience: str = ""
    urgency: Urgency = "routine"
    gravity: Gravity = ""
    lives: timedelta | None = None
    price_per_part: Decimal | None = None

    @property
    def filled(self) -> str:
        """The text that goes out."""
        return self.text or self.fill(self.words)

    def fill(self, words: str) -> str:
        """`words` with each known field as it reads today; an unknown one stays in its braces."""
        return BLANK.sub(lambda blank: self.known[blank[1]].written if blank[1] in self.known else blank[0], words)

    def fields_of(self, *kinds: Kind) -> tuple[BoundField, ...]:
        """The bound fields of these kinds that have something to say."""
        return tuple(one for one in self.known.values() if one.kind in kinds and one.known)

    @property
    def is_english(self) -> bool:
        return self.language == "en"

    @property
    def is_vietnamese(self) -> bool:
        return self.language == "vi"

    @property
    def is_sms(self) -> bool:
        """A short text stands alone on a phone; a plain one is the short one without accents."""
        return self.form != "long"
