"""Opens a table, whatever kind of file it is: by its first octets, never by its name."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import dropwhile
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from vungxanh.text.legacy import Reading

from .cells import Cells, Names, Spoilt
from .csv_file import CsvFile
from .faults import FileRefused, Problem
from .workbook import Workbook

_NO_TABLES = {  # what a file that holds no table begins with, and what people call it
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"%PDF": "PDF", b"GIF8": "GIF", b"Rar!": "RAR", b"{\\rtf": "RTF",
    b"\x1f\x8b": "gzip",
}  # fmt: skip
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TableFile(Protocol):
    """What a CSV file and a workbook have in common. `encoding`: as a person calls it. `marked`: a byte order mark."""

    @property
    def encoding(self) -> str: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def sha256(self) -> str: ...
    @property
    def marked(self) -> bool: ...
    def rows(self) -> Iterator[tuple[int, Cells]]: ...


@contextmanager
def seekable(file: Path | BinaryIO) -> Iterator[BinaryIO]:
    """`file` open for reading from its beginning; one that cannot go back is copied to disk first."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            yield opened
    elif file.seekable():
        file.seek(0)
        yield file
    else:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy


def open_table(file: BinaryIO, names: Names, *, encoding: str | None, sheet: str | None) -> TableFile:
    """Raises FileRefused when the file as a whole cannot be read.

    `names` says how many cells of a row name a column; `encoding` and `sheet` settle what the file leaves open.
    """
    file.seek(0)
    head = file.read(8)
    if head.startswith(_OLD_OFFICE):
        reason = _("This is an old or locked Excel file. Save it as .xlsx without a password, or as “CSV UTF-8”.")
        raise FileRefused(Problem("old-workbook", reason))
    if kind := next((kind for begins, kind in _NO_TABLES.items() if head.startswith(begins)), None):
        reason = _("This is a %s file, not a table, whatever its name says. Choose the .xlsx or CSV file itself.")
        raise FileRefused(Problem("not-a-table", reason % kind))
    if head.startswith(_ZIP):
        return Workbook.open(file, sheet)
    return CsvFile.open(file, names, encoding)


def cut(source: TableFile) -> Iterator[tuple[int, list[str]]]:
    """The rows that can be cut into cells, for whoever looks for the header."""
    return ((number, list(cells)) for number, cells in source.rows() if not isinstance(cells, Spoilt))


def below(source: TableFile, header: int) -> Iterator[tuple[int, Cells]]:
    """Every row under the header."""
    return dropwhile(lambda row: row[0] <= header, source.rows())
