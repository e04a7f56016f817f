"""From the cells of a figures file to staged rows, each taken whole or rejected with every reason.

A blank cell is "not reported", never zero. Most rows are like the one before but for their numbers: what a day's or a
place's cell means is looked up once, and numbers of plain digits go to the database as they stand.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from vungxanh.places.models import Place, Tier
from vungxanh.places.register import Named, Register, UnknownName
from vungxanh.sheets.cells import Cells, Spoilt
from vungxanh.sheets.faults import Fault
from vungxanh.text.fold import key

from .cells import Count, Day, Evidence, read_count, read_day, written
from .columns import Column, Columns, Names

T = TypeVar("T")
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})
_REMEMBERED = 50_000
_PAGE = 7  # bits: a page of the rows seen holds 128 days
LONGEST_TEXT = 500


class Rejected(NamedTuple):
    """`asked`: the number of the unknown name (`Asked.number`) for which something alike is looked for; 0: none."""

    line: int
    text: str
    code: str
    reason: str
    asked: int = 0

    def staged(self) -> str:
        """In COPY's text format."""
        text, reason = self.text.translate(ESCAPED), self.reason.translate(ESCAPED)
        return f"{self.line}\t{self.code}\t{self.asked}\t{text}\t{reason}\n"


class Unknown(NamedTuple):
    """A name that nobody knows, the unit it was named in, and the tiers it may be of."""

    name: str
    above: Place
    tiers: tuple[Tier, ...]


@dataclass(slots=True)
class Asked:
    """`number`: from 1, in the order of the file. `rows`: how many name it."""

    number: int
    rows: int = 0


class _Where(NamedTuple):
    pk: int
    first: int
    last: int


@dataclass(slots=True)
class Seen:
    """At which line each place and day was given, in pages of days: about 5 bytes a row of a daily series."""

    pages: dict[int, "array[int]"] = field(default_factory=dict)

    def earlier(self, what: int, ordinal: int, line: int) -> int:
        """The line that gave it before, or 0; from now on it is `line`."""
        page = self.pages.get(what << 16 | ordinal >> _PAGE)
        if page is None:
            page = self.pages[what << 16 | ordinal >> _PAGE] = array("I", bytes(4 << _PAGE))
        at = ordinal & ((1 << _PAGE) - 1)
        before = page[at]
        if not before:
            page[at] = line
        return before


class RowReader:
    """Reads the cells of one file. `only`: the places that the person may report for, None for all of the province."""

    def __init__(
        self, columns: Columns, names: Names, register: Register, *, today: date, only: Collection[int] | None = None
    ) -> None:
        self.evidence = Evidence()
        self.unknown: dict[Unknown, Asked] = {}
        self.stored = 0
        self._columns, self._names, self._register = columns, names, register
        self._today, self._only = today, only
        self._width, self._day = columns.width, columns.at[Column.DAY]
        self._where_at = [columns.at.get(column, columns.width) for column in _NAMED]
        self._take_where = itemgetter(*(at for at in self._where_at if at < columns.width))
        self._keys = list(columns.values)
        self._values_at = list(columns.values.values())
        self._take = itemgetter(*self._values_at) if columns.values else None
        self._plain = re.compile("\t".join(["[0-9]{0,8}"] * len(self._keys))).fullmatch
        self._days: dict[str, tuple[str, int, int]] = {}
        self._places: dict[object, _Where] = {}
        self._indicators = {key: n for n, key in enumerate(sorted(names.codes), start=1)}
        self._seen = Seen()

    def read(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[str | Rejected]:
        """Each row that is not blank, as a line for the staging table or as a Rejected, in the order of the file."""
        width, day_at, days, places, seen = self._width, self._day, self._days, self._places, self._seen
        take, take_where, plain = self._take, self._take_where, self._plain
        several = len(self._keys) > 1
        for number, cells in rows:
            if take is not None and len(cells) == width:
                day = days.get(cells[day_at])
                where = places.get(take_where(cells))
                values = "\t".join(take(cells)) if several else take(cells)
                if day is not None and where is not None and plain(values):
                    iso, ordinal, doubt = day
                    if where.first <= ordinal <= where.last:
                        before = seen.earlier(where.pk, ordinal, number)
                        if not before:
                            self.stored += 1
                            text = _text(cells).translate(ESCAPED) if doubt else ""
                            yield f"{number}\t{where.pk}\t{iso}\t{doubt}\t{text}\t{values}\n"
                            continue
            found = self._row(number, cells)
            if found is not None:
                yield found

    def _row(self, number: int, cells: Cells) -> str | Rejected | None:
        if isinstance(cells, Spoilt):
            return Rejected(number, cells.content[:LONGEST_TEXT], cells.code, cells.reason)
        if not any(map(str.strip, cells)):
            return None
        text = _text(cells)
        if len(cells) != self._width:
            if len(cells) < self._width or any(map(str.strip, cells[self._width :])):
                reason = _("The row has %(found)d cells, the header %(wanted)d.")
                said = {"found": len(cells), "wanted": self._width}
                return reject(number, text, [Fault("ragged-row", reason % said)])
            cells = cells[: self._width]
        return self._whole(number, cells, text)

    def _whole(self, number: int, cells: list[str], text: str) -> str | Rejected:
        faults: list[Fault] = []
        raw = cells[self._day]
        day = _collect(faults, lambda: self._read_day(raw))
        where = _collect(faults, lambda: self._read_where(cells, day))
        if self._take is None:
            indicator = _collect(faults, lambda: self._read_indicator(cells))
            counts = [_collect(faults, lambda: self._read_value(cells))]
        else:
            indicator = None
            counts = [
                _collect(faults, lambda at=at, named=named: self._read_count(cells[at], self._columns.called[named]))  # type: ignore[misc]
                for named, at in self._columns.values.items()
            ]
        if not faults and day is not None and where is not None:
            iso, ordinal, doubt = self._remember(raw, day)
            what = where.pk if indicator is None else where.pk << 10 | self._indicators[indicator]
            if before := self._seen.earlier(what, ordinal, number):
                faults.append(Fault("repeated-day", _repeated(before, indicator)))
        if faults:
            return self._reject(number, text, [one for one in faults if one.code == TOTAL] or faults)
        self.stored += 1
        for count in counts:
            doubt |= count.doubt  # type: ignore[union-attr]
        values = "\t".join("" if count.value is None else str(count.value) for count in counts)  # type: ignore[union-attr]
        kept = text[:LONGEST_TEXT].translate(ESCAPED) if doubt else ""
        named = "" if indicator is None else f"{indicator}\t"
        return f"{number}\t{where.pk}\t{iso}\t{int(doubt)}\t{kept}\t{named}{values}\n"  # type: ignore[union-attr]

    def _read_day(self, cell: str) -> Day:
        return read_day(cell.strip(), self._today, self.evidence)

    def _remember(self, cell: str, day: Day) -> tuple[str, int, int]:
        known = day.day.isoformat(), day.day.toordinal(), int(day.doubt)
        if len(self._days) < _REMEMBERED:
            self._days[cell] = known
        return known

    def _read_where(self, cells: list[str], day: Day | None) -> _Where:
        """Raises Fault for a place that is not known, did not exist that day, or is not the person's to report for."""
        given = [*cells, ""]
        named = Named(*(" ".join(given[at].split()) for at in self._where_at))
        try:
            place = self._register.place(named)
        except UnknownName as fault:
            if key(fault.name) in _TOTALS:
                raise _of_totals(fault.name) from fault
            self._ask(fault)
            raise
        if self._only is not None and place.pk not in self._only:
            reason = _("You do not report for %s; its own office does, or the province.")
            raise Fault("not-yours", reason % place.full_name)
        where = _Where(place.pk, place.valid_from.toordinal(), (place.valid_to or date.max).toordinal())
        if day is not None and not where.first <= day.day.toordinal() <= where.last:
            last = written(place.valid_to) if place.valid_to else "…"
            said = {"code": place.code, "first": written(place.valid_from), "last": last}
            raise Fault("place-not-valid", _("%(code)s stands for this place from %(first)s to %(last)s only.") % said)
        if len(self._places) < _REMEMBERED:
            self._places[self._take_where(cells)] = where
        return where

    def _ask(self, fault: UnknownName) -> None:
        unknown = Unknown(fault.name, fault.above, tuple(fault.tiers))
        if unknown in self.unknown or len(self.unknown) < _REMEMBERED:
            self.unknown.setdefault(unknown, Asked(len(self.unknown) + 1)).rows += 1

    def _reject(self, line: int, text: str, faults: Sequence[Fault]) -> Rejected:
        names = [fault for fault in faults if isinstance(fault, UnknownName)]
        asked = self.unknown.get(Unknown(names[0].name, names[0].above, tuple(names[0].tiers))) if names else None
        return reject(line, text, faults)._replace(asked=asked.number if asked else 0)

    def _read_indicator(self, cells: Sequence[str]) -> str:
        cell = cells[self._columns.at[Column.INDICATOR]].strip()
        indicator = self._names.indicator(cell)
        if indicator is None:
            meant = self._names.nearly(cell)
            perhaps = _("Perhaps: %s.") % meant if meant else ""
            raise Fault("unknown-indicator", f"{_('“%s” is not an indicator.') % cell} {perhaps}".strip())
        return indicator

    def _read_value(self, cells: Sequence[str]) -> Count:
        named = cells[self._columns.at[Column.INDICATOR]].strip()
        return self._read_count(cells[self._columns.at[Column.VALUE]], named)

    def _read_count(self, cell: str, named: str) -> Count:
        return read_count(cell.strip(), named, self.evidence)


TOTAL = "total-row"
_TOTALS = frozenset(
    ["tong", "cong", "tongcong", "tongso", "congtong", "toantinh", "toanhuyen", "toanthanhpho", "tongtoantinh", "total"]
)
_NAMED = (Column.CODE, Column.COMMUNE, Column.DISTRICT, Column.PROVINCE, Column.PLACE)  # as in places.register.Named


def reject(line: int, text: str, faults: Sequence[Fault]) -> Rejected:
    return Rejected(line, text[:LONGEST_TEXT], faults[0].code, " ".join(fault.reason for fault in faults)[:500])


def _of_totals(name: str) -> Fault:
    reason = _("“%s” is a row of totals, not a place: not taken. Give the province's own numbers under its name.")
    return Fault(TOTAL, reason % name)


def _text(cells: Sequence[str]) -> str:
    return ",".join([f'"{cell}"' if "," in cell else cell for cell in cells])


def _repeated(before: int, indicator: str | None) -> str:
    if indicator is None:
        return _("Line %d already gives this place and day.") % before
    return _("Line %d already gives this place, day and indicator.") % before


def _collect(faults: list[Fault], read: Callable[[], T]) -> T | None:
    """What `read` gives, or None with the fault kept for the row's reason."""
    try:
        return read()
    except Fault as fault:
        faults.append(fault)
        return None
