"""The order in which English rules are asked, and the small ones: numbers, telephones, shares, abbreviations, signs."""

import re
from collections.abc import Mapping

from vungxanh.text.reading.en import times
from vungxanh.text.reading.en.numerals import cardinal, one_by_one, place, whole, year
from vungxanh.text.reading.rule import Rule, Start, after, before

_WORDS: dict[str, str] = {
    "COVID-19": "Covid nineteen", "Covid-19": "Covid nineteen", "COVID": "Covid", "SARS-CoV-2": "sars cov two",
    "no.": "number", "No.": "number", "24/7": "twenty four seven", "24/24": "twenty four hours", "e.g.": "for example",
    "i.e.": "that is", "etc.": "and so on", "Mr.": "Mister", "Mrs.": "Missus", "Dr.": "Doctor", "St.": "Street",
    "vs.": "versus", "approx.": "about", "w/o": "without", "and/or": "and or", "PC-COVID": "P C Covid",
    "UNICEF": "Unicef", "5K": "five K", "F0": "F zero", "F1": "F one", "F2": "F two", "NCOVI": "N covi",
}  # fmt: skip
_UNITS = {
    "%": "percent", "°C": "degrees Celsius", "° C": "degrees Celsius", "°F": "degrees Fahrenheit", "°": "degrees",
    "km": "kilometres", "kg": "kilograms", "m2": "square metres", "km2": "square kilometres", "m": "metres",
    "cm": "centimetres", "ml": "millilitres", "mg": "milligrams", "g": "grams", "h": "hours", "ha": "hectares",
    "USD": "U S dollars", "VND": "dong",
}  # fmt: skip
_SIGNS = {
    "%": "percent", "&": "and", "+": "plus", "=": "equals", "<": "less than", ">": "more than", "≥": "at least",
    "≤": "at most", "±": "plus or minus", "@": "at", "°": "degrees", "$": "dollars", "€": "euros", "₫": "dong",
    "~": "about", "×": "times", "÷": "divided by", "‰": "per thousand",
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)"
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_CALLS = re.compile(
    r"(?:call|calls|calling|ask|dial|hotline|phone|telephone|ambulance|help|number|tel|lockdown|contact|ring|text)[\s,:.(]*"
    r"(?:(?:us|at|on|the|is|now|to|or|and|an|a|ambulance|hotline|number)[\s,:(]+|(?:zero|one|two|three|four|five|six|seven|eight|nine|\d+)[\s,]+)*$"
)
_COUNTED = re.compile(r"\s*(?:new|cases?|people|deaths?|doses?|days?|hours?|in this|%)\b")
_PIECES = re.compile(r"[^\W\d_]+|\d+|.")
_ADDRESS = {".": "dot", "-": "dash", "/": "slash", "_": "underscore", "@": "at"}
_HOST = r"(?:[A-Za-z0-9-]+\.)+(?:vn|com|org|net|gov|edu|info|int|io)(?![^\W_])"
_ALL = (Start.DIGIT, Start.CAPITAL, Start.SMALL)


def figure(written: str) -> str:
    """ "1,234.5" → "one thousand two hundred and thirty four point five"."""
    front, _, behind = written.replace(",", "").partition(".")
    return whole(front) + (f" point {one_by_one(behind)}" if behind else "")


def _number(found: re.Match[str]) -> str:
    front = before(found)
    if _A_YEAR.fullmatch(found[0]) and re.search(r"\b(?:in|since|of|year|until|from|to|by)\s*$", front):
        return year(int(found[0]))
    return figure(found[0])


def _telephone(found: re.Match[str]) -> str | None:
    digits = re.findall(r"\d+", found[0])
    called = _CALLS.search(before(found)) and len("".join(digits)) > 2
    long = found[0][0] in "+0(" and len("".join(digits)) > 6
    if not (called or long or found[0] == "1022") or _COUNTED.match(after(found)):
        return None
    return ("plus " if found[0][0] == "+" else "") + ", ".join(map(one_by_one, digits))


def _measure(found: re.Match[str]) -> str:
    first = f"{figure(found['first'])} to " if found["first"] else ""
    return f"{first}{figure(found['number'])} {_UNITS[found['unit']]}"


def _address(found: re.Match[str]) -> str:
    pieces = _PIECES.findall(found["address"].lower().rstrip("/."))
    return " ".join(one_by_one(piece) if piece.isdigit() else _ADDRESS.get(piece, piece) for piece in pieces)


def _letters(word: str) -> str:
    """An abbreviation is spelled; a heading is read."""
    if not word.isupper() or len(word) < 2:
        return word
    vowels = set("AEIOUY") & set(word)
    return word.capitalize() if len(word) > 5 or (vowels and len(word) > 4) or not word.isascii() else " ".join(word)


def _capitals(found: re.Match[str]) -> str | None:
    said = _letters(found[0])
    return said if said != found[0] else None


def _code(found: re.Match[str]) -> str:
    pieces = re.findall(r"\d+|[^\W\d_]+", found[0])
    return " ".join(whole(piece) if piece.isdigit() else _letters(piece) for piece in pieces)


def _one_of_two(found: re.Match[str]) -> str:
    """ "2/3" of something; "033/2021" is the thirty-third of a year."""
    if _A_YEAR.fullmatch(found[2]):
        return f"{figure(found[1])} of {year(int(found[2]))}"
    return f"{figure(found[1])} out of {figure(found[2])}"


def _range(found: re.Match[str]) -> str:
    if _A_YEAR.fullmatch(found[1]) and _A_YEAR.fullmatch(found[2]):
        return f"{year(int(found[1]))} to {year(int(found[2]))}"
    return f"{figure(found[1])} to {figure(found[2])}"


def _ends(short: str) -> str:
    return re.escape(short) + (r"(?![^\W_])" if short[-1].isalnum() else "")


def _any_of(table: Mapping[str, str]) -> str:
    return "|".join(map(_ends, sorted(table, key=len, reverse=True))) or r"(?!)"


def rules(extra: Mapping[str, str]) -> tuple[Rule, ...]:
    """English, with a province's `extra` abbreviations in front of ours."""
    table = {**_WORDS, **extra}
    unit = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
    return (
        Rule("abbreviation", re.compile(_any_of(table)), lambda found: table[found[0]], tuple(Start)),
        Rule(
            "address",
            re.compile(rf"(?:https?://)?(?:www\.)?(?P<address>(?:[\w.+-]+@)?{_HOST}(?:/[\w./-]{{0,30}})?)"),
            _address,
            _ALL,
        ),
        Rule("bullet", re.compile(r"^\s*[-–+×]\s+"), lambda found: "", (Start.SIGN,)),
        *times.RULES,
        Rule(
            "telephone",
            re.compile(r"(?:\+\d|\(0|\d)\d{1,4}\)?(?:[ .-]?\d{2,4}){0,4}(?![\d/%]|[.,:]\d)"),
            _telephone,
            (Start.DIGIT, Start.SIGN),
        ),
        Rule(
            "measure",
            re.compile(rf"(?:(?P<first>{_NUMBER})\s?[-–]\s?)?(?P<number>{_NUMBER})\s?(?P<unit>{unit})(?![^\W_])"),
            _measure,
        ),
        Rule("range", re.compile(rf"({_NUMBER})\s?[-–]\s?({_NUMBER})"), _range),
        Rule("one of two", re.compile(rf"({_NUMBER})/({_NUMBER})"), _one_of_two),
        Rule("place", re.compile(r"(\d+)(?:st|nd|rd|th)(?![^\W_])"), _place),
        Rule(
            "negative",
            re.compile(rf"(?<![^\W_])-({_NUMBER})"),
            lambda found: f"minus {figure(found[1])}",
            (Start.SIGN,),
        ),
        Rule("number", re.compile(_NUMBER), _number),
        Rule("digits", re.compile(r"\d+"), lambda found: whole(found[0])),
        Rule("code", re.compile(r"[^\W\d_]+-?\d[^\W_]*"), _code, (Start.CAPITAL, Start.SMALL)),
        Rule("capitals", re.compile(r"[^\W\d_]+(?![^\W_\u0300-\u036f])"), _capitals, (Start.CAPITAL,)),
        Rule("dots", re.compile(r"\.{2,}"), lambda found: ". ", (Start.SIGN,)),
        Rule("bracket", re.compile(r"[()\[\]/|]+"), lambda found: ", ", (Start.SIGN,)),
        Rule("dash", re.compile(r"\s*[-–]+(?:\s*[-–]+)*\s*"), _dash, (Start.SIGN,)),
        Rule("sign", re.compile(r"[%‰&+=<>≥≤±÷@°$€₫~×]"), lambda found: _SIGNS[found[0]], (Start.SIGN,)),
        Rule("silent", re.compile(r"['_]"), lambda found: " ", (Start.SIGN,)),
    )


def _place(found: re.Match[str]) -> str:
    return place(int(found[1])) if len(found[1]) < 4 else cardinal(int(found[1][:15]))


def _dash(found: re.Match[str]) -> str:
    return ", " if found[0] != found[0].strip() or "–" in found[0] else " "
