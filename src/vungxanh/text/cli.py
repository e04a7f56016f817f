"""`vungxanh sms parts "TEXT"`: how a text travels by SMS, which letters make it dear, and its price without accents."""

import argparse
import unicodedata
from collections import Counter

from vungxanh.text.parts import SmsParts, TooManyParts, split
from vungxanh.text.stray import outside, strays
from vungxanh.text.unaccented import unaccented

_UNNAMED = {"\t": "TAB"}  # Unicode gives control characters no name


def main(argv: list[str]) -> int:
    """Print the alphabet, each part with its units and its text, what forces UCS-2, and the unaccented form."""
    parser = argparse.ArgumentParser(prog="vungxanh sms", description=__doc__)
    parser.add_subparsers(dest="verb", required=True).add_parser("parts").add_argument("text")
    text: str = parser.parse_args(argv).text
    if not text:
        print("There is no text, so there are no parts.")
        return 1
    fits = _print_parts("As written", text)
    if outside(text):
        _print_outside(text)
        plain = unaccented(text)
        _print_parts("Without accents", plain.text)
        if plain.left:
            print(f"Still outside GSM-7: {', '.join(map(_named, plain.left))}")
    return 0 if fits else 1


def _print_parts(title: str, text: str) -> bool:
    try:
        sms = split(text)
    except TooManyParts as problem:
        print(f"{title}: {problem}")
        return False
    total = len(sms.parts)
    print(f"{title}: {sms.encoding.label}, {_counted(total, 'part')}, {_counted(sms.units, 'unit')}")
    for number, part in enumerate(sms.parts, 1):
        print(f"  {number}/{total}  {part.units:>3} of {_limit(sms)}  {part.text!r}")
    return True


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _limit(sms: SmsParts) -> int:
    return sms.encoding.single if len(sms.parts) == 1 else sms.encoding.joined


def _print_outside(text: str) -> None:
    found = outside(text)
    times = Counter(letter for letter, _ in found)
    if strays(text):
        first = {letter: position + 1 for letter, position in reversed(found)}
        named = (f"{_named(letter)} at {first[letter]}{_times(times[letter])}" for letter in times)
        print("Only these keep it from GSM-7: " + ", ".join(named))
    else:
        print("UCS-2 because of: " + ", ".join(_shown(letter) + _times(n) for letter, n in times.most_common()))


def _times(times: int) -> str:
    return f" ×{times}" if times > 1 else ""


def _named(letter: str) -> str:
    name = _UNNAMED.get(letter) or unicodedata.name(letter, "no name")
    return f"{_shown(letter)} (U+{ord(letter):04X} {name})"


def _shown(letter: str) -> str:
    """What cannot be seen is printed as its escape."""
    return letter if letter.isprintable() and not unicodedata.combining(letter) else ascii(letter)[1:-1]
