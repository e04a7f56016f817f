"""Finds the header of a list, in Vietnamese or English and in any order, and which column holds what.

Lines above the header (a title, a date) and columns of other things (names, numbering) are not read, and are named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.text.fold import key


class Column(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    LANGUAGE = "language"
    AUDIENCE = "audience"
    PLACE = "place"
    COMMUNE = "commune"
    DISTRICT = "district"


_NAMES = {
    Column.PHONE: "phone phonenumber phoneno mobile mobilephone mobilenumber tel telephone cell msisdn sms sdt "
    "sodienthoai dienthoai sodt dt didong sodidong dienthoaididong dtdd sodtdd sdtdd sodienthoaididong",
    Column.EMAIL: "email mail emailaddress thudientu diachithudientu diachiemail diachimail hopthu hopthudientu",
    Column.LANGUAGE: "language lang ngonngu tieng",
    Column.AUDIENCE: "audience group doituong nhom nhomdoituong",
    Column.PLACE: "place placecode gso gsocode communecode communegso ma madiaban maxa maxaphuong maphuongxa maphuong "
    "maxaphuongthitran madonvi madvhc madonvihanhchinh",
    Column.COMMUNE: "commune ward xa phuong thitran xaphuong phuongxa xaphuongthitran phuongxathitran tenxa tenphuong "
    "tenxaphuong diaban",
    Column.DISTRICT: "district huyen quan quanhuyen huyenquan huyenthanhpho huyenthixathanhpho quanhuyenthixa "
    "quanhuyenthixathanhpho thanhphohuyen tenhuyen",
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
_ADDRESSES = {Column.PHONE, Column.EMAIL}
_HEADER_WITHIN = 20  # rows that are not blank


@dataclass(frozen=True, slots=True)
class Columns:
    """`header`: its row. `width`: cells in it. `at`: where each thing stands. `unread`: the names of the others."""

    header: int
    width: int
    at: dict[Column, int]
    unread: tuple[str, ...]

    @property
    def names_places(self) -> bool:
        return not self.at.keys().isdisjoint({Column.PLACE, Column.COMMUNE, Column.DISTRICT})


def columns_of(cells: Sequence[str]) -> list[Column | None]:
    return [_COLUMN_OF.get(key(cell)) for cell in cells]


def names_columns(cells: Sequence[str]) -> int:
    """How many of the cells name a column."""
    return sum(map(bool, columns_of(cells)))


def is_header(cells: Sequence[str]) -> bool:
    return not _ADDRESSES.isdisjoint(columns_of(cells))


def read_header(rows: Iterable[tuple[int, Sequence[str]]]) -> Columns:
    """The first row that names a column of phones or of e-mail addresses. Raises FileRefused with every problem.

    `rows` are (row number, cells); it is read as far as the header and no further.
    """
    seen = 0
    for seen, (number, cells) in enumerate(rows, start=1):
        if is_header(cells):
            return _columns(number, [cell.strip() for cell in cells])
        if seen == _HEADER_WITHIN:
            break
    if not seen:
        raise FileRefused(Problem("empty-file", _("The file is empty.")))
    reason = _("None of the first rows names a column “phone” (“số điện thoại”) or “e-mail” (“thư điện tử”).")
    raise FileRefused(Problem("missing-column", reason))


def _columns(number: int, cells: list[str]) -> Columns:
    while cells and not cells[-1]:
        cells.pop()
    found = columns_of(cells)
    problems = [
        Problem(
            "repeated-column",
            _("Row %(row)d: more than one column gives the %(column)s: %(names)s. Keep one.")
            % {
                "row": number,
                "column": column.value,
                "names": ", ".join(cell for cell, other in zip(cells, found, strict=True) if other is column),
            },
        )
        for column in Column
        if found.count(column) > 1
    ]
    if problems:
        raise FileRefused(*problems)
    unread = tuple(cell for cell, column in zip(cells, found, strict=True) if column is None and cell)
    return Columns(number, len(cells), {column: n for n, column in enumerate(found) if column}, unread)
