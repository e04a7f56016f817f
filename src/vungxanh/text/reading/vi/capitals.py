"""Capitals that no table knows: a heading's word is read as a word, the rest letter by letter, and so are codes."""

import re

from vungxanh.text.legacy import is_syllable
from vungxanh.text.reading.rule import WORDS, Rule, Start
from vungxanh.text.reading.vi.abbreviations import built_in
from vungxanh.text.reading.vi.letters import is_word, name_of, spelled
from vungxanh.text.reading.vi.numerals import one_by_one, whole

_LETTERS = r"[^\W\d_][^\W\d_\u0300-\u036f]*"
_CAPITALS = re.compile(rf"{_LETTERS}(?![^\W_\u0300-\u036f])")
_CODE = re.compile(r"[^\W\d_]+\d[^\W_]*")
_VARIANT = re.compile(r"[A-Z]{1,2}(?:\.\d{1,3})+(?![\d.]\d)")
_WITH_HYPHEN = re.compile(r"(?P<letters>[A-ZĐ]{1,5})-(?P<digits>\d{1,5})(?![\d/.])")
_PLATE = re.compile(r"(?P<place>\d{2})(?P<series>[A-ZĐ]{1,2}\d?)[- ](?P<row>\d{3}\.?\d{2}|\d{4,5})(?!\d)")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_ONE_LETTER = re.compile(r"[^\W\d_](?![^\W_\u0300-\u036f])")
_NO_WORD = 3  # letters beside a number are hardly a word
_AS_A_NUMBER = 3  # digits; longer ones are said one by one


def said_letters(word: str) -> str:
    """A row of letters: a table's word, a letter's name, a word of a heading, or each letter by its name."""
    if word in built_in() and not is_syllable(word):  # a syllable that is no abbreviation here was let through
        return built_in()[word]
    if len(word) == 1:
        return name_of(word) if name_of(word) != word.lower() or word == "I" else word
    if not word.isupper():
        return word
    small = word.lower()
    return built_in().get(small) or (small if is_word(word) else spelled(word))


def _letters(found: re.Match[str]) -> str | None:
    said = said_letters(found[0])
    return said if said != found[0] else None


def _code(found: re.Match[str]) -> str:
    pieces = _PIECES.findall(found[0])
    counted = pieces[0] in built_in()  # "BN1234" is a patient's number, "KC1234" a code
    return " ".join(whole(piece) if counted and piece.isdigit() else _piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    if piece.isdigit():
        return whole(piece) if len(piece) <= _AS_A_NUMBER else one_by_one(piece)
    short = piece.isascii() and piece.isupper() and len(piece) <= _NO_WORD and piece not in built_in()
    return spelled(piece) if short else said_letters(piece)


def _variant(found: re.Match[str]) -> str:
    """ "B.1.1.7"."""
    return " chấm ".join(map(_piece, found[0].split(".")))


def _plate(found: re.Match[str]) -> str:
    row = ", ".join(map(one_by_one, found["row"].split(".")))
    return f"{one_by_one(found['place'])} {_code_of(found['series'])}, {row}"


def _code_of(series: str) -> str:
    return " ".join(one_by_one(sign) if sign.isdigit() else name_of(sign) for sign in series)


CODES = (
    Rule("plate", _PLATE, _plate),
    Rule("variant", _VARIANT, _variant, (Start.CAPITAL,)),
    Rule("code", _CODE, _code, WORDS),
    Rule("code with a hyphen", _WITH_HYPHEN, _code, (Start.CAPITAL,)),
)
RULES = (
    Rule("one letter", _ONE_LETTER, _letters, WORDS),
    Rule("capitals", _CAPITALS, _letters, (Start.CAPITAL,)),
)
