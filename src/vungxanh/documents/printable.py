"""What a file may hold: every character but those that XML 1.0 does not allow (section 2.2), which no page shows.

Old texts have them from other programs: a bell, a form feed, half a surrogate. They are left out of whatever is made.
"""

import re
from collections.abc import Mapping
from typing import Any

_NEVER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STOPS = re.compile("[\v\f\x1c-\x1f\x85]")  # they part words: without them two words would be one


def printable(text: str) -> str:
    """`text` without what XML does not allow; in place of what parts words, a space."""
    return _NEVER.sub("", _STOPS.sub(" ", text))


def printable_in(data: Any) -> Any:
    """Plain data with every text in it printable."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {key: printable_in(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_in(value) for value in data]
    return data
