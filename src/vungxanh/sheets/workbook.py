"""The rows of an Excel workbook (.xlsx). One sheet is read; where several hold rows, a person says which.

A sheet is held in memory while it is read, about 0.4 kB a row. Only a CSV file takes the same memory at any length.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from vungxanh.text.legacy import Reading, Spelling, detect

from .cells import Cells, broken_text
from .faults import FileRefused, Problem
from .fingerprint import fingerprint
from .workbook_extent import require_within_reach

ENCODING = "Excel"
_SAMPLED = 5_000  # rows
# A list of a million rows and eight columns unpacks to some 400 MB, and even one number repeated everywhere to no more
# than 16 times its packed size. What unpacks to more is no list, and would take three times that in memory. What the
# file claims can be relied on: the reader refuses a part that is larger than it said.
_LARGEST, _ALWAYS_READ, _RATIO = 400 << 20, 32 << 20, 50  # octets unpacked, and how often the packed size


@dataclass(frozen=True, slots=True)
class Workbook:
    """`reading` tells how the letters are read: old fonts show as Western letters in a workbook too."""

    sheet: CalamineSheet
    encoding: str
    reading: Reading
    sha256: str
    marked: bool = False

    @classmethod
    def open(cls, file: BinaryIO, sheet: str | None = None) -> "Workbook":
        """Raises FileRefused when it is broken or locked, or when it is not clear which sheet is meant."""
        file.seek(0)
        try:
            packed = zipfile.ZipFile(file)
            if _is_too_large(packed):
                raise FileRefused(Problem("too-large", _("The workbook is too large; save the list as “CSV UTF-8”.")))
            require_within_reach(packed)
            file.seek(0)
            book = CalamineWorkbook.from_filelike(file)
            meant = _meant(book, sheet)
        except (CalamineError, zipfile.BadZipFile, OSError) as error:
            raise FileRefused(Problem("broken-workbook", _("The workbook cannot be opened; save it again."))) from error
        reading = detect(_words(meant)) or Reading(Spelling.UNICODE, 0, 0)
        plain = reading.spelling is Spelling.UNICODE
        called = ENCODING if plain else f"{ENCODING}, {reading.spelling.value}"
        return cls(meant, called, reading, _fingerprint(file, book, meant))

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(row number from 1, its cells as text) for every row that is not blank."""
        read = self.reading.spelling.read
        plain = self.reading.spelling is Spelling.UNICODE
        for number, row in enumerate(self.sheet.iter_rows(), start=1):
            cells = [cell if type(cell) is str else as_text(cell) for cell in row]
            if any("\0" in cell for cell in cells):
                yield number, broken_text(" ".join(cells))
            elif any(cells):
                yield number, cells if plain else [cell if cell.isascii() else read(cell) for cell in cells]


def _fingerprint(file: BinaryIO, book: CalamineWorkbook, sheet: CalamineSheet) -> str:
    """Of the file; where it has several sheets, of the one that is read, so that the next one is not the same again."""
    whole = fingerprint(file)
    return whole if len(book.sheet_names) == 1 else hashlib.sha256(f"{whole} {sheet.name}".encode()).hexdigest()


def _is_too_large(workbook: zipfile.ZipFile) -> bool:
    parts = workbook.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    return unpacked > _LARGEST or unpacked > max(_ALWAYS_READ, _RATIO * packed)


def as_text(cell: Any) -> str:
    """As a person reads the cell: 912345678.0 is 912345678. The number 1.234 is 1.2340, which no one takes for 1234."""
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        return f"{cell}0" if f"{cell}"[-4:-3] == "." else str(cell)
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return str(cell)


def _meant(workbook: CalamineWorkbook, name: str | None) -> CalamineSheet:
    names = workbook.sheet_names
    if not names:
        raise FileRefused(Problem("broken-workbook", _("The workbook cannot be opened; save it again.")))
    if name is not None:
        if name in names:
            return workbook.get_sheet_by_name(name)
        said = {"name": name, "names": ", ".join(names)}
        raise FileRefused(Problem("unknown-sheet", _("There is no sheet “%(name)s”; there are: %(names)s.") % said))
    if len(names) == 1:
        return workbook.get_sheet_by_index(0)
    filled = [name for name in names if workbook.get_sheet_by_name(name).height]
    if len(filled) > 1:
        reason = _("Several sheets hold rows: %s. Import one at a time, naming it.") % ", ".join(filled)
        raise FileRefused(Problem("several-sheets", reason))
    return workbook.get_sheet_by_name((filled or names)[0])


def _words(sheet: CalamineSheet) -> Iterator[str]:
    rows = islice(sheet.iter_rows(), _SAMPLED)
    return (cell for cell in chain.from_iterable(rows) if type(cell) is str and not cell.isascii())
