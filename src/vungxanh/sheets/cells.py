"""What a table gives for each of its rows: the cells as text, or the reason why it cannot be cut into cells."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

BROKEN = re.compile("[\ud800-\udfff\ufffd\0]")  # what no text has, and no database keeps


class Spoilt(NamedTuple):
    """A row that cannot be cut into cells."""

    code: str
    reason: str
    content: str


Cells = list[str] | Spoilt
Names = Callable[[Sequence[str]], int]
"""How many of a row's cells name a column that the reader knows: it tells a header, and with it the separator."""


def broken_text(line: str) -> Spoilt:
    shown = BROKEN.sub("\ufffd", line).strip()
    return Spoilt("broken-text", _("The line holds bytes that are no letters of the file's encoding."), shown)
