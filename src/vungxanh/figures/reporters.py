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
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place

from .models import Reporter, Sheet

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
class Standing:
    """One place that owes figures on a day. `silent_days`: whole days before the day without a report, 0 when it has
    reported."""

    place: Place
    due: datetime
    sheet: Sheet | None
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


def reporters_of(province: Place, day: date) -> list[Reporter]:
    """Who owes figures on `day`, with their places, in the order of the places. One query."""
    owing = Reporter.objects.filter(
        models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        valid_from__lte=day,
        place__in=Place.objects.within(province).on(day),
    )
    latest = owing.order_by("place_id", "-valid_from").distinct("place_id").select_related("place")
    return sorted(latest, key=lambda reporter: reporter.place.path)


def standing(province: Place, day: date, at: datetime) -> list[Standing]:
    """Where every place that owes figures on `day` stands at the moment `at`. Two queries."""
    owing = reporters_of(province, day)
    places = {reporter.place_id: reporter.place for reporter in owing}
    before = Sheet.objects.filter(place=OuterRef("pk"), day__lte=day).order_by("-day")
    latest = Place.objects.filter(pk__in=places).annotate(sheet=Subquery(before.values("pk")[:1])).values("sheet")
    sheets = {sheet.place_id: sheet for sheet in Sheet.objects.filter(pk__in=latest)}
    return [_standing(reporter, day, sheets.get(reporter.place_id), at) for reporter in owing]


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


def _standing(reporter: Reporter, day: date, latest: Sheet | None, at: datetime) -> Standing:
    due = datetime.combine(day, reporter.due, VIETNAM)
    if latest is not None and latest.day == day:
        return Standing(reporter.place, due, latest, State.REPORTED if latest.first_at <= due else State.LATE)
    since = max(latest.day + timedelta(days=1), reporter.valid_from) if latest else reporter.valid_from
    silent = (day - since).days
    state = State.SILENT if silent >= SILENT_FROM else State.DUE if at < due else State.MISSING
    return Standing(reporter.place, due, None, state, silent)
