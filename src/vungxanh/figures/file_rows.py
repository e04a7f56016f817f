"""From the lines of a figures file to rows, each read whole or rejected with every reason.

A blank cell is "not reported", never zero. Each physical line is one row, so a stray quotation mark spoils its own
line only and can never swallow the ones after it.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vungxanh.sheets.faults import Fault, FileRefused, Problem

DAY_COLUMN = "date"
PLACE_COLUMNS = ("place", "place_code", "province_gso", "district_gso", "commune_gso")
EARLIEST = date(2000, 1, 1)
LARGEST = 100_000_000  # more people than any indicator can count

T = TypeVar("T")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands in a row. `values` maps indicator keys to positions."""

    width: int
    day: int
    place: int
    values: dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    text: str
    day: date
    place: str
    values: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Rejected:
    line: int
    text: str
    code: str
    reason: str


def read_header(line: str, indicators: Collection[str]) -> Columns:
    """Raises FileRefused with every problem of the header at once."""
    names = [name.strip().lower() for name in _cells(line)]
    places = [name for name in PLACE_COLUMNS if name in names]
    values = {name: at for at, name in enumerate(names) if name in indicators}
    if problems := list(_header_problems(line, names, places, values, indicators)):
        raise FileRefused(*problems)
    return Columns(len(names), names.index(DAY_COLUMN), names.index(places[0]), values)


def read_rows(lines: Iterable[tuple[int, str]], columns: Columns, today: date) -> Iterator[Row | Rejected]:
    """Each line as a Row or as a Rejected; nothing else, nothing twice, in the order of the file."""
    for number, line in lines:
        faults: list[Fault] = []
        try:
            cells = _cells(line)
            if len(cells) != columns.width:
                reason = _("The row has %(found)d cells, the header %(wanted)d.")
                raise Fault("ragged-row", reason % {"found": len(cells), "wanted": columns.width})
        except Fault as fault:
            yield reject(number, line, [fault])
            continue
        day = _collect(faults, _day, cells[columns.day].strip(), today)
        values = {key: _collect(faults, _count, cells[at].strip(), key) for key, at in columns.values.items()}
        if faults or day is None:
            yield reject(number, line, faults)
        else:
            yield Row(number, line, day, cells[columns.place].strip(), values)


def reject(line: int, text: str, faults: list[Fault]) -> Rejected:
    return Rejected(line, text[:500], faults[0].code, " ".join(fault.reason for fault in faults)[:500])


def _header_problems(
    line: str, names: list[str], places: list[str], values: dict[str, int], indicators: Collection[str]
) -> Iterator[Problem]:
    if len(names) == 1 and re.search(r"[;\t]", line):
        yield Problem("wrong-separator", _("Line 1: separate the columns by commas, not by semicolons or tabs."))
        return
    if DAY_COLUMN not in names:
        yield Problem("missing-column", _("Line 1: there is no column “date” (days as YYYY-MM-DD)."))
    if len(places) != 1:
        yield Problem(
            "missing-column" if not places else "two-place-columns",
            _("Line 1: exactly one column must give the place's GSO code: %s.") % ", ".join(PLACE_COLUMNS),
        )
    if not values:
        known = ", ".join(sorted(indicators))
        yield Problem("missing-column", _("Line 1: no column is named by an indicator. Known are: %s.") % known)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("repeated-column", _("Line 1: the column “%s” stands there more than once.") % name)
    for at, name in enumerate(names, start=1):
        if name not in (DAY_COLUMN, *PLACE_COLUMNS) and name not in indicators:
            sentence = _("Line 1: column %(at)d, “%(name)s”, is not an indicator. Correct its name or remove it.")
            yield Problem("unknown-column", sentence % {"at": at, "name": name})


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise Fault("broken-quotes", _("A quotation mark is not closed; write the row without them.")) from error


def _collect(faults: list[Fault], read: Callable[[str, C], T], cell: str, context: C) -> T | None:
    """What `read` makes of the cell, or None with the fault kept for the row's reason."""
    try:
        return read(cell, context)
    except Fault as fault:
        faults.append(fault)
        return None


def _day(cell: str, today: date) -> date:
    try:
        day = date.fromisoformat(cell) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) else None
    except ValueError:
        day = None
    if day is None:
        raise Fault("not-a-day", _("“%s” is not a day; write it as YYYY-MM-DD.") % cell)
    if day < EARLIEST:
        raise Fault("day-out-of-range", _("%s is too long ago; check the year.") % cell)
    if day > today:
        raise Fault("future-day", _("%(day)s has not come yet; today is %(today)s.") % {"day": cell, "today": today})
    return day


_WRONG_COUNTS: tuple[tuple[str, str, str], ...] = (
    (r"[-−–]\s*[0-9].*", "negative-count", gettext_noop("“%(cell)s” in %(key)s is negative; counts are 0 or more.")),
    (
        r"[0-9]+[.,][0-9.,]+",
        "decimal",
        gettext_noop("“%(cell)s” in %(key)s has a point or comma; write the digits only."),
    ),
    (
        r".*",
        "not-a-number",
        gettext_noop("“%(cell)s” in %(key)s is not a whole number; leave it blank if not reported."),
    ),
)


def _count(cell: str, key: str) -> int | None:
    if not cell:
        return None
    if re.fullmatch(r"[0-9]{1,9}", cell):
        if (value := int(cell)) <= LARGEST:
            return value
    elif not re.fullmatch(r"[0-9]+", cell):
        code, sentence = next((c, s) for pattern, c, s in _WRONG_COUNTS if re.fullmatch(pattern, cell, re.DOTALL))
        raise Fault(code, _(sentence) % {"cell": cell, "key": key})
    raise Fault("too-large", _("“%(cell)s” in %(key)s is too large to be true.") % {"cell": cell, "key": key})
