"""What a table gives for each of its rows: the cells as text, or the reason why it cannot be cut into cells."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Spoilt(NamedTuple):
    """A row that cannot be cut into cells."""

    code: str
    reason: str
    content: str


Cells = list[str] | Spoilt
Names = Callable[[Sequence[str]], int]
"""How many of a row's cells name a column that the reader knows: it tells a header, and with it the separator."""
