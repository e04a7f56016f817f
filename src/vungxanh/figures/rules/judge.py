"""All the rules over one day."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from .days import totals
from .found import Code, Found, Made, Number, Severity
from .given import Cell, Given
from .jumps import jumps, suspects
from .parts import limits, parts, people
from .places import places, sites

__all__ = ["judge", "suspects", "unfollowed"]

SILENT_DAYS = 3


def unfollowed(given: Given) -> list[Cell]:
    """Totals whose day before is not known: an earlier day may be."""
    return [
        (place, total.key)
        for place, values in given.values.items()
        for total in given.book.cumulative
        if total.key in values and total.key not in given.before.get(place, {})
    ]


def silence(given: Given) -> Iterator[Found]:
    """Who owes reports and has given none for three days, the day itself counted."""
    for place, owing in given.owing.items():
        heard = owing.since - timedelta(days=1) if owing.last is None else owing.last
        days = (given.day - heard).days
        if days >= SILENT_DAYS:
            since = Number(days, place, heard, "", Made.SILENCE)
            yield Found(Code.SILENT, Severity.NOTE, place, "", (since,))


def validity(given: Given) -> Iterator[Found]:
    """Who reported for a day on which the place did not exist."""
    for place, count in given.outside.items():
        yield Found(Code.PLACE_NOT_VALID, Severity.WRONG, place, "", (Number(count, place, given.day, ""),))


RULES: tuple[Callable[[Given], Iterator[Found]], ...] = (
    parts,
    places,
    sites,
    totals,
    limits,
    people,
    jumps,
    silence,
    validity,
)


def judge(given: Given) -> list[Found]:
    """Everything that disagrees."""
    return [one for rule in RULES for one in rule(given)]
