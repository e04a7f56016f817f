"""A table that lives as long as one import: rows stream in by COPY, and reach the reports in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from psycopg.sql import Literal

from .cells import Doubt

# A row of a wide file holds a value for each of its indicators (v0, v1, …), one of a long file names its own.
_CREATE = """
drop view if exists figures_cell, figures_reported;
drop table if exists figures_staged, figures_rejected;
create temporary table figures_staged (
  line int, place_id bigint, day date, doubt smallint, text text, {columns}
) on commit drop;
set local work_mem = '128MB';
"""
# figures_cell: every cell that was given or left blank. figures_reported: every place and day with a value; a row of
# blanks only is no report.
_WIDE = """
create temporary view figures_cell as
select place_id, day, cell.key as indicator_id, cell.value
from (select * from figures_staged order by place_id, day) staged cross join lateral (values {cells}) cell (key, value);
create temporary view figures_reported as
select place_id, day from figures_staged where num_nonnulls({columns}) > 0 order by place_id, day
"""
_LONG = """
create temporary view figures_cell as
select place_id, day, indicator_id, value from figures_staged order by place_id, day, indicator_id;
create temporary view figures_reported as
select distinct place_id, day from figures_staged where value is not null order by place_id, day
"""
_DOUBTFUL = "delete from figures_staged where doubt & %(doubt)s <> 0 returning line, text, doubt"
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('figures import'), %(province)s)"
# Lines that every earlier import of the same file rejected, and whose place it was not then for the person to report.
_NEW_LINES = """
with rejected as (
  select line, bool_and(code = 'not-yours') as of_others from figures_rejectedrow
  where figures_import_id = any(%(earlier)s) group by line having count(*) = %(times)s
)
select count(*), array_remove(array_agg(distinct case when of_others then place_id end), null)
from figures_staged join rejected using (line)
"""
_PLACES_STAY = "select id from places_place where id in (select distinct place_id from figures_staged) for key share"
# A blank never replaces a value, and an equal value is not a new report.
_CHANGE = """
update figures_report known set value = cell.value, figures_import_id = %(import_id)s, reported_at = %(at)s
from figures_cell cell
where known.place_id = cell.place_id and known.day = cell.day and known.indicator_id = cell.indicator_id
  and cell.value is not null and known.value is distinct from cell.value
  and (%(overwrite)s or known.value is null or known.place_id = any(%(first_of)s))
"""
# What is not there yet, in the order of the index, so that a long file fills it from one end. Looking first is twice as
# fast as letting each row conflict; only where somebody else reports the same at this very moment is that done.
_ADD = """
insert into figures_report as known (indicator_id, place_id, day, value, figures_import_id, reported_at)
select indicator_id, place_id, day, value, %(import_id)s, %(at)s from figures_cell cell
where not exists (
  select from figures_report known
  where known.place_id = cell.place_id and known.day = cell.day and known.indicator_id = cell.indicator_id
)
"""
_OR_CHANGE = """
on conflict (place_id, day, indicator_id) do update
  set value = excluded.value, figures_import_id = excluded.figures_import_id, reported_at = excluded.reported_at
  where excluded.value is not null and known.value is distinct from excluded.value
    and (%(overwrite)s or known.value is null or known.place_id = any(%(first_of)s))
"""
# That a place has reported, and when first.
_REPORTED_AGAIN = """
update figures_sheet known set last_at = %(at)s, by_id = %(by)s
from figures_reported reported
where known.place_id = reported.place_id and known.day = reported.day
  and exists (
    select from figures_report report
    where report.place_id = known.place_id and report.day = known.day
      and report.reported_at = %(at)s and report.figures_import_id = %(import_id)s
  )
"""
_REPORTED_FIRST = """
insert into figures_sheet (place_id, day, first_at, last_at, by_id)
select place_id, day, %(at)s, %(at)s, %(by)s from figures_reported reported
where not exists (
  select from figures_sheet known where known.place_id = reported.place_id and known.day = reported.day
)
"""
_OR_LEAVE = "on conflict (place_id, day) do nothing"
# Against the latest release of the place's own day, and that of a place above which holds figures of this one.
_DIFFERING = """
with days as (select distinct place_id, day from figures_staged),
latest as (
  select distinct on (place_id, day) id, place_id, day
  from figures_release where day in (select day from days) and place_id = any(%(releasing)s)
  order by place_id, day, number desc
),
released as (
  select latest.id, days.place_id, days.day from latest join days using (day)
  where latest.place_id = days.place_id
    or exists (
      select from figures_releasedfigure held where held.release_id = latest.id and held.place_id = days.place_id
    )
)
select count(distinct (released.place_id, released.day))
from released
  join figures_cell cell on cell.place_id = released.place_id and cell.day = released.day
  join figures_report report
    on report.place_id = cell.place_id and report.day = cell.day and report.indicator_id = cell.indicator_id
  left join figures_releasedfigure figure
    on figure.release_id = released.id and figure.place_id = cell.place_id and figure.indicator_id = cell.indicator_id
where report.value is distinct from figure.value
"""
_RELEASING = "select distinct place_id from figures_release"
_REJECTED = """
create temporary table figures_rejected (line int, code text, asked int, text text, reason text) on commit drop
"""
_COPY_REJECTED = "copy figures_rejected (line, code, asked, text, reason) from stdin"
_ANSWER = """
update figures_rejected rejected set reason = left(rejected.reason || ' ' || answer.sentence, 500)
from unnest(%(asked)s::int[], %(sentences)s::text[]) as answer (asked, sentence)
where rejected.asked = answer.asked and answer.sentence <> ''
"""
_REJECT = """
insert into figures_rejectedrow (figures_import_id, line, code, text, reason)
select %(import_id)s, line, code, text, reason from figures_rejected order by line
"""
_ROWS_AT_ONCE = 5_000


class Doubtful(NamedTuple):
    line: int
    text: str
    doubt: Doubt


class New(NamedTuple):
    """`lines`: how many no earlier import of the file took. `places`: whose rows were not yet for anyone to report."""

    lines: int
    places: list[int]


class Staging:
    """Use within a transaction; it is gone with it. `keys`: the indicators of a wide file; none for a long one."""

    def __init__(self, keys: Sequence[str]) -> None:
        columns = [f"v{n} int" for n in range(len(keys))] or ["indicator_id varchar", "value int"]
        with connection.cursor() as cursor:
            cursor.execute(_CREATE.format(columns=", ".join(columns)))
            if keys:
                named = sorted((key, f"v{n}") for n, key in enumerate(keys))  # in the order of the reports' index
                cells = ", ".join(f"({Literal(key).as_string()}, {column})" for key, column in named)
                cursor.execute(_WIDE.format(cells=cells, columns=", ".join(column for _key, column in named)))
            else:
                cursor.execute(_LONG)

    def fill(self, lines: Iterable[str]) -> None:
        """`lines` in COPY's text format, a blank for null."""
        with connection.cursor() as cursor, cursor.copy("copy figures_staged from stdin with (null '')") as copy:
            remaining = iter(lines)
            while some := list(islice(remaining, _ROWS_AT_ONCE)):
                copy.write("".join(some))

    def take_out(self, doubt: Doubt) -> list[Doubtful]:
        """The rows held in such a doubt; they are staged no more."""
        if not doubt:
            return []
        with connection.cursor() as cursor:
            cursor.execute(_DOUBTFUL, {"doubt": int(doubt)})
            return [Doubtful(line, text or "", Doubt(held)) for line, text, held in cursor.fetchall()]

    def wait_for_turn(self, province: int) -> None:
        """Until the transaction ends nobody else stores a file of this province."""
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME, {"province": province})

    def new_since(self, earlier: Sequence[int]) -> New:
        """What can be stored now and was rejected by each of these imports of the same file."""
        with connection.cursor() as cursor:
            cursor.execute(_NEW_LINES, {"earlier": list(earlier), "times": len(earlier)})
            lines, places = cursor.fetchone()
        return New(lines, places or [])

    def reject(self, import_id: int, rejects: Iterable[str], answers: Mapping[int, str]) -> None:
        """`rejects` in COPY's text format; `answers`: what may have been meant where a row asks under that number."""
        with connection.cursor() as cursor:
            cursor.execute(_REJECTED)
            with cursor.copy(_COPY_REJECTED) as copy:
                remaining = iter(rejects)
                while some := list(islice(remaining, _ROWS_AT_ONCE)):
                    copy.write("".join(some))
            if answers:
                cursor.execute(_ANSWER, {"asked": list(answers), "sentences": list(answers.values())})
            cursor.execute(_REJECT, {"import_id": import_id})

    def report(
        self, import_id: int, at: datetime, *, by: int | None, overwrite: bool, first_of: Sequence[int] = ()
    ) -> None:
        """Bring what was staged into the reports. Without `overwrite` a value that stands is left standing, except of
        the places `first_of`."""
        said: dict[str, Any] = {
            "import_id": import_id, "at": at, "by": by, "overwrite": overwrite, "first_of": list(first_of)
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("analyze figures_staged")
            cursor.execute(_PLACES_STAY)
            cursor.execute(_CHANGE, said)
            _add(cursor, _ADD, _OR_CHANGE, said)
            cursor.execute(_REPORTED_AGAIN, said)
            _add(cursor, _REPORTED_FIRST, _OR_LEAVE, said)

    def rows_differing_from_released(self) -> int:
        """How many places and days of the file now have a report that is not what their latest releases say."""
        with connection.cursor() as cursor:
            cursor.execute(_RELEASING)
            releasing = [pk for (pk,) in cursor.fetchall()]
            if not releasing:
                return 0
            cursor.execute(_DIFFERING, {"releasing": releasing})
            return int(cursor.fetchone()[0])


def _add(cursor: Any, insert: str, conflict: str, said: Mapping[str, Any]) -> None:
    """Insert what is not there; where another transaction was quicker with some of it, do as `conflict` says."""
    try:
        with transaction.atomic():
            cursor.execute(insert, said)
    except IntegrityError:
        cursor.execute(insert + conflict, said)
