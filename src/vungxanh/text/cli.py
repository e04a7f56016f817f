"""`vungxanh sms parts "TEXT"`: how a text travels by SMS, and what it would save without accents."""

import argparse

from vungxanh.text.alphabet import GSM_OCTETS, Encoding
from vungxanh.text.nfc import unaccented
from vungxanh.text.parts import TooManyParts, split


def main(argv: list[str]) -> int:
    """Print the alphabet, the number of parts, each part with its units, and which letters forced UCS-2."""
    parser = argparse.ArgumentParser(prog="vungxanh sms", description=__doc__)
    parser.add_subparsers(dest="verb", required=True).add_parser("parts").add_argument("text")
    text: str = parser.parse_args(argv).text
    try:
        sms = split(text)
    except TooManyParts as problem:
        print(problem)
        return 1
    print(f"{sms.encoding.label}, {len(sms.parts)} part(s), {sms.units} units")
    for number, part in enumerate(sms.parts, 1):
        limit = sms.encoding.single if len(sms.parts) == 1 else sms.encoding.joined
        print(f"  {number}/{len(sms.parts)}  {part.units:>3} of {limit}  {part.text!r}")
    if sms.encoding is Encoding.UCS2:
        outside = "".join(sorted({letter for letter in sms.text if letter not in GSM_OCTETS}))
        print(f"Outside GSM-7: {outside!r}")
        plain = split(unaccented(text))
        print(f"Without accents: {plain.encoding.label}, {len(plain.parts)} part(s)")
    return 0
