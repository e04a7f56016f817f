"""Imports a file of figures with reconciliation: rows in = rows stored + rows rejected, each rejected row with why.

A file that cannot be read as a whole is refused whole (FileRefused) and leaves nothing behind. What is already
released never changes by an import: rows that differ are counted, and a correction is for a person to prepare.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.sheets.faults import Fault, FileRefused, Problem

from .file_rows import Columns, Rejected, Row, read_header, read_rows, reject
from .file_text import read_text
from .indicators import vocabulary
from .models import FiguresImport, RejectedRow
from .staging import Cell, Staging

__all__ = ["FileRefused", "Problem", "import_csv"]


def import_csv(content: bytes, file_name: str, *, province: Place, by: User | None, at: datetime) -> FiguresImport:
    """Store the figures of one province from a CSV file (UTF-8, commas, columns: date, a GSO code, indicator keys).

    `at` is the moment of the import; later days are rejected. A value replaces the one reported before; a blank cell
    never does. The same file again stores nothing, overwrites nothing and gives back the first import with `repeated`.
    """
    text = read_text(content)
    lines = text.lines()
    columns = _header(lines, vocabulary())
    first = next(lines, None)
    if first is None:
        raise FileRefused(Problem("no-rows", _("The file has a header but no rows.")))
    rows = read_rows(chain([first], lines), columns, at.astimezone(VIETNAM).date())
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        before = FiguresImport.objects.filter(province=province, sha256=sha256).order_by("rows_rejected").first()
        register = _Register(province)
        staging = Staging()
        stored, rejects = _stage(rows, register, staging)
        if before is not None and before.rows_rejected <= len(rejects):
            before.repeated = True
            return before
        done = FiguresImport.objects.create(
            province=province,
            file_name=file_name[:200],
            sha256=sha256,
            imported_by=by,
            imported_at=at,
            rows_in=stored + len(rejects),
            rows_stored=stored,
            rows_rejected=len(rejects),
            byte_order_mark=text.byte_order_mark,
        )
        RejectedRow.objects.bulk_create(
            [RejectedRow(figures_import=done, line=r.line, code=r.code, text=r.text, reason=r.reason) for r in rejects],
            batch_size=5000,
        )
        staging.report(done.pk, at, overwrite=before is None)
        done.rows_differing = staging.rows_differing_from_released()
        done.save(update_fields=["rows_differing"])
    return done


def _header(lines: Iterator[tuple[int, str]], indicators: Iterable[str]) -> Columns:
    header = next(lines, None)
    if header is None:
        raise FileRefused(Problem("empty-file", _("The file is empty.")))
    try:
        return read_header(header[1], set(indicators))
    except Fault as fault:
        raise FileRefused(
            Problem(fault.code, _("Line %(line)d: %(reason)s") % {"line": header[0], "reason": fault.reason})
        ) from fault


def _stage(rows: Iterable[Row | Rejected], register: "_Register", staging: Staging) -> tuple[int, list[Rejected]]:
    """Stream the good rows into the staging table. Returns how many there were, and the bad ones."""
    rejects: list[Rejected] = []
    seen: dict[tuple[int, date], int] = {}
    stored = 0

    def cells() -> Iterator[Cell]:
        nonlocal stored
        for row in rows:
            if isinstance(row, Rejected):
                rejects.append(row)
                continue
            try:
                place = register.place_id(row.place, row.day)
                earlier = seen.setdefault((place, row.day), row.line)
                if earlier != row.line:
                    raise Fault("repeated-day", _("Line %d already gives this place and day.") % earlier)
            except Fault as fault:
                rejects.append(reject(row.line, row.text, [fault]))
                continue
            stored += 1
            for indicator, value in row.values.items():
                yield place, row.day, indicator, value

    staging.fill(cells())
    return stored, rejects


@dataclass(frozen=True, slots=True)
class _Known:
    pk: int
    valid_from: date
    valid_to: date | None


class _Register:
    """Finds the province's places by code, and says why a code is not one of them."""

    def __init__(self, province: Place) -> None:
        self._name = province.full_name
        inside = Place.objects.within(province).values_list("code", "pk", "valid_from", "valid_to")
        self._inside = {code: _Known(pk, first, last) for code, pk, first, last in inside}
        self._anywhere = set(Place.objects.values_list("code", flat=True))

    def place_id(self, code: str, day: date) -> int:
        """Raises Fault."""
        known = self._inside.get(code)
        if known is None:
            if code in self._anywhere:
                raise Fault(
                    "outside-province", _("%(code)s is not in %(province)s.") % {"code": code, "province": self._name}
                )
            raise Fault("unknown-place", _("“%s” is not a known GSO code; codes keep their leading zeros.") % code)
        if day < known.valid_from or (known.valid_to is not None and day > known.valid_to):
            days = {"code": code, "first": known.valid_from, "last": known.valid_to or "…"}
            raise Fault("place-not-valid", _("%(code)s stands for this place from %(first)s to %(last)s only.") % days)
        return known.pk
