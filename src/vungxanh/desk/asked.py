"""What a place's form asks for on a day: each indicator with what is reported, and yesterday's value beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vungxanh.figures.indicators import vocabulary
from vungxanh.figures.models import Indicator, Report
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """`part`: its whole is asked for in the same form."""

    indicator: Indicator
    reported: int | None
    before: int | None
    part: bool

    @property
    def may_stay(self) -> bool:
        """Beds stand as they stood; cases of a day are counted anew, so they are never offered as yesterday's."""
        return self.indicator.kind == Indicator.Kind.STOCK and self.before is not None


def asked_of(place: Place, day: date) -> list[Asked]:
    """In the order of the vocabulary, with whatever else is already reported for the day. Two queries."""
    values = values_of(place, day - timedelta(days=1), day)
    shown = [
        one
        for one in sorted(vocabulary().values(), key=lambda one: (one.order, one.key))
        if one.kind != Indicator.Kind.RATE and (place.tier in one.asked_of or (day, one.key) in values)
    ]
    keys, yesterday = {one.key for one in shown}, day - timedelta(days=1)
    return [
        Asked(one, values.get((day, one.key)), values.get((yesterday, one.key)), one.part_of_id in keys)
        for one in shown
    ]


def values_of(place: Place, first: date, last: date) -> Mapping[tuple[date, str], int]:
    """{(day, indicator key): value} of what a place has reported. One query."""
    found = Report.objects.filter(place=place, day__range=(first, last)).values_list("day", "indicator_id", "value")
    return {(day, key): value for day, key, value in found if value is not None}
