"""Opens a list, whatever kind of file it is: by its first octets, never by its name."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from vungxanh.figures.file_text import FileRefused, Problem
from vungxanh.text.legacy import Reading

from .csv_file import CsvFile
from .rows import Cells
from .workbook import Workbook

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE = 1 << 20


class ListFile(Protocol):
    """What a CSV file and a workbook have in common. `encoding`: as a person calls it."""

    @property
    def encoding(self) -> str: ...
    @property
    def reading(self) -> Reading: ...
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


def open_list(file: BinaryIO, *, encoding: str | None, sheet: str | None) -> ListFile:
    """Raises FileRefused when the file as a whole cannot be read."""
    file.seek(0)
    head = file.read(8)
    if head.startswith(_OLD_OFFICE):
        reason = _("This is an old or locked Excel file. Save it as .xlsx without a password, or as “CSV UTF-8”.")
        raise FileRefused(Problem("old-workbook", reason))
    if head.startswith(_ZIP):
        return Workbook.open(file, sheet)
    return CsvFile.open(file, encoding)


def fingerprint(file: BinaryIO) -> str:
    """SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        sha256.update(piece)
    return sha256.hexdigest()
