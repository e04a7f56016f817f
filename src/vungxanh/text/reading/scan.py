"""Goes through a text once, from left to right: at each place the first pattern that fits says how it is read."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from vungxanh.text.nfc import nfc

from . import dates, documents, hours, quantities, roman, signs, telephones, words
from .abbreviations import pattern

Reader = Callable[[re.Match[str], str], str | None]
_BEFORE = 40  # letters of what stands before are looked at


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece of the text as it is written, and as it is said."""

    written: str
    said: str


# Longer and more certain signs first: a date is no quotient, a sign of a document is no date.
_FIRST: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (signs.ADDRESS, signs.address),
    (dates.ISO, dates.iso),
    (dates.FULL, dates.full),
    (dates.SHORT_YEAR, dates.short_year),
    (dates.DAYS, dates.days),
    (documents.SIGN, documents.document),
    (dates.MONTH, dates.month),
    (telephones.LONG, telephones.long),
    (hours.ROUND_THE_CLOCK, hours.round_the_clock),
    (hours.WORDS, hours.hour),
    (hours.SHORT, hours.hour),
    (hours.CLOCK, hours.hour),
    (hours.DURATION, hours.duration),
    (telephones.SHORT, telephones.short),
    (dates.NAMED, dates.named),
    (documents.SHORT, documents.short),
    (quantities.OUT_OF, quantities.out_of),
)
_LAST: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (roman.NUMERAL, roman.numeral),
    (dates.QUOTIENT, dates.quotient),
    (quantities.TIMES, quantities.times),
    (quantities.RANGE, quantities.span),
    (quantities.MEASURED, quantities.measured),
    (quantities.RATIO, quantities.ratio),
    (quantities.MINUS, quantities.minus),
    (signs.DASH, signs.dash),
    (signs.STROKE, signs.stroke),
    (words.LINEAGE, words.lineage),
    (words.MIXED, words.mixed),
    (quantities.NUMBER, quantities.number),
    (words.WORD, words.word),
)
_STARTS = re.compile(r"[\w+\-–—−(/]")


def pieces(text: str, own: Mapping[str, str]) -> Iterator[Spoken]:
    """The whole text, piece after piece. Punctuation and blanks are pieces too."""
    known, said = pattern(tuple(sorted(own.items())))
    readers = (*_FIRST, (known, lambda found, _before: said[found[0]]), *_LAST)
    text = words.headings_small(prepared(text))
    at = 0
    while at < len(text):
        spoken = _read(text, at, readers) if _may_begin(text, at) else None
        if spoken is None:
            sign = text[at]
            spoken = Spoken(sign, _sign(sign))
        yield spoken
        at += len(spoken.written)


def _may_begin(text: str, at: int) -> bool:
    """A piece begins with a letter, a digit or a sign before one, and never in the middle of a word."""
    if not _STARTS.match(text, at):
        return False
    inside = at > 0 and text[at].isalnum() and text[at - 1].isalnum()
    return not inside or (text[at].isdigit() != text[at - 1].isdigit())


def _read(text: str, at: int, readers: tuple[tuple[re.Pattern[str], Reader], ...]) -> Spoken | None:
    before = text[max(0, at - _BEFORE) : at]
    for found_by, reader in readers:
        found = found_by.match(text, at)
        if found and found[0]:
            said = reader(found, before)
            if said is not None:
                return Spoken(found[0], said)
    return None


def _sign(sign: str) -> str:
    if sign in ".,;:?!\n" or sign.isalpha():
        return sign
    return signs.OTHERS.get(sign, " ")


def prepared(text: str) -> str:
    """One spelling of everything that is written in several ways: normal form, digits, bullets, strokes, line ends."""
    text = nfc("".join(_plain(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n")))
    text = text.replace("./.", ".").replace("...", ".").replace("và/hoặc", "và hoặc")
    text = signs.BULLET.sub("", text)
    return signs.ITEM.sub(r"\1\2, ", text)


_HALVES = {"²": "2", "³": "3", "½": " một phần hai", "¼": " một phần tư", "¾": " ba phần tư"}


def _plain(letter: str) -> str:
    if letter.isascii() or letter in "²³½¼¾°":
        return _HALVES.get(letter, letter)
    if letter.isdigit() or letter.isnumeric():
        shown = unicodedata.normalize("NFKC", letter).replace("\u2044", "/")
        return "".join(one if one.isascii() else str(unicodedata.digit(one, "")) for one in shown)
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cc", "Cs", "Co", "Cn"):
        return "" if letter != "\n" else letter
    return " " if kind.startswith("Z") else letter
