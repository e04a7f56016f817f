"""The rows of a CSV file of any size and in any encoding that Vietnamese lists have come in.

Each physical line is one row, so a stray quotation mark spoils its own line only. The file is read twice: once to
weigh its encoding and to take its fingerprint, once for its rows; never more than a piece of it is held in memory.
"""

import csv
import hashlib
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from vungxanh.text.legacy import Reading, Spelling, detect

from .cells import BROKEN, Cells, Names, Spoilt, broken_text
from .faults import FileRefused, Problem

UTF_8, UTF_16 = "UTF-8", "UTF-16"
ENCODINGS = (UTF_8, UTF_16, *(spelling.value for spelling in Spelling if spelling is not Spelling.UNICODE))
_PIECE = 1 << 22
_LONGEST_LINE = 1 << 16
_SAMPLED = 200  # lines of a piece
_MOSTLY = 20  # one broken line in so many is a spoilt row, more is another encoding
_SEPARATORS = ",;\t"
_MARKS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)


@dataclass(slots=True)
class _Sample:
    """What the first reading saw: whether it is UTF-8, lines that are not plain ASCII, and the fingerprint."""

    sound: int = 0
    broken: int = 0
    lines: list[str] = field(default_factory=list)
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes) -> None:
        if piece.isascii():
            return
        strange = [line for line in piece.splitlines() if not line.isascii()]
        for n, line in enumerate(strange):
            try:
                text = line.decode()
                self.sound += 1
            except UnicodeDecodeError:
                text = line.decode("latin-1")
                self.broken += 1
            if n < _SAMPLED:
                self.lines.append(text)


@dataclass(frozen=True, slots=True)
class CsvFile:
    """`reading` tells how the letters are read and the evidence; `encoding` is what a person calls it.

    `sha256`: of the octets. `marked`: it begins with a byte order mark. `names`: see cells.Names.
    """

    file: BinaryIO
    codec: str
    encoding: str
    reading: Reading
    sha256: str
    marked: bool
    names: Names

    @classmethod
    def open(cls, file: BinaryIO, names: Names, encoding: str | None = None) -> "CsvFile":
        """Raises FileRefused when no encoding fits. `encoding` (one of ENCODINGS) is believed without evidence."""
        file.seek(0)
        head = file.read(4_096)
        utf_16 = _utf_16(head, encoding)
        file.seek(0)
        sample = _first_reading(file, utf_16)
        if utf_16:
            codec, reading = utf_16, _reading(sample.lines, list(Spelling))
            called = _name(reading, UTF_16)
        elif encoding == UTF_8 or (encoding is None and sample.broken * _MOSTLY <= sample.sound):
            codec, reading = "utf-8-sig", _reading(sample.lines, [Spelling.UNICODE] if encoding else list(Spelling))
            called = _name(reading, UTF_8)
        else:
            others = [spelling for spelling in Spelling if spelling.value == encoding]
            codec = "latin-1"
            reading = _reading(sample.lines, others or [s for s in Spelling if s is not Spelling.UNICODE])
            called = reading.spelling.value
        return cls(file, codec, called, reading, sample.sha256.hexdigest(), head.startswith(_MARKS), names)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(line number from 1, its cells) for every line that is not blank; Spoilt for one that cannot be cut."""
        separator = self._separator()
        read = self.reading.spelling.read if self.reading.spelling is not Spelling.UNICODE else None
        for number, line in enumerate(self._lines(), start=1):
            if not line.isascii():
                if BROKEN.search(line):
                    yield number, broken_text(line)
                    continue
                if read is not None:
                    line = read(line)
            elif "\0" in line:
                yield number, broken_text(line)
                continue
            line = line.rstrip("\n")
            if '"' not in line:
                if line and not line.isspace():
                    yield number, line.split(separator)
            else:
                yield number, _cut_quoted(line, separator)

    def _lines(self) -> Iterator[str]:
        self.file.seek(0)
        errors = "surrogateescape" if self.codec == "utf-8-sig" else "replace"
        text = io.TextIOWrapper(self.file, self.codec, errors, newline=None)
        try:
            for line in text:  # noqa: UP028  (what a generator delegates to is closed with it, and the file too)
                yield line
        finally:
            if not self.file.closed:
                text.detach()

    def _separator(self) -> str:
        """The one that makes a header of one of the first lines; a comma where none does."""
        read = self.reading.spelling.read
        lines = [read(line) for line in islice(self._lines(), 40)]
        named = {
            separator: max((self.names(line.split(separator)) for line in lines), default=0)
            for separator in _SEPARATORS
        }
        return max(_SEPARATORS, key=lambda separator: named[separator])


def _first_reading(file: BinaryIO, utf_16: str | None) -> _Sample:
    sample = _Sample()
    rest = b""
    while piece := file.read(_PIECE):
        sample.sha256.update(piece)
        if utf_16:
            sample.lines = sample.lines or piece.decode(utf_16, "replace").splitlines()
        piece = rest + piece
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
        whole, rest = piece[:end], piece[end:]
        if max(map(len, (rest, *whole.splitlines()))) > _LONGEST_LINE:
            raise FileRefused(Problem("not-a-table", _("A line is too long for a list; this is not a CSV file.")))
        if not utf_16:
            sample.add(whole)
    if not utf_16:
        sample.add(rest)
    return sample


def _utf_16(head: bytes, encoding: str | None) -> str | None:
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(BOM_UTF8) or encoding not in (None, UTF_16):
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    if encoding == UTF_16 or max(low, high) * 4 > len(head):
        return "utf-16-be" if low > high else "utf-16-le"
    return None


def _reading(lines: list[str], among: list[Spelling]) -> Reading:
    reading = detect(lines, among) if len(among) > 1 else (detect(lines, among) or Reading(among[0], 0, 0))
    if reading is None:
        reason = _(
            "The encoding cannot be told: read as Windows-1258, TCVN3 or VNI, too few words are Vietnamese."
            " Save the list as “CSV UTF-8”, or name the encoding."
        )
        raise FileRefused(Problem("unknown-encoding", reason))
    return reading


def _name(reading: Reading, unicode: str) -> str:
    return unicode if reading.spelling is Spelling.UNICODE else reading.spelling.value


def _cut_quoted(line: str, separator: str) -> list[str] | Spoilt:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return Spoilt("broken-quotes", _("A quotation mark is not closed; write the row without them."), line)
