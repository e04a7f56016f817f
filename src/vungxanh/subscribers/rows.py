"""From the cells of a list to rows, each taken whole or rejected with every reason: half a person is never stored."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from vungxanh.figures.file_rows import Fault
from vungxanh.text.fold import fold

from .columns import Column, Columns
from .languages import DEFAULT, read_language
from .mailboxes import read_mailbox
from .phones import Phone, read_phone
from .register import Register

LONGEST_CONTENT = 500
AUDIENCE = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_AUDIENCE = 50

T = TypeVar("T")


class Spoilt(NamedTuple):
    """A row that cannot be cut into cells."""

    code: str
    reason: str
    content: str


Cells = Sequence[str] | Spoilt


class Row(NamedTuple):
    """One row on its way into the staging table; `code` is blank for a good one. Blank phone or e-mail: none given."""

    number: int
    phone: str
    email: str
    place: int | None
    audience: str
    language: str
    converted: bool
    code: str
    reason: str
    content: str


class RowReader:
    """Reads the cells of one list. `place` stands for rows of a list without columns of places."""

    def __init__(self, columns: Columns, register: Register, *, place: int, audience: str, simulated: bool) -> None:
        self._width, self._names_places = columns.width, columns.names_places
        self._used = sorted(columns.at.values())
        self._at = [columns.at.get(column, -1) for column in Column]
        self._register, self._place = register, place
        self._audience, self._simulated = audience, simulated
        self._audiences = {"": audience}
        self._languages = {"": DEFAULT}

    def read(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[Row]:
        """Each row that is not blank as a Row, in the order of the file; nothing else, nothing twice."""
        for number, cells in rows:
            if isinstance(cells, Spoilt):
                yield self._rejected(number, [Fault(cells.code, cells.reason)], cells.content)
            elif any(cells):
                yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[str]) -> Row:
        if len(cells) != self._width and any(cells[self._width :]) or len(cells) < self._width:
            reason = _("The row has %(found)d cells, the header %(wanted)d.")
            fault = Fault("ragged-row", reason % {"found": len(cells), "wanted": self._width})
            return self._rejected(number, [fault], _content(cells))
        given = [cells[at].strip() if at >= 0 else "" for at in self._at]
        faults: list[Fault] = []
        phone = _collect(faults, self._phone, given[0])
        email = _collect(faults, read_mailbox, given[1])
        language = self._languages.get(given[2]) or _collect(faults, self._language, given[2])
        audience = self._audiences.get(given[3]) or _collect(faults, self._read_audience, given[3])
        place = _collect(faults, self._read_place, given) if self._names_places else self._place
        if not (phone or email or faults):
            faults.append(Fault("no-address", _("The row gives neither a phone number nor an e-mail address.")))
        content = _content([cells[at] for at in self._used])
        if faults or place is None:
            return self._rejected(number, faults, content)
        return Row(
            number, phone.number if phone else "", email or "", place, audience or "", language or "",
            phone is not None and phone.converted, "", "", content,
        )  # fmt: skip

    def _rejected(self, number: int, faults: list[Fault], content: str) -> Row:
        reason = " ".join(fault.reason for fault in faults)
        return Row(number, "", "", None, "", "", False, faults[0].code, reason, content[:LONGEST_CONTENT])

    def _phone(self, cell: str) -> Phone | None:
        return read_phone(cell, simulated=self._simulated)

    def _language(self, cell: str) -> str:
        return self._languages.setdefault(cell, read_language(cell))

    def _read_audience(self, cell: str) -> str:
        """ "Toàn dân" is written toan-dan."""
        slug = re.sub(r"[\s_]+", "-", fold(cell))
        if not AUDIENCE.fullmatch(slug) or len(slug) > _LONGEST_AUDIENCE:
            raise Fault("not-an-audience", _("“%s” is not an audience; write it like toan-dan.") % cell)
        return self._audiences.setdefault(cell, slug)

    def _read_place(self, given: Sequence[str]) -> int:
        return self._register.place_id(*given[4:7])


def _collect(faults: list[Fault], read: Callable[..., T], cell: object) -> T | None:
    """What `read` makes of the cell, or None with the fault kept for the row's reason."""
    try:
        return read(cell)
    except Fault as fault:
        faults.append(fault)
        return None


def _content(cells: Sequence[str]) -> str:
    return " | ".join(cells)[:LONGEST_CONTENT]
