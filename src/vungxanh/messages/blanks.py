"""Fills the named blanks of a template. A figure comes from a release or it is not in the message.

A blank is `{name}`. Unknown names are refused, all of them at once, with the names that exist.
"""

import re
from collections.abc import Mapping

from vungxanh.text.nfc import nfc

BLANK = re.compile(r"\{([^{}]*)\}")


class UnknownBlanks(Exception):
    """A template asks for something that no release, plan or site offers."""

    code = "unknown-blanks"

    def __init__(self, names: list[str], known: list[str]) -> None:
        super().__init__(f"Unknown blank {', '.join(names)}. A template may use: {', '.join(known)}.")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every blank replaced, in normal form (NFC). Raises UnknownBlanks."""
    unknown = sorted({name for name in BLANK.findall(text) if name not in values})
    if unknown:
        raise UnknownBlanks(unknown, sorted(values))
    return nfc(BLANK.sub(lambda blank: values[blank[1]], text)).strip()
