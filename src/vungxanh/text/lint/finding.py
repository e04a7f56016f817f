"""What a rule found: where it stands in the words, how much it matters, and what could be written instead.

Findings are advice. None of them stops a message: who approves it looks and decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Part = Literal["words", "subject"]


class Weight(StrEnum):
    """How much attention is asked for, the most first."""

    MUST_LOOK = "must-look"
    ADVICE = "advice"
    NOTE = "note"


class Code(StrEnum):
    """What can be found. `sentences.SENTENCES` says each in words."""

    AS_OF_MISSING = "as-of-missing"
    HOUR_MISSING = "hour-missing"
    ISSUER_MISSING = "issuer-missing"
    PLACE_MISSING = "place-missing"
    NO_ACTION = "no-action"
    MANY_ACTIONS = "many-actions"
    HOTLINE_MISSING = "hotline-missing"
    SOURCE_MISSING = "source-missing"
    UNKNOWNS_UNSAID = "unknowns-unsaid"
    DEATHS_REPLACED = "deaths-replaced"
    DEATHS_LEFT_OUT = "deaths-left-out"
    TYPED_FIGURE = "typed-figure"
    FIGURE_DIFFERS = "figure-differs"
    TYPED_FIELD = "typed-field"
    LEVEL_TYPED = "level-typed"
    LEVEL_OTHER = "level-other"
    LEVEL_MISSPELT = "level-misspelt"
    CASE_NUMBER = "case-number"
    CASE_NAME = "case-name"
    CASE_PORTRAIT = "case-portrait"
    CASE_WORKPLACE = "case-workplace"
    PRIVATE_PHONE = "private-phone"
    UNLISTED_HOTLINE = "unlisted-hotline"
    IDENTITY_NUMBER = "identity-number"
    HOUSE_NUMBER = "house-number"
    STIGMA = "stigma"
    PROMISE = "promise"
    FEAR = "fear"
    UNPROVEN_CURE = "unproven-cure"
    ABBREVIATION = "abbreviation"
    UNKNOWN_ABBREVIATION = "unknown-abbreviation"
    SENTENCE_LONG = "sentence-long"
    KEY_MESSAGE_LONG = "key-message-long"
    READ_ALOUD_LONG = "read-aloud-long"
    OFFICIALESE = "officialese"
    SMS_PARTS = "sms-parts"
    SMS_COST = "sms-cost"
    SMS_TOO_LONG = "sms-too-long"
    SMS_STRAY = "sms-stray"
    SMS_FIELD_STRAY = "sms-field-stray"
    SHORT_PLACE_MISSING = "short-place-missing"
    SHORT_DAY_MISSING = "short-day-missing"
    SHOUTING = "shouting"
    MANY_MARKS = "many-marks"
    SHORTENED_LINK = "shortened-link"
    NOT_NFC = "not-nfc"
    HIDDEN_LETTER = "hidden-letter"
    BROKEN_LETTER = "broken-letter"
    MIXED_SCRIPTS = "mixed-scripts"
    LEGACY_FONT = "legacy-font"
    BLANKS = "blanks"
    RELATIVE_DAY = "relative-day"
    FIELD_UNKNOWN = "field-unknown"
    FIELD_GAP = "field-gap"
    BRACE_ALONE = "brace-alone"
    PLACEHOLDER = "placeholder"
    LANGUAGE_MISSING = "language-missing"
    FIGURE_LEFT_OUT = "figure-left-out"
    FIELD_LEFT_OUT = "field-left-out"
    FIELD_ADDED = "field-added"


@dataclass(frozen=True, slots=True)
class Fix:
    """Put `text` where `start`–`end` of the words (or the subject) is, and the finding is gone."""

    start: int
    end: int
    text: str

    def applied_to(self, words: str) -> str:
        return words[: self.start] + self.text + words[self.end :]


@dataclass(frozen=True, slots=True)
class Finding:
    """`start`–`end` in the `part` of the text; both 0 when it is about the whole. `params` fill its sentence."""

    code: Code
    weight: Weight
    part: Part = "words"
    start: int = 0
    end: int = 0
    params: Mapping[str, str | int] = field(default_factory=dict)
    fix: Fix | None = None

    @property
    def is_whole(self) -> bool:
        return self.start == self.end
