"""Reads what the rules look at for a province's day: a handful of queries, however many places and indicators.

Two days are read whole; of the history only what the rules ask for after these two days.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from vungxanh.places.models import Place, Tier
from vungxanh.places.read import line_of

from . import rules
from .indicators import vocabulary
from .models import Indicator
from .rules.jumps import DAYS

POPULATION = "population"  # the indicator that says how many people a place has
LOOKED_BACK = timedelta(days=366)  # for the last total before a gap, and for the population
_FEW_PEOPLE = 300  # no commune has fewer

# Names and numbers apart: most places report the same indicators, so the names are told from each other only once.
_VALUES = """
    select place_id, day, string_agg(indicator_id, ','), '[' || string_agg(value::text, ',') || ']' from figures_report
    where place_id = any(%(places)s) and day in (%(day)s, %(eve)s) and value is not null group by place_id, day
"""
# Nothing on the many days on which nobody has said a word about it.
_COMPLETE = """
    with sheet as (
        select place_id, complete, first_at from figures_sheet where day = %(day)s and place_id = any(%(places)s)
    )
    select * from sheet where exists (select from sheet where complete is not null)
"""
_OWING = """
    select place_id, valid_from,
        (select max(day) from figures_sheet sheet where sheet.place_id = reporter.place_id and day < %(day)s)
    from figures_reporter reporter
    where place_id = any(%(places)s) and valid_from <= %(day)s and (valid_to is null or valid_to >= %(day)s)
        and place_id not in (select place_id from figures_sheet where day = %(day)s)
"""
# Each from its own end of the index: usually a few days back, whatever the length of the history.
_LATEST = """
    select cell.place_id, cell.key, latest.day, latest.value
    from unnest(%(places)s::bigint[], %(keys)s::text[]) as cell (place_id, key), lateral (
        select day, value from figures_report
        where place_id = cell.place_id and indicator_id = cell.key and value is not null
            and day between %(since)s and %(eve)s
        order by day desc limit 1
    ) as latest
"""
_COUNTED_SINCE = """
    select total.place_id, total.key, sum(report.value), count(report.value)
    from unnest(%(places)s::bigint[], %(keys)s::text[], %(counts)s::text[], %(days)s::date[])
            as total (place_id, key, count_key, day)
        join figures_report report on report.place_id = total.place_id and report.indicator_id = total.count_key
            and report.day > total.day and report.day <= %(day)s
    group by total.place_id, total.key
"""
_HISTORY = """
    select cell.place_id, cell.key, array_agg(report.value order by report.day)
    from unnest(%(places)s::bigint[], %(keys)s::text[]) as cell (place_id, key)
        join figures_report report on report.place_id = cell.place_id and report.indicator_id = cell.key
            and report.day between %(since)s and %(eve)s
    where report.value is not null group by cell.place_id, cell.key
"""


def given_of(province: Place, day: date, *, of: Place | None = None) -> rules.Given:
    """The province and every place below it on that day. Five queries, and up to four for what stands out.

    `of`: the values of this place and those below it only. The units above it are in the tree, because their word on
    whether lists are complete holds for it too.
    """
    book = _book(vocabulary().values())
    about = Place.objects.within(province)
    if of is not None and of != province:
        about = about.filter(Q(path__in=line_of(of)) | Q(path__startswith=f"{of.path}/"))
    places = list(about.values_list("pk", "parent_id", "tier", "valid_from", "valid_to", "path"))
    standing = [
        rules.Place(pk, above, tier == Tier.SITE)
        for pk, above, tier, since, until, _path in places
        if since <= day and (until is None or until >= day)
    ]
    tree = rules.Tree(standing)
    root = province if of is None else of
    values, before = _two_days([pk for pk, *_rest, path in places if path.startswith(root.path)], day)
    outside = {pk: len(values.pop(pk)) for pk in [*values] if pk not in tree.places}
    given = rules.Given(
        day=day,
        book=book,
        tree=tree,
        values=values,
        before=before,
        complete=_complete(tree, day),
        owing=_owing([*tree.places], day),
        outside=outside,
    )
    suspects = rules.suspects(given)
    return replace(
        given,
        earlier=_earlier(given, rules.unfollowed(given)),
        history=_history(given, suspects),
        people=_people(given, suspects),
    )


def _book(indicators: Iterable[Indicator]) -> rules.Book:
    return rules.Book.of(
        rules.Counted(
            key=one.key,
            kind=rules.Kind(one.kind),
            measure=rules.Measure(one.unit),
            part_of=one.part_of_id,
            breakdown=one.breakdown,
            adds_up=one.adds_up_id,
            at_most=one.at_most_id,
            asked_of_sites=Tier.SITE in one.asked_of,
        )
        for one in indicators
    )


def _rows(sql: str, **given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _two_days(places: list[int], day: date) -> tuple[dict[int, dict[str, int]], dict[int, dict[str, int]]]:
    eve = day - timedelta(days=1)
    found: dict[date, dict[int, dict[str, int]]] = {day: {}, eve: {}}
    rows = _rows(_VALUES, places=places, day=day, eve=eve)
    keys = {names: names.split(",") for names in {names for _place, _day, names, _values in rows}}
    numbers = json.loads(f"[{','.join(values for *_cell, values in rows)}]")
    for (place, of_day, names, _values), values in zip(rows, numbers, strict=True):
        found[of_day][place] = dict(zip(keys[names], values, strict=True))
    return found[day], found[eve]


def _complete(tree: rules.Tree, day: date) -> dict[int, bool]:
    said: dict[int, bool | None] = {}
    came: dict[int, datetime] = {}
    for place, complete, at in _rows(_COMPLETE, places=[*tree.places], day=day):
        said[place], came[place] = complete, at
    together = {
        unit
        for unit, below in tree.units.items()
        if unit in came and {came[child] for child in below if child in came} == {came[unit]}
    }
    return rules.completeness(tree, said, together)


def _owing(places: list[int], day: date) -> dict[int, rules.Owing]:
    return {place: rules.Owing(since, last) for place, since, last in _rows(_OWING, places=places, day=day)}


def _earlier(given: rules.Given, cells: list[rules.Cell]) -> dict[rules.Cell, rules.Earlier]:
    latest = _latest(given, cells)
    counts = {cell: count for cell in latest if (count := given.book[cell[1]].adds_up)}
    rows = counts and _rows(
        _COUNTED_SINCE,
        **_apart([*counts]),
        counts=[*counts.values()],
        days=[latest[cell][0] for cell in counts],
        day=given.day,
    )
    added = {(place, key): (total, known) for place, key, total, known in rows}
    found = {}
    for cell, (day, value) in latest.items():
        total, known = added.get(cell, (0, 0))
        found[cell] = rules.Earlier(day, value, int(total or 0), (given.day - day).days - known)
    return found


def _latest(given: rules.Given, cells: list[rules.Cell]) -> dict[rules.Cell, tuple[date, int]]:
    """Day and value of the last number before the day."""
    since = given.day - LOOKED_BACK
    rows = cells and _rows(_LATEST, **_apart(cells), since=since, eve=given.eve)
    return {(place, key): (day, value) for place, key, day, value in rows}


def _history(given: rules.Given, cells: list[rules.Cell]) -> dict[rules.Cell, list[int]]:
    since = given.day - timedelta(days=DAYS)
    rows = cells and _rows(_HISTORY, **_apart(cells), since=since, eve=given.eve)
    return {(place, key): values for place, key, values in rows}


def _people(given: rules.Given, cells: list[rules.Cell]) -> dict[int, rules.Number]:
    """The latest known population of the places where some count of people stands out."""
    places = {
        place
        for place, key in cells
        if given.book[key].measure is rules.Measure.PEOPLE and given.of(place)[key] >= _FEW_PEOPLE
    }
    today = {place: (given.day, value) for place in places if (value := given.of(place).get(POPULATION)) is not None}
    latest = _latest(given, [(place, POPULATION) for place in places - today.keys()])
    known = {place: said for (place, _key), said in latest.items()} | today
    return {place: rules.Number(value, place, day, POPULATION) for place, (day, value) in known.items()}


def _apart(cells: list[rules.Cell]) -> dict[str, list[object]]:
    return {"places": [place for place, _key in cells], "keys": [key for _place, key in cells]}
