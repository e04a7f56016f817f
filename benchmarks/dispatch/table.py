"""The one table of a run: what was measured, what it should be, what it is, and how that compares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`met` is None where there is nothing to meet. `beside`: the share of a limit, or what a peer does. `note`: a
    sentence for below the table, such as why there is no figure.
    """

    what: str
    measured: str
    target: str = ""
    met: bool | None = None
    beside: str = ""
    note: str = ""


_HEADS = ("what", "target", "measured", "share or peer", "")
_WORDS = {True: "met", False: "MISSED", None: ""}


def lines(rows: Iterable[Row]) -> list[str]:
    """The table's lines, columns aligned, and the notes."""
    rows = list(rows)
    cells = [_HEADS, *((row.what, row.target, row.measured, row.beside, _WORDS[row.met]) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    written = [_line(row, widths) for row in cells]
    notes = [f"{row.what.strip()}: {row.note}" for row in rows if row.note]
    return [written[0], "  ".join("─" * width for width in widths).rstrip(), *written[1:], "", *notes]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
