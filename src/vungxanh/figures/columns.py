"""Finds the header of a table of figures, in Vietnamese or English and in any order, and which column holds what.

A header may take two rows, as merged cells do: an indicator over several columns, and under it what each counts. Lines
above it and columns of other things are not read, and are named; a column that is nearly an indicator is refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.text.fold import key

from .models import Indicator


class Column(StrEnum):
    DAY = "date"
    CODE = "GSO code"
    PLACE = "place"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    INDICATOR = "indicator"
    VALUE = "value"


_NAMES = {
    Column.DAY: "date day reportdate dateofreport ngay ngaythang ngaybaocao thoigian ngaycongbo",
    Column.CODE: "placecode gso gsocode code ma madiaban madonvi madvhc madonvihanhchinh maxa maxaphuong maphuongxa "
    "mahuyen matinh provincegso districtgso communegso provincecode districtcode communecode",
    Column.PLACE: "place unit diaban donvi tendonvi tendiaban noi donvibaocao",
    Column.COMMUNE: "commune ward xa phuong xaphuong phuongxa xaphuongthitran phuongxathitran tenxa tenphuong",
    Column.DISTRICT: "district huyen quanhuyen huyenquan huyenthanhpho huyenthixathanhpho quanhuyenthixathanhpho "
    "tenhuyen huyenthithanhpho",
    Column.PROVINCE: "province tinh tinhthanh tinhthanhpho thanhphotinh tentinh",
    Column.INDICATOR: "indicator indicatorkey chitieu chiso tenchitieu",
    Column.VALUE: "value giatri soluong solieu",
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
_ALSO = {  # how tables call the common indicators besides their names
    "new_cases": "cases casesnew ca socamac camac socamacmoi camactrongngay socamactrongngay socamacmoitrongngay",
    "new_deaths": "deathsnew catuvongtrongngay tuvongtrongngay socatuvongmoi tuvongmoi socatuvongtrongngay",
    "community_cases": "camaccongdong cacongdong camactrongcongdong camacmoicongdong",
    "quarantined_cases": "camaccachly cakhucachly camacmoicachly camactrongkhucachly camacmoikhucachly",
    "home_cases": "camacmoitainha camaccachlytainha",
    "screening_cases": "camacmoisangloc",
    "imported_cases": "camacmoinhapcanh",
}
_WHOLE = {"tong", "tongso", "total", "trongngay", "socamoi"}  # under an indicator: the indicator itself
_PLACES = (Column.CODE, Column.PLACE, Column.COMMUNE, Column.DISTRICT, Column.PROVINCE)
_COUNTED = re.compile(r"^\s*số\s+", re.IGNORECASE)
_HEADER_WITHIN = 20  # rows that are not blank
_NEARLY = 0.85


@dataclass(frozen=True, slots=True)
class Columns:
    """`header`: its last row. `width`: cells in it. `at`: where each thing stands. `values`: indicator keys to
    positions; empty in the long form, which names its indicator in each row. `called`: indicator keys to what the
    header calls them. `unread`: the names of the other columns; one without a name by its letter."""

    header: int
    width: int
    at: dict[Column, int]
    values: dict[str, int]
    called: dict[str, str]
    unread: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return not self.values


def names_a_column(word: str) -> bool:
    """Whether a header that says `word` means one of the columns: no indicator may have such a key."""
    return key(word) in _COLUMN_OF


class Names:
    """What a cell of a header may name: a column, or an indicator by its key or either of its names."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        asked = [one for one in indicators.values() if one.kind != Indicator.Kind.RATE]
        also = {name: owner for owner, names in _ALSO.items() for name in names.split() if owner in indicators}
        named = {key(name): one.key for one in asked for name in (one.name_en, one.name_vi, one.key)}
        self._indicators = {**also, **named}
        self.codes = frozenset(one.key for one in asked)
        self._asked = sorted(asked, key=lambda one: (one.order, one.key))

    def called(self) -> list[str]:
        """What people call the indicators, in the order of the forms."""
        return [one.name for one in self._asked]

    def indicator(self, cell: str) -> str | None:
        return self._indicators.get(key(cell))

    def under(self, above: str, cell: str) -> str | None:
        """The indicator of `cell` standing under `above`."""
        if key(cell) in _WHOLE or not cell:
            return self.indicator(above)
        plain = _COUNTED.sub("", above)  # "Số ca mắc mới" over "Cộng đồng" is "Ca mắc mới cộng đồng"
        return self.indicator(f"{above} {cell}") or self.indicator(f"{plain} {cell}") or self.indicator(cell)

    def count(self, cells: Sequence[str]) -> int:
        """How many of the cells name something; see sheets.cells.Names."""
        return sum(1 for cell in cells if (name := key(cell)) in _COLUMN_OF or name in self._indicators)

    def nearly(self, cell: str) -> str | None:
        """The name that `cell` all but is."""
        alike = get_close_matches(key(cell), self._indicators, n=1, cutoff=_NEARLY)
        return self._indicators[alike[0]] if alike else None


@dataclass(frozen=True, slots=True)
class _Found:
    row: int
    things: list[Column | str | None]
    names: list[str]

    @property
    def values(self) -> int:
        return sum(1 for thing in self.things if isinstance(thing, str) and not isinstance(thing, Column))

    @property
    def is_header(self) -> bool:
        whole = self.values or {Column.INDICATOR, Column.VALUE} <= set(self.things)
        return Column.DAY in self.things and bool(whole)


def read_header(rows: Iterator[tuple[int, Sequence[str]]], names: Names) -> Columns:
    """The first row, or two, that names days and figures. Raises FileRefused with every problem at once."""
    first = list(islice(rows, _HEADER_WITHIN + 1))
    if not first:
        raise FileRefused(Problem("empty-file", _("The file is empty.")))
    best: _Found | None = None
    for n in range(min(len(first), _HEADER_WITHIN)):
        found = _best_at(first, n, names)
        if found.is_header:
            return _columns(found, names)
        if best is None or names.count(found.names) > names.count(best.names):
            best = found
    raise FileRefused(*_missing(best, names))


def _best_at(rows: list[tuple[int, Sequence[str]]], n: int, names: Names) -> _Found:
    number, cells = rows[n]
    single = _single(number, cells, names)
    if n + 1 < len(rows):
        below, under = rows[n + 1]
        double = _double(below, cells, under, names)
        day = double.things.index(Column.DAY) if Column.DAY in double.things else None
        words = not any(cell.strip()[:1].isdigit() for cell in under)
        blank = day is not None and (day >= len(under) or not under[day].strip() or not _cell(cells, day))
        alone = _single(below, under, names)
        least = max(one.values if one.is_header else -1 for one in (single, alone))
        if words and blank and double.is_header and double.values > least:
            return double
    return single


def _single(number: int, cells: Sequence[str], names: Names) -> _Found:
    said = [cell.strip() for cell in cells]
    while said and not said[-1]:
        said.pop()
    return _Found(number, [_COLUMN_OF.get(key(cell)) or names.indicator(cell) for cell in said], said)


def _double(number: int, above: Sequence[str], under: Sequence[str], names: Names) -> _Found:
    width = max(len(above), len(under))
    said, things = [], []
    over = ""
    for at in range(width):
        top, cell = _cell(above, at), _cell(under, at)
        over = top or (over if cell else "")
        column = _COLUMN_OF.get(key(cell)) if cell and not top else _COLUMN_OF.get(key(top)) if not cell else None
        things.append(column or (names.under(over, cell) if over else names.indicator(cell)))
        said.append(" ".join(filter(None, (over, cell))))
    while said and not said[-1]:
        said.pop()
        things.pop()
    return _Found(number, things, said)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _columns(found: _Found, names: Names) -> Columns:
    at = {thing: n for n, thing in enumerate(found.things) if isinstance(thing, Column)}
    values = {
        thing: n for n, thing in enumerate(found.things) if isinstance(thing, str) and not isinstance(thing, Column)
    }
    if Column.INDICATOR in at and Column.VALUE in at:
        values = {}
    if problems := list(_problems(found, at, names)):
        raise FileRefused(*problems)
    used = {*at.values(), *values.values()}
    unread = tuple(name or _letters(n) for n, name in enumerate(found.names) if n not in used)
    called = {key: found.names[n] for key, n in values.items()}
    return Columns(found.row, len(found.names), at, values, called, unread)


def _letters(n: int) -> str:
    """Position 4 → "column E (without a name)": as spreadsheets call it."""
    letters = ""
    while n >= 0:
        letters, n = chr(ord("A") + n % 26) + letters, n // 26 - 1
    return _("column %s (without a name)") % letters


def _problems(found: _Found, at: Mapping[Column, int], names: Names) -> Iterator[Problem]:
    if not set(_PLACES) & at.keys():
        yield _no_place(found.row)
    for thing in dict.fromkeys(thing for thing in found.things if thing and found.things.count(thing) > 1):
        standing = ", ".join(name for name, other in zip(found.names, found.things, strict=True) if other == thing)
        said = {"row": found.row, "column": str(thing), "names": standing}
        reason = _("Row %(row)d: more than one column gives the %(column)s: %(names)s. Keep one.")
        yield Problem("repeated-column", reason % said)
    for name, named in zip(found.names, found.things, strict=True):
        if not named and name and (meant := names.nearly(name)):
            reason = _("Row %(row)d: the column “%(name)s” is no indicator; perhaps %(meant)s. Correct or remove it.")
            yield Problem("unknown-column", reason % {"row": found.row, "name": name, "meant": meant})


def _missing(best: _Found | None, names: Names) -> Iterator[Problem]:
    row, things = (best.row, best.things) if best is not None else (1, [])
    if Column.DAY not in things:
        reason = _("None of the first rows names a column of days: “date” or “ngày”.")
        yield Problem("missing-column", reason)
    if not set(_PLACES) & set(things):
        yield _no_place(row)
    if best is None or not best.values:
        known = ", ".join(names.called())
        reason = _("No column is named by an indicator, and none are “indicator” and “value”. Known are: %s.") % known
        yield Problem("missing-column", reason)


def _no_place(row: int) -> Problem:
    reason = _("Row %d: no column says where: a GSO code (“place_code”), or “district” (“huyện”) and “commune” (“xã”).")
    return Problem("missing-column", reason % row)
