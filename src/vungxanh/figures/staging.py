"""A table that lives as long as one import: rows stream in by COPY, and reach the reports in one statement."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

Cell = tuple[int, date, str, int | None]  # place id, day, indicator key, value

_CREATE = """
    create temporary table if not exists figures_staged
        (place_id bigint, day date, indicator_id varchar, value integer) on commit drop;
    truncate figures_staged
"""
# A blank never replaces a value, and an equal value is not a new report. The order is the index's, so that a long
# file fills it from one end.
_REPORT = """
    insert into figures_report as known (indicator_id, place_id, day, value, figures_import_id, reported_at)
    select indicator_id, place_id, day, value, %(import_id)s, %(at)s from figures_staged
    order by place_id, day, indicator_id
    on conflict (place_id, day, indicator_id) do update
        set value = excluded.value, figures_import_id = excluded.figures_import_id, reported_at = excluded.reported_at
        where excluded.value is not null and known.value is distinct from excluded.value
            and (%(overwrite)s or known.value is null)
"""
_DIFFERING = """
    with days as (select distinct place_id, day from figures_staged),
    latest as (
        select distinct on (place_id, day) id, place_id, day
        from figures_release join days using (place_id, day) order by place_id, day, number desc
    )
    select count(distinct (latest.place_id, latest.day))
    from figures_staged join latest using (place_id, day)
        join figures_report report using (place_id, day, indicator_id)
        left join figures_releasedfigure released
            on released.release_id = latest.id and released.place_id = latest.place_id
                and released.indicator_id = report.indicator_id
    where report.value is distinct from released.value
"""


class Staging:
    """Use within a transaction; it is gone with it."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_CREATE)

    def fill(self, cells: Iterable[Cell]) -> None:
        with connection.cursor() as cursor, cursor.copy("copy figures_staged from stdin") as copy:
            for cell in cells:
                copy.write_row(cell)

    def report(self, import_id: int, at: datetime, *, overwrite: bool) -> None:
        """Bring what was staged into the reports. Without `overwrite` a value that stands is left standing."""
        with connection.cursor() as cursor:
            cursor.execute("analyze figures_staged")
            cursor.execute(_REPORT, {"import_id": import_id, "at": at, "overwrite": overwrite})

    def rows_differing_from_released(self) -> int:
        """How many places and days of the file now have a report that is not what their latest release says."""
        with connection.cursor() as cursor:
            cursor.execute(_DIFFERING)
            return int(cursor.fetchone()[0])
