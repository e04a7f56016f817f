"""One place's values of one day, from a form or a program: stored whole, or refused with every problem at once.

Whether the person may report for the place is asked of `agencies.scope` by whoever calls.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.sheets.faults import Problem

from .cells import EARLIEST, LARGEST, written
from .indicators import vocabulary
from .models import Indicator, Sheet

_STORE = """
insert into figures_report as known (indicator_id, place_id, day, value, reported_at)
select key, %(place)s, %(day)s, value, %(at)s from unnest(%(keys)s::text[], %(values)s::int[]) as said (key, value)
order by key -- in one order, whoever reports: two at once then wait for each other and never for ever
on conflict (place_id, day, indicator_id) do update
  set value = excluded.value, reported_at = excluded.reported_at, figures_import_id = null
  where known.value is distinct from excluded.value
"""


@dataclass(frozen=True, slots=True)
class Misreported(Problem):
    """A problem of one report. `where`: the key of the indicator that it is about, or empty: it is about the whole."""

    where: str = ""


class ReportRefused(Exception):
    """Nothing was stored. `problems` lists all that is wrong, each with a code and a sentence."""

    code = "report-refused"

    def __init__(self, problems: list[Misreported]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence for problem in problems))


def report(
    place: Place,
    day: date,
    values: Mapping[str, int | None],
    *,
    by: User | None,
    at: datetime,
    complete: bool | None = None,
) -> Sheet:
    """Store {indicator key: value} for `place` and `day`. None is "not given": it is not stored and erases nothing.

    `complete`: whether every place below that has any is reported too; None leaves what was said before.
    Raises ReportRefused.
    """
    given = {key: value for key, value in values.items() if value is not None}
    if problems := list(_problems(place, day, given, at)):
        raise ReportRefused(problems)
    said: dict[str, Any] = {
        "place": place.pk, "day": day, "at": at, "keys": list(given), "values": list(given.values())
    }  # fmt: skip
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_STORE, said)
        changed = {"last_at": at, "by": by} | ({} if complete is None else {"complete": complete})
        sheet, _created = Sheet.objects.update_or_create(
            place=place, day=day, defaults=changed, create_defaults={"first_at": at, **changed}
        )
    return sheet


def _problems(place: Place, day: date, given: Mapping[str, int], at: datetime) -> Iterator[Misreported]:
    today, known = at.astimezone(VIETNAM).date(), vocabulary()
    if day > today:
        late = {"day": written(day), "today": written(today)}
        yield Misreported("future-day", _("%(day)s has not come yet; today is %(today)s.") % late)
    elif day < max(EARLIEST, place.valid_from) or (place.valid_to is not None and day > place.valid_to):
        other = {"place": str(place), "day": written(day)}
        yield Misreported("place-not-valid", _("%(place)s did not exist on %(day)s.") % other)
    if not given:
        yield Misreported("nothing-given", _("Enter at least one value. If nothing happened, enter 0."))
    for key, value in given.items():
        if key not in known:
            yield Misreported("unknown-indicator", _("“%s” is not an indicator.") % key, key)
        elif known[key].kind == Indicator.Kind.RATE:
            yield Misreported("computed", _("“%s” is computed from other figures; it is not reported.") % key, key)
        elif value < 0:
            said = {"cell": value, "key": key}
            sentence = _("“%(cell)s” in %(key)s is negative; counts are 0 or more.")
            yield Misreported("negative-count", sentence % said, key)
        elif value > LARGEST:
            said = {"cell": value, "key": key}
            yield Misreported("too-large", _("“%(cell)s” in %(key)s is too large to be true.") % said, key)
