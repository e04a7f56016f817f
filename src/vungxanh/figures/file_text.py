"""From the bytes of a figures file to its lines, or a refusal that says at which line and byte it cannot be read."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import FileRefused, Problem


@dataclass(frozen=True, slots=True)
class FileText:
    text: str
    byte_order_mark: bool

    def lines(self) -> Iterator[tuple[int, str]]:
        """(line number from 1, line without its end) for every line that is not blank."""
        for number, line in enumerate(StringIO(self.text, newline=None), start=1):
            if line.strip():
                yield number, line.rstrip("\n")


def read_text(content: bytes) -> FileText:
    """Raises FileRefused unless `content` is UTF-8 text; a byte order mark is tolerated and noted."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise FileRefused(Problem("wrong-encoding", _("Line 1, byte 1: the file is UTF-16. %s") % _advice()))
    marked = content.startswith(BOM_UTF8)
    body = content[len(BOM_UTF8) :] if marked else content
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileRefused(_not_utf8(body, error.start, marked)) from error
    if "\0" in text:
        raise FileRefused(_not_utf8(body, body.index(b"\0"), marked))
    return FileText(text, marked)


def _not_utf8(body: bytes, at: int, marked: bool) -> Problem:
    line_start = body.rfind(b"\n", 0, at) + 1
    where = {
        "line": body.count(b"\n", 0, at) + 1,
        "byte": at - line_start + 1 + (len(BOM_UTF8) if marked and not line_start else 0),
        "value": f"0x{body[at]:02X}",
    }
    sentence = _("Line %(line)d, byte %(byte)d: %(value)s is not UTF-8 text; perhaps Windows-1258 or UTF-16.") % where
    return Problem("wrong-encoding", f"{sentence} {_advice()}")


def _advice() -> str:
    return _("Save the table again as “CSV UTF-8” and import that file.")
