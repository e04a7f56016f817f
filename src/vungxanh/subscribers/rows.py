"""From the cells of a list to rows, each taken whole or rejected with every reason: half a person is never stored."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from vungxanh.places.register import Register, UnknownName
from vungxanh.sheets.cells import Cells, Spoilt
from vungxanh.sheets.faults import Fault
from vungxanh.text.fold import fold

from .columns import Column, Columns
from .languages import DEFAULT, read_language
from .mailboxes import read_mailbox
from .phones import read_phone

LONGEST_CONTENT = 500
AUDIENCE = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_AUDIENCE = 50


class Row(NamedTuple):
    """One row on its way into the staging table. A good one has no code, reason or content; blank phone: none given.

    `asked`: the name of a place that nobody knows, for which something alike is looked for.
    """

    number: int
    phone: str
    email: str
    place: int | None
    audience: str
    language: str
    converted: bool
    code: str = ""
    reason: str = ""
    content: str = ""
    asked: str = ""


class RowReader:
    """Reads the cells of one list. `place` stands for rows of a list without columns of places."""

    def __init__(self, columns: Columns, register: Register, *, place: int, audience: str, simulated: bool) -> None:
        self._width = columns.width
        self._take = itemgetter(*(columns.at.get(column, columns.width) for column in Column))
        self._used = sorted(columns.at.values())
        self._register, self._place = register, None if columns.names_places else place
        self._simulated = simulated
        self._audiences = {"": audience}
        self._languages = {"": DEFAULT}

    def read(self, rows: Iterable[tuple[int, Cells]]) -> Iterator[Row]:
        """Each row that is not blank as a Row, in the order of the file; nothing else, nothing twice."""
        for number, cells in rows:
            if isinstance(cells, Spoilt):
                yield _rejected(number, [Fault(cells.code, cells.reason)], cells.content)
            elif any(map(str.strip, cells)):
                yield self._row(number, cells)

    def _row(self, number: int, cells: list[str]) -> Row:
        width = self._width
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                reason = _("The row has %(found)d cells, the header %(wanted)d.")
                fault = Fault("ragged-row", reason % {"found": len(cells), "wanted": width})
                return _rejected(number, [fault], " | ".join(cells))
            del cells[width:]
        cells.append("")  # what a column that is not there holds
        given = [cell.strip() for cell in self._take(cells)]
        try:
            return self._good(number, given)
        except Fault:
            content = " | ".join([cells[at] for at in self._used])
            return _rejected(number, list(self._faults(given)), content)

    def _good(self, number: int, given: list[str]) -> Row:
        """Raises the first Fault."""
        written, mailbox, language, audience, code, commune, district = given
        phone = read_phone(written, simulated=self._simulated)
        email = read_mailbox(mailbox)
        if phone is None and email is None:
            raise _no_address()
        return Row(
            number,
            phone.number if phone else "",
            email or "",
            self._place or self._register.place_id(code, commune, district),
            self._audiences.get(audience) or self._read_audience(audience),
            self._languages.get(language) or self._read_language(language),
            phone is not None and phone.converted,
        )

    def _faults(self, given: list[str]) -> Iterator[Fault]:
        """Everything wrong with a row that is not good."""
        phone, email, language, audience, *place = given
        readers: list[Callable[[], object]] = [
            lambda: read_phone(phone, simulated=self._simulated),
            lambda: read_mailbox(email),
            lambda: self._place or self._register.place_id(*place),
            lambda: self._read_audience(audience) if audience else None,
            lambda: self._read_language(language) if language else None,
        ]
        if all(_given_none(read) for read in readers[:2]):
            yield _no_address()
        for read in readers:
            try:
                read()
            except Fault as fault:
                yield fault

    def _read_language(self, cell: str) -> str:
        return self._languages.setdefault(cell, read_language(cell))

    def _read_audience(self, cell: str) -> str:
        """ "Toàn dân" is written toan-dan."""
        slug = re.sub(r"[\s_]+", "-", fold(cell))
        if not AUDIENCE.fullmatch(slug) or len(slug) > _LONGEST_AUDIENCE:
            raise Fault("not-an-audience", _("“%s” is not an audience; write it like toan-dan.") % cell)
        return self._audiences.setdefault(cell, slug)


def _no_address() -> Fault:
    return Fault("no-address", _("The row gives neither a phone number nor an e-mail address."))


def _given_none(read: Callable[[], object]) -> bool:
    try:
        return read() is None
    except Fault:
        return False


def _rejected(number: int, faults: list[Fault], content: str) -> Row:
    reason = " ".join(fault.reason for fault in faults)
    asked = next((fault.name for fault in faults if isinstance(fault, UnknownName)), "")
    return Row(number, "", "", None, "", "", False, faults[0].code, reason, content[:LONGEST_CONTENT], asked)
