"""What a rule finds: a code, how grave it is, the numbers that disagree and what they were added up from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """WRONG cannot be true; DOUBTFUL may be, and a person says so; a NOTE is for whoever signs to know."""

    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    NOTE = "note"


class Code(StrEnum):
    PARTS_DIFFER = "parts-differ"
    PARTS_EXCEED = "parts-exceed"
    PARTS_SHORT = "parts-short"
    PLACES_EXCEED = "places-exceed"
    PLACES_SHORT = "places-short"
    PLACES_MISSING = "places-missing"
    PARTIAL = "partial"
    SITES_EXCEED = "sites-exceed"
    SITES_SHORT = "sites-short"
    SITES_MISSING = "sites-missing"
    DOES_NOT_CONTINUE = "does-not-continue"
    FELL = "fell"
    MORE_THAN_ALL = "more-than-all"
    MORE_THAN_PEOPLE = "more-than-people"
    JUMP_UP = "jump-up"
    JUMP_DOWN = "jump-down"
    SILENT = "silent"
    PLACE_NOT_VALID = "place-not-valid"


class Made(StrEnum):
    """How a number came about."""

    STATED = "stated"
    PLACES = "places"  # added up from the places directly below
    SITES = "sites"  # added up from the sites within
    PARTS = "parts"  # added up from the parts of the whole
    DAYS = "days"  # an earlier total and the counts since
    HIGHEST = "highest"  # of the days before
    LOWEST = "lowest"
    SILENCE = "silence"  # days without a report


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands. `count` of `of`: how many were added up to it, of how many there could be."""

    value: int
    place: int
    day: date
    indicator: str
    made: Made = Made.STATED
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """`numbers` disagree, the stated one first. `terms`: what the second was added up from."""

    code: Code
    severity: Severity
    place: int
    indicator: str
    numbers: tuple[Number, ...]
    terms: tuple[Number, ...] = ()
