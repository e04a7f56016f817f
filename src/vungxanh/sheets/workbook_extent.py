"""How far the cells of a workbook reach, before anything reads them: one letter in its last cell asks for 400 GB.

A sheet is held as a rectangle from its first cell to its last. Whoever asks for more than a list could need is refused,
and so is a sheet that is not plain XML: a program that runs out of memory takes everybody's work with it.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast
from xml.parsers import expat

from django.utils.translation import gettext as _

from .faults import FileRefused, Problem

MOST_CELLS = 16_000_000  # a million rows of sixteen columns, about 400 MB
_PIECE = 1 << 20
_MARK = b"sheetData"  # no part without it holds cells
_REFERENCE = re.compile("([A-Za-z]{0,7})([0-9]{1,10})")


def require_within_reach(workbook: zipfile.ZipFile) -> None:
    """Raises FileRefused."""
    for part in workbook.infolist():
        with workbook.open(part) as content:
            if not _holds_cells(cast(BinaryIO, content)):
                continue
        with workbook.open(part) as content:
            extent = _Extent()
            try:
                extent.read(cast(BinaryIO, content))
            except expat.ExpatError as error:
                raise FileRefused(
                    Problem("broken-workbook", _("The workbook cannot be opened; save it again."))
                ) from error
        if extent.rows * extent.columns > MOST_CELLS:
            sentence = _(
                "The sheet reaches to row %(row)d and column %(column)d. Delete what stands far from the list, "
                "or save the list as “CSV UTF-8”."
            )
            said = {"row": extent.last_row, "column": extent.last_column}
            raise FileRefused(Problem("too-far", sentence % said))


class _Extent:
    """The rectangle around all cells of one sheet. One that does not say where it is follows the one before."""

    def __init__(self) -> None:
        self.first_row, self.last_row, self.last_column = 0, 0, 0
        self._row = self._column = 0
        self._cell_row = 0

    @property
    def rows(self) -> int:
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        return self.last_column

    def read(self, content: BinaryIO) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _refuse_entities
        for piece in _pieces(content):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element in ("v", "is", "f"):  # a cell that holds nothing takes no room
            self._extend()
        elif element == "c":
            self._cell(attributes.get("r", ""))
        elif element == "row":
            said = attributes.get("r", "")
            self._row = int(said) if said.isascii() and said.isdigit() and len(said) < 11 else self._row + 1
            self._column = 0

    def _cell(self, reference: str) -> None:
        self._cell_row, self._column = self._row, self._column + 1
        if said := _REFERENCE.fullmatch(reference):
            self._cell_row, self._column = int(said[2]), _number(said[1]) or self._column

    def _extend(self) -> None:
        row = self._cell_row
        self.first_row = min(self.first_row or row, row)
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, self._column)


def _number(letters: str) -> int:
    """Of a column: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _holds_cells(content: BinaryIO) -> bool:
    end = b""
    for piece in _pieces(content):
        if _MARK in end + piece:
            return True
        end = piece[-len(_MARK) :]
    return False


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(_PIECE):
        yield piece


def _refuse_entities(*_said: object) -> None:
    """A sheet has none; where one is declared, somebody wants a small file to become a large one."""
    raise FileRefused(Problem("broken-workbook", _("The workbook cannot be opened; save it again.")))
