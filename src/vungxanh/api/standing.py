"""Who owes figures on a day and has reported, late, or not. The twin of `figures.reporters.standing`, which takes its
place when both are there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, TextChoices

from vungxanh.clock import VIETNAM
from vungxanh.figures.models import Reporter, Sheet
from vungxanh.places.models import Place


class State(TextChoices):
    REPORTED = "reported"
    LATE = "late"
    DUE = "due"
    MISSING = "missing"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Standing:
    place: Place
    due: datetime
    sheet: Sheet | None
    state: State


def standing(province: Place, day: date, at: datetime) -> list[Standing]:
    """Where every place that owes figures on `day` stands at the moment `at`. Two queries."""
    owing = Reporter.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
        place__in=Place.objects.within(province).on(day),
    )
    reporters = owing.order_by("place_id", "-valid_from").distinct("place_id").select_related("place")
    sheets = {sheet.place_id: sheet for sheet in Sheet.objects.filter(place__in=owing.values("place"), day=day)}
    found = [_standing(reporter, day, sheets.get(reporter.place_id), at) for reporter in reporters]
    return sorted(found, key=lambda one: one.place.path)


def _standing(reporter: Reporter, day: date, sheet: Sheet | None, at: datetime) -> Standing:
    due = datetime.combine(day, reporter.due, VIETNAM)
    if sheet is not None:
        state = State.REPORTED if sheet.first_at <= due else State.LATE
    else:
        state = State.DUE if at < due else State.MISSING
    return Standing(reporter.place, due, sheet, state)
