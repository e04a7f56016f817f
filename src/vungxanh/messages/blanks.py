"""Fills the named blanks of a template. A figure comes from a release or it is not in the message.

A blank is `{name}`. Unknown names are refused, all of them at once, with the names that exist.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.text.nfc import nfc

BLANK = re.compile(r"\{([^{}]*)\}")


class UnknownBlanks(CannotFill):
    """A template asks for something that no release, plan or site offers."""

    code = "unknown-blanks"

    def __init__(self, names: list[str], known: list[str]) -> None:
        self.names, self.known = names, known
        super().__init__(names, known)

    def __str__(self) -> str:
        return _("There is no bound field %(names)s. The fields there are: %(known)s.") % {
            "names": ", ".join(f"{{{name}}}" for name in self.names),
            "known": ", ".join(f"{{{name}}}" for name in self.known),
        }


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every blank replaced, in normal form (NFC). Raises UnknownBlanks."""
    return fill_each((text,), values)[0]


def fill_each(texts: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """Each of `texts` filled. Raises UnknownBlanks with the unknown names of all of them at once."""
    unknown = sorted({name for text in texts for name in named(text) if name not in values})
    if unknown:
        raise UnknownBlanks(unknown, sorted(values))
    return [nfc(BLANK.sub(lambda blank: values[blank[1]], text)).strip() for text in texts]


def named(text: str) -> list[str]:
    """The names of its blanks, in the order in which they stand."""
    return BLANK.findall(text)
