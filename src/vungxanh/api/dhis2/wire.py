"""DHIS2's data value sets as they travel: JSON and CSV, to and from values in which everything is text.

Pure. Source: DHIS2 developer guide, "Data values". What cannot be read as a whole is refused; a value that means
nothing here is read all the same, so that it can be counted and said.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

# In this order, and by place: DHIS2 takes the first row for a header whatever it says, and its names differ by version.
COLUMNS = (
    "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value", "storedby",
    "lastupdated", "comment", "followup", "deleted",
)  # fmt: skip
ELEMENT, PERIOD, UNIT, CATEGORY, VALUE, DELETED = 0, 1, 2, 3, 5, 10


@dataclass(frozen=True, slots=True)
class Value:
    """One data value; what was not given is empty."""

    element: str
    period: str
    unit: str
    value: str
    category: str = ""
    deleted: bool = False
    updated: datetime | None = None


class Unreadable(Exception):
    """The whole cannot be read; nothing of it was taken."""

    code = "unreadable"


def day_of(period: str) -> date | None:
    """A daily period, written 20211119; None for any other."""
    if len(period) != 8 or not (period.isascii() and period.isdigit()):
        return None
    try:
        return date(int(period[:4]), int(period[4:6]), int(period[6:]))
    except ValueError:
        return None


def period_of(day: date) -> str:
    return f"{day:%Y%m%d}"


def read_json(content: bytes) -> list[Value]:
    """Raises Unreadable."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("What you sent is not JSON in UTF-8.")) from error
    rows = given.get("dataValues") if isinstance(given, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_("Send an object with a list of objects under “dataValues”."))
    if not all(isinstance(given.get(name, ""), str) for name in ("period", "orgUnit")):
        raise Unreadable(_("“period” and “orgUnit” are text: put them in quotation marks."))
    return [
        Value(
            element=_text(row.get("dataElement")),
            period=_text(row.get("period") or given.get("period")),
            unit=_text(row.get("orgUnit") or given.get("orgUnit")),
            value=_text(row.get("value")),
            category=_text(row.get("categoryOptionCombo")),
            deleted=row.get("deleted") in (True, "true"),
        )
        for row in rows
    ]


def read_csv(content: bytes) -> list[Value]:
    """Raises Unreadable."""
    try:
        rows = [row for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True) if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(_("What you sent is not CSV in UTF-8, with commas.")) from error
    if not rows or rows[0][0].replace(" ", "").lower() != COLUMNS[ELEMENT]:
        raise Unreadable(_("The first row must be DHIS2's header: %s.") % ",".join(COLUMNS[: VALUE + 1]))
    return [_from_cells([cell.strip() for cell in row]) for row in rows[1:]]


def write_json(values: Iterable[Value], data_set: str = "") -> str:
    rows = [
        {
            "dataElement": value.element,
            "period": value.period,
            "orgUnit": value.unit,
            **({"categoryOptionCombo": value.category} if value.category else {}),
            "value": value.value,
            **({"lastUpdated": value.updated.isoformat()} if value.updated else {}),
        }
        for value in values
    ]
    return json.dumps({**({"dataSet": data_set} if data_set else {}), "dataValues": rows})


def write_csv(values: Iterable[Value]) -> str:
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for value in values:
        updated = value.updated.isoformat() if value.updated else ""
        lines.writerow(
            [value.element, value.period, value.unit, value.category, "", value.value, "", updated, "", "", ""]
        )
    return text.getvalue()


def _from_cells(cells: Sequence[str]) -> Value:
    cells = [*cells, *[""] * (len(COLUMNS) - len(cells))]
    return Value(
        cells[ELEMENT], cells[PERIOD], cells[UNIT], cells[VALUE], cells[CATEGORY], cells[DELETED].lower() == "true"
    )


def _text(given: Any) -> str:
    if given is None or isinstance(given, (dict, list)):
        return ""
    return given.strip() if isinstance(given, str) else json.dumps(given)
