"""Who owes figures on a day, who has sent them, who is late and who has been silent for days.

It reads who owes (`Reporter`) and that somebody has reported (`Sheet`), never the values: a province of 559 communes
costs the same few queries as one of three.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place

HOUR = time(17)  # the day's figures are due to the public (Thanh Hóa's plan: th-health-daily-report)
SILENT_FROM = 2  # whole days without a report before today


class State(models.TextChoices):
    REPORTED = "reported", _("reported")
    LATE = "late", _("reported late")
    DUE = "due", _("not yet due")
    MISSING = "missing", _("missing")
    SILENT = "silent", _("silent for days")


IN = frozenset((State.REPORTED, State.LATE))  # the figures are there


@dataclass(frozen=True, slots=True)
class Came:
    """That a place has reported for the day. What came later is in its `Sheet`."""

    first_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One place that owes figures on a day. `silent_days`: whole days before the day without a report, 0 when it has
    reported."""

    place: Place
    due: datetime
    sheet: Came | None
    state: State
    silent_days: int = 0

    @property
    def is_in(self) -> bool:
        return self.state in IN


@dataclass(frozen=True, slots=True)
class Record:
    """How a place has kept its hours: {day it owed figures: state}, oldest first."""

    place: Place
    days: Mapping[date, State]

    @property
    def counted(self) -> Counter[State]:
        """How many days of each state."""
        return Counter(self.days.values())

    @property
    def judged(self) -> int:
        """Days whose hour has come."""
        return len(self.days) - self.counted[State.DUE]


def hour_of(day: date) -> datetime:
    """When the figures of `day` are due to the public."""
    return datetime.combine(day, HOUR, VIETNAM)


def standing(province: Place, day: date, at: datetime) -> list[Standing]:
    """Where every place that owes figures on `day` stands at the moment `at`, in the order of the places.

    Two queries.
    """
    places = {place.pk: place for place in Place.objects.within(province).on(day)}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"places": [*places], "day": day})
        rows = cursor.fetchall()
    standings = [_standing(places[pk], day, at, *row) for pk, *row in rows]
    return sorted(standings, key=lambda one: one.place.path)


def tally(standings: Iterable[Standing]) -> Counter[State]:
    """How many are in each state."""
    return Counter(one.state for one in standings)


def compliance(province: Place, first: date, last: date, *, at: datetime) -> list[Record]:
    """How every place that owed figures from `first` to `last` kept its hours, in the order of the places."""
    with connection.cursor() as cursor:
        said: dict[str, Any] = {"province": province.pk, "below": f"{province.path}/%", "since": province.valid_from}
        cursor.execute(_COMPLIANCE, said | {"first": first, "last": last, "at": at})
        rows = cursor.fetchall()
    places = Place.objects.in_bulk([place for place, _begins, _marks in rows])
    found: dict[int, dict[date, State]] = {}
    for place, begins, marks in rows:
        days = found.setdefault(place, {})
        days.update((begins + timedelta(days=n), _MARKS[mark]) for n, mark in enumerate(marks))
    records = [Record(places[place], days) for place, days in found.items()]
    return sorted(records, key=lambda record: record.place.path)


# How long a place has been silent is looked up for those that have not reported: each from its own end of the index.
_STANDING = """
select distinct on (owing.place_id) owing.place_id, owing.due, owing.valid_from, sheet.first_at,
  case when sheet.id is null then
    (select max(before.day) from figures_sheet before where before.place_id = owing.place_id and before.day < %(day)s)
  end
from figures_reporter owing left join figures_sheet sheet on sheet.place_id = owing.place_id and sheet.day = %(day)s
where owing.place_id = any(%(places)s)
  and owing.valid_from <= %(day)s and (owing.valid_to is null or owing.valid_to >= %(day)s)
order by owing.place_id, owing.valid_from desc
"""
# One line of marks for each row of `Reporter`: its days follow one another without a gap.
_COMPLIANCE = """
select place_id, min(day), string_agg(mark, '' order by day) from (
  select reporter.id as reporter_id, reporter.place_id, days.day::date as day,
    case when sheet.first_at <= hour.due then 'r' when sheet.first_at is not null then 'l'
         when hour.due > %(at)s then 'd' else 'm' end as mark
  from figures_reporter reporter
    join places_place place on place.id = reporter.place_id
    cross join lateral generate_series(
      greatest(%(first)s::date, reporter.valid_from),
      least(%(last)s::date, reporter.valid_to, place.valid_to), interval '1 day') as days (day)
    cross join lateral (select (days.day::date + reporter.due) at time zone 'Asia/Ho_Chi_Minh' as due) as hour
    left join (select place_id, day, first_at from figures_sheet where day between %(first)s and %(last)s) sheet
      on sheet.place_id = reporter.place_id and sheet.day = days.day::date
  where place.valid_from = %(since)s and (place.id = %(province)s or place.path like %(below)s)
) owed group by reporter_id, place_id order by place_id, min(day)
"""
_MARKS = {"r": State.REPORTED, "l": State.LATE, "d": State.DUE, "m": State.MISSING}


def _standing(
    place: Place, day: date, at: datetime, hour: time, owing_from: date, came: datetime | None, heard: date | None
) -> Standing:
    """`heard`: the last day before on which it has reported, for a place that has not reported yet."""
    due = datetime.combine(day, hour, VIETNAM)
    if came is not None:
        return Standing(place, due, Came(came), State.REPORTED if came <= due else State.LATE)
    since = max(heard + timedelta(days=1), owing_from) if heard else owing_from
    silent = (day - since).days
    state = State.SILENT if silent >= SILENT_FROM else State.DUE if at < due else State.MISSING
    return Standing(place, due, None, state, silent)
