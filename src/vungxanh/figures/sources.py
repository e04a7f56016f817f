"""Who reported a number, and when: one query for any number of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from . import rules

Key = tuple[int, date, str]  # place, day, indicator

_SOURCES = """
    select cell.place_id, cell.day, cell.key, report.reported_at, coalesce(file.file_name, ''),
        coalesce(nullif(trim(concat(person.first_name, ' ', person.last_name)), ''), person.username, '')
    from unnest(%(places)s::bigint[], %(days)s::date[], %(keys)s::text[]) as cell (place_id, day, key)
        join figures_report report on report.place_id = cell.place_id and report.day = cell.day
            and report.indicator_id = cell.key
        left join figures_figuresimport file on file.id = report.figures_import_id
        left join figures_sheet sheet on sheet.place_id = cell.place_id and sheet.day = cell.day
        left join agencies_user person on person.id =
            case when file.id is null then sheet.by_id else file.imported_by_id end
"""


@dataclass(frozen=True, slots=True)
class Source:
    """`who` and `file` are empty where it is not known, or came by no file."""

    at: datetime
    who: str
    file: str


def sources_of(numbers: Iterable[rules.Number]) -> dict[Key, Source]:
    """The sources of those numbers that are stated as they are."""
    keys = {(n.place, n.day, n.indicator) for n in numbers if n.made is rules.Made.STATED and n.indicator}
    places, days, names = [list(column) for column in zip(*keys, strict=True)] or [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, {"places": places, "days": days, "keys": names})
        return {(place, day, key): Source(at, who, file) for place, day, key, at, file, who in cursor.fetchall()}
