"""A file of daily figures, handed out a day at a time as the outbreak goes on. Checking is `figures.intake`'s work."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FiguresFile:
    name: str
    header: str
    lines: dict[str, list[str]]  # ISO day → the file's own lines

    def rows_of(self, day: date) -> bytes:
        """The header and the rows of one day, as a file of its own; empty when the file has no row for the day."""
        lines = self.lines.get(day.isoformat(), [])
        return "".join([self.header, *lines]).encode() if lines else b""


class NotAFiguresFile(Exception):
    """The file has no `date` column, or is not UTF-8 text. Save it as CSV, UTF-8, with a header."""

    code = "not-a-figures-file"


def read_figures_file(path: Path) -> FiguresFile:
    """Raises NotAFiguresFile. Rows without a day stay with the intake, which says what is wrong with them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAFiguresFile(f"{path}: cannot be read as UTF-8 text ({error}); save it as CSV, UTF-8.") from error
    header, *rows = text.splitlines(keepends=True) or [""]
    columns = next(csv.reader(io.StringIO(header)), [])
    if "date" not in columns:
        raise NotAFiguresFile(f"{path}:1: there is no column “date”; the columns are: {', '.join(columns) or 'none'}.")
    at = columns.index("date")
    lines: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        cells = next(csv.reader(io.StringIO(row)), [])
        if len(cells) > at:
            lines[cells[at].strip()].append(row)
    return FiguresFile(path.name, header, dict(lines))
