"""Imports a file of figures with reconciliation: rows in = rows stored + rows rejected, each rejected row with why.

A file that cannot be read as a whole is refused whole (FileRefused) and leaves nothing behind. What is already
released never changes by an import: rows that differ are counted, and a correction is for a person to prepare.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.places.register import Register
from vungxanh.sheets.csv_file import ENCODINGS
from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.sheets.table_file import TableFile, below, cut, open_table, seekable

from .cells import CONTRADICTED
from .columns import Columns, Names, read_header
from .file_rows import Rejected, RowReader
from .indicators import vocabulary
from .models import FiguresImport
from .staging import Staging
from .unknown_names import look_up

__all__ = ["ENCODINGS", "FileRefused", "Problem", "import_figures"]


def import_figures(
    file: Path | BinaryIO,
    name: str,
    *,
    province: Place,
    by: User | None,
    at: datetime,
    encoding: str | None = None,
    sheet: str | None = None,
    only: Collection[int] | None = None,
) -> FiguresImport:
    """Store the figures of one province from a CSV file or an .xlsx workbook of any size. Raises FileRefused.

    A column gives the day, one or more the place (by code or by names), and one each an indicator; or, in the long
    form, one names the indicator and one gives its value. `at` is the moment of the import; later days are rejected.
    A value replaces the one reported before; a blank cell never does. The same file again stores only what was
    rejected before and can be stored now; where there is none, it gives back the first import with `repeated`.
    `encoding` (one of ENCODINGS) and `sheet` settle what the file leaves open. `only`: the keys of the places that the
    person reports for; rows of others are rejected.
    """
    if encoding is not None and encoding not in ENCODINGS:
        said = {"encoding": encoding, "known": ", ".join(ENCODINGS)}
        reason = _("“%(encoding)s” is not an encoding known here; known are: %(known)s.") % said
        raise FileRefused(Problem("unknown-encoding", reason))
    names = Names(vocabulary())
    with seekable(file) as opened:
        source = open_table(opened, names.count, encoding=encoding, sheet=sheet)
        columns = read_header(cut(source), names)
        today = at.astimezone(VIETNAM).date()
        reader = RowReader(columns, names, Register(province), today=today, only=only)
        with transaction.atomic(), _shelf() as shelf:
            staging = Staging(list(columns.values))
            rejected = _stage(reader, source, columns, staging, shelf)
            stored = reader.stored
            for doubt, code, sentence in CONTRADICTED:
                for row in staging.take_out(reader.evidence.contradicted() & doubt):
                    shelf.write(Rejected(row.line, row.text, code, _(sentence)).staged())
                    stored, rejected = stored - 1, rejected + 1
            if not stored + rejected:
                raise FileRefused(Problem("no-rows", _("The file has a header but no rows.")))
            staging.wait_for_turn(province.pk)
            before = _imported_before(province, source.sha256, by)
            new = staging.new_since([one.pk for one in before])
            if before and not new.lines:
                before[0].repeated = True
                return before[0]
            answers = look_up(reader.unknown, province, today)
            done = FiguresImport.objects.create(
                province=province,
                file_name=name[:200],
                sha256=source.sha256,
                imported_by=by,
                imported_at=at,
                rows_in=stored + rejected,
                rows_stored=stored,
                rows_rejected=rejected,
                byte_order_mark=source.marked and source.encoding == "UTF-8",
                encoding=source.encoding,
                read_raw=source.reading.raw[:80],
                read_as=source.reading.read[:80],
                header_row=columns.header,
                unread=list(columns.unread),
                unknown=[answer.as_json() for answer in answers],
            )
            staging.reject(done.pk, _read_again(shelf), {answer.number: answer.sentence for answer in answers})
            staging.report(done.pk, at, by=None if by is None else by.pk, overwrite=not before, first_of=new.places)
            done.rows_differing = staging.rows_differing_from_released()
            done.save(update_fields=["rows_differing"])
    return done


def _imported_before(province: Place, sha256: str, by: User | None) -> list[FiguresImport]:
    """The imports of the same file, the person's own first, of these the one that took most."""
    before = FiguresImport.objects.filter(province=province, sha256=sha256)
    own = None if by is None else by.pk
    return sorted(before, key=lambda one: (one.imported_by_id != own, one.rows_rejected, one.pk))


def _stage(reader: RowReader, source: TableFile, columns: Columns, staging: Staging, shelf: IO[str]) -> int:
    """Stream the good rows into the staging table and the bad ones onto the shelf. Returns how many were bad."""
    rejected = 0

    def good() -> Iterator[str]:
        nonlocal rejected
        for row in reader.read(below(source, columns.header)):
            if isinstance(row, str):
                yield row
            else:
                rejected += 1
                shelf.write(row.staged())

    staging.fill(good())
    return rejected


@contextmanager
def _shelf() -> Iterator[IO[str]]:
    """Rejected rows wait on disk: a file that is wrong throughout takes no more memory than a good one."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n") as shelf:
        yield shelf


def _read_again(shelf: IO[str]) -> Iterable[str]:
    shelf.seek(0)
    return shelf
