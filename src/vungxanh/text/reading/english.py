"""English text as it is read aloud: what our own messages hold, and no more."""

import re
from collections.abc import Callable, Iterator, Mapping

from .scan import Spoken, prepared

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SAID = {
    "COVID-19": "covid nineteen", "SARS-CoV-2": "sars cov two", "F0": "F zero", "F1": "F one", "F2": "F two",
    "5K": "five K", "no.": "number", "e.g.": "for example", "i.e.": "that is", "PCR": "P C R", "ICU": "intensive care",
    "SMS": "text message", "24/7": "twenty-four seven", "°C": " degrees Celsius", "%": " percent", "&": " and ",
}  # fmt: skip
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?(?!\w)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}(?![\d,./])")
_CALLED = re.compile(r"(?:1022|1023|115|114|113|111|1900[ .]?\d{4}|0\d{2,3}(?:[ .-]?\d{2,4}){1,4})(?!\d|,\d)")
_CALL_BEFORE = re.compile(r"(?:call|ask|dial|phone|hotline|help|number|ambulance,?|report)[:,]?\s*(?:on|to)?\s*$", re.I)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SLASH = re.compile(r"(\d+)/(\d+)")
_RANGE = re.compile(r"(\d[\d,.]*)[-–](\d[\d,.]*)")

Reader = Callable[[re.Match[str], str], str | None]


def cardinal(number: int) -> str:
    """1,234 → "one thousand two hundred and thirty-four"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    for size, name in _SCALES:
        if number >= size:
            above, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            return f"{cardinal(above)} {name}" + (joint + cardinal(rest) if rest else "")
    raise AssertionError(number)


def digits(text: str) -> str:
    return " ".join(_ONES[int(one)] for one in text if one.isdecimal())


def _date(found: re.Match[str], _before: str) -> str:
    day, month, year = found.groups()
    return f"{cardinal(int(day))} {month}" + (f" {_years(year)}" if year else "")


def _years(year: str) -> str:
    first, last = int(year[:2]), int(year[2:])
    if year[1:3] == "00" or last == 0:
        return cardinal(int(year))
    return f"{cardinal(first)} {'oh ' if last < 10 else ''}{cardinal(last)}"


def _clock(found: re.Match[str], _before: str) -> str:
    hour, minute = int(found[1]), int(found[2])
    half = "a m" if hour < 12 else "p m"
    said = cardinal(hour % 12 or 12)
    return f"{said}{f' {cardinal(minute)}' if minute else ''} {half}"


def _called(found: re.Match[str], before: str) -> str | None:
    certain = found[0] in ("1022", "1023") or len(re.sub(r"\D", "", found[0])) > 7
    return digits(found[0]) if certain or _CALL_BEFORE.search(before) else None


def _number(found: re.Match[str], _before: str) -> str:
    whole, _point, after = found[0].replace(",", "").partition(".")
    said = digits(whole) if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0") else cardinal(int(whole))
    return f"{said} point {digits(after)}" if after else said


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_DATE, _date),
    (_CLOCK, _clock),
    (_CALLED, _called),
    (_RANGE, lambda found, before: f"{_plain(found[1])} to {_plain(found[2])}"),
    (_SLASH, lambda found, before: f"{_plain(found[1])} of {_plain(found[2])}"),
    (_YEAR, lambda found, before: _years(found[0])),
    (_NUMBER, _number),
)


def _plain(number: str) -> str:
    found = _NUMBER.match(number)
    return _number(found, "") if found else digits(number)


def pieces(text: str, own: Mapping[str, str]) -> Iterator[Spoken]:
    """The whole text, piece after piece."""
    said = {**_SAID, **own}
    shorts = sorted(said, key=lambda short: (-len(short), short))
    known = re.compile("|".join(re.escape(one) + (r"(?!\w)" if one[-1].isalnum() else "") for one in shorts))
    text, at = prepared(text), 0
    while at < len(text):
        written, spoken = _one(text, at, known, said)
        yield Spoken(written, spoken)
        at += len(written)


def _one(text: str, at: int, known: re.Pattern[str], said: Mapping[str, str]) -> tuple[str, str]:
    boundary = at == 0 or not (text[at - 1].isalnum() and text[at].isalnum())
    if boundary and (found := known.match(text, at)):
        return found[0], said[found[0]]
    if text[at].isdigit():
        for pattern, reader in _READERS:
            found = pattern.match(text, at)
            if found and (spoken := reader(found, text[max(0, at - 30) : at])) is not None:
                return found[0], spoken
    if word := _WORD.match(text, at):
        return word[0], word[0]
    sign = text[at]
    if sign.isalpha() or sign in ".,;:?!\n -'":
        return sign, sign
    return sign, ", " if sign in "()[]–—" else " "
