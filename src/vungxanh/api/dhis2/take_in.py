"""DHIS2's values in: each is imported, updated or ignored, and each ignored one says why.

rows in = imported + updated + ignored. All together or, when the program fails on the way, none.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.api.dhis2.mapping import Foreign
from vungxanh.api.dhis2.wire import Value, day_of
from vungxanh.figures.models import Report
from vungxanh.figures.report import ReportRefused, report
from vungxanh.places.models import Place, PlaceQuerySet

LONGEST_NUMBER = 18  # digits; `report` then says what is too large to be true


@dataclass
class Conflict:
    """Why some values were ignored: `thing` as it was sent, and the rows, counted from 0."""

    code: str
    thing: str
    sentence: str
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Summary:
    rows: int
    imported: int
    updated: int
    conflicts: Sequence[Conflict]

    @property
    def ignored(self) -> int:
        return self.rows - self.imported - self.updated


@dataclass
class _Intake:
    conflicts: dict[tuple[str, str], Conflict] = field(default_factory=dict)

    def conflict(self, row: int, code: str, thing: str, sentence: str) -> None:
        self.conflicts.setdefault((code, thing), Conflict(code, thing, sentence)).rows.append(row)


@dataclass(frozen=True, slots=True)
class _Meant:
    row: int
    place: Place
    day: date
    key: str
    number: int


def take_in(
    values: Sequence[Value],
    *,
    foreign: Foreign,
    allowed: PlaceQuerySet,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
) -> Summary:
    """Report what means something here, for the places of `allowed`; nothing else is written."""
    intake = _Intake()
    sheets: dict[tuple[int, date], dict[str, _Meant]] = defaultdict(dict)
    units, mine = _units(values, foreign, allowed)
    for row, value in enumerate(values):
        meant = _meant(intake, row, value, foreign, units, mine)
        if meant is None:
            continue
        if meant.key in sheets[meant.place.pk, meant.day]:
            sentence = _("This place, day and data element stand there more than once; only the first was taken.")
            intake.conflict(row, "twice", value.element, sentence)
            continue
        sheets[meant.place.pk, meant.day][meant.key] = meant
    known = _known(sheets)
    imported = updated = 0
    with transaction.atomic():
        for (place, day), sheet in sheets.items():
            stored = _store(intake, sheet, values, by=by, at=at)
            again = sum((place, day, key) in known for key in stored)
            imported, updated = imported + len(stored) - again, updated + again
        transaction.set_rollback(dry_run)
    return Summary(len(values), imported, updated, list(intake.conflicts.values()))


def _meant(
    intake: _Intake, row: int, value: Value, foreign: Foreign, units: dict[str, list[Place]], mine: set[int]
) -> _Meant | None:
    """What a value means here, or None with every reason noted."""
    before = sum(len(one.rows) for one in intake.conflicts.values())
    day = day_of(value.period)
    if day is None:
        sentence = _("“%s” is not a daily period. Only days are taken, written as 20211119.")
        intake.conflict(row, "not-daily", value.period, sentence % value.period)
    place = _place(intake, row, value, units.get(foreign.code(value.unit), []), day, mine)
    if value.deleted:
        sentence = _("Nothing that was reported is deleted. If nothing happened, send 0.")
        intake.conflict(row, "deleted", value.element, sentence)
    elif not re.fullmatch(rf"-?[0-9]{{1,{LONGEST_NUMBER}}}", value.value):
        intake.conflict(row, "not-a-number", value.value, _("“%s” is not a whole number.") % value.value[:50])
    if sum(len(one.rows) for one in intake.conflicts.values()) > before or day is None or place is None:
        return None
    return _Meant(row, place, day, foreign.indicator(value.element, value.category), int(value.value))


def _place(
    intake: _Intake, row: int, value: Value, units: list[Place], day: date | None, mine: set[int]
) -> Place | None:
    there = [one for one in units if day is None or _exists(one, day)]
    if len(there) == 1:
        if there[0].pk in mine:
            return there[0]
        sentence = _("You may not report for %s. Ask your province's administrator for a membership that says so.")
        intake.conflict(row, "not-allowed", value.unit, sentence % there[0].full_name)
    elif day is not None or not units:
        sentence = _("“%s” is not the code of one place on that day, and the mapping does not name it.")
        intake.conflict(row, "unknown-place", value.unit, sentence % value.unit[:50])
    return None


def _store(
    intake: _Intake, sheet: dict[str, _Meant], values: Sequence[Value], *, by: User | None, at: datetime
) -> set[str]:
    """The keys that were stored. What is refused is left out and noted, and the rest is tried again."""
    wanted = dict(sheet)
    while wanted:
        one = next(iter(wanted.values()))
        try:
            report(one.place, one.day, {key: meant.number for key, meant in wanted.items()}, by=by, at=at)
        except ReportRefused as refused:
            for problem in refused.problems:
                for key in [problem.where] if problem.where else list(sheet):
                    row = sheet[key].row
                    thing = values[row].element if problem.where else values[row].period
                    intake.conflict(row, problem.code, thing, problem.sentence)
                    wanted.pop(key, None)
        else:
            return set(wanted)
    return set()


def _units(
    values: Sequence[Value], foreign: Foreign, allowed: PlaceQuerySet
) -> tuple[dict[str, list[Place]], set[int]]:
    """Every place that a code may mean, and those among them for which the person may report. Two queries."""
    codes = {foreign.code(value.unit) for value in values}
    found: dict[str, list[Place]] = defaultdict(list)
    for place in Place.objects.filter(code__in=[code for code in codes if code.isascii() and code.isprintable()]):
        found[place.code].append(place)
    pks = [place.pk for places in found.values() for place in places]
    return found, set(allowed.filter(pk__in=pks).values_list("pk", flat=True))


def _known(sheets: dict[tuple[int, date], dict[str, _Meant]]) -> set[tuple[int, date, str]]:
    """What is reported already, among these places and days. One query."""
    places, days = {place for place, _day in sheets}, {day for _place, day in sheets}
    rows = Report.objects.filter(place__in=places, day__in=days, value__isnull=False)
    return set(rows.values_list("place_id", "day", "indicator_id"))


def _exists(place: Place, day: date) -> bool:
    return place.valid_from <= day and (place.valid_to is None or day <= place.valid_to)
