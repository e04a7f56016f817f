"""Imports a list of addresses with reconciliation: rows in = rows stored + rows known + rows rejected, each with why.

One transaction: an import that is killed leaves nothing, and importing the same file again stores nothing twice. A
file that cannot be read as a whole is refused whole (FileRefused) with every problem.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.places.register import Register, suggestion
from vungxanh.sheets.csv_file import ENCODINGS
from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.sheets.table_file import below, cut, open_table, seekable

from .columns import names_columns, read_header
from .models import ListImport
from .rows import AUDIENCE, RowReader
from .staging import Staging

__all__ = ["FileRefused", "Problem", "import_list"]


def import_list(
    file: Path | BinaryIO,
    file_name: str,
    *,
    audience: str,
    province: Place,
    consent: str,
    by: User | None,
    at: datetime,
    as_of: date | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    resubscribe: bool = False,
    simulated: bool = False,
    watch: Callable[[int], None] = lambda rows: None,
) -> ListImport:
    """Take in a CSV file or an .xlsx workbook of phones and e-mail addresses of one province. Raises FileRefused.

    `audience` (a slug) and the province hold for rows that name none. `as_of` is the day by which these people had
    agreed; without it, `at`. `resubscribe` takes in again who withdrew before that day. `simulated` lets the
    exercise's numbers in. `encoding` (one of ENCODINGS) and `sheet` settle what the file leaves open. `watch` is told
    how many rows were read so far.
    """
    _check(audience, consent, as_of, at, encoding, resubscribe=resubscribe)
    since = at if as_of is None else min(at, datetime.combine(as_of, time(), VIETNAM))
    with seekable(file) as opened:
        source = open_table(opened, names_columns, encoding=encoding, sheet=sheet)
        columns = read_header(cut(source))
        on = since.astimezone(VIETNAM).date()
        reader = RowReader(columns, Register(province), place=province.pk, audience=audience, simulated=simulated)
        with transaction.atomic():
            staging = Staging()
            rows_in = staging.fill(reader.read(below(source, columns.header)), watch)
            if not rows_in:
                raise FileRefused(Problem("no-rows", _("The file has a header but no rows.")))
            staging.answer(lambda name: suggestion(name, province, on))
            done = ListImport.objects.create(
                file_name=file_name[:200], sha256=source.sha256, province=province, audience=audience,
                consent=consent[:200], as_of=as_of, by=by, at=at, encoding=source.encoding, header_row=columns.header,
                read_raw=source.reading.raw[:80], read_as=source.reading.read[:80], unread=list(columns.unread),
            )  # fmt: skip
            settled = staging.settle(done.pk, at=at, since=since, resubscribe=resubscribe)
            done.rows_in, done.stored, done.known, done.rejected = (
                rows_in, settled.stored, settled.known, settled.rejected,
            )  # fmt: skip
            done.addresses, done.resubscribed = settled.addresses, settled.resubscribed
            done.converted, done.differing = settled.converted, settled.differing
            done.save()
    return done


def _check(
    audience: str, consent: str, as_of: date | None, at: datetime, encoding: str | None, *, resubscribe: bool
) -> None:
    problems = []
    if not AUDIENCE.fullmatch(audience):
        problems.append(Problem("not-an-audience", _("“%s” is not an audience; write it like toan-dan.") % audience))
    if not consent.strip():
        problems.append(Problem("no-consent", _("Say where and how these people agreed to be told.")))
    if as_of is not None and as_of > at.astimezone(VIETNAM).date():
        problems.append(Problem("future-day", _("%s has not come yet; give the day by which they had agreed.") % as_of))
    if resubscribe and as_of is None:
        reason = _("To take in again who withdrew, give the day by which they had agreed anew.")
        problems.append(Problem("no-day", reason))
    if encoding is not None and encoding not in ENCODINGS:
        said = {"encoding": encoding, "known": ", ".join(ENCODINGS)}
        reason = _("“%(encoding)s” is not an encoding known here; known are: %(known)s.") % said
        problems.append(Problem("unknown-encoding", reason))
    if problems:
        raise FileRefused(*problems)
