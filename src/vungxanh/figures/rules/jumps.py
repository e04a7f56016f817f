"""A number out of all proportion to its last fourteen days: an extra digit, a digit lost, two columns exchanged.

The bounds were tuned on 1,084 real days of four provinces (benchmarks/jumps.py): the highest and lowest of the days
before tell typing errors from an epidemic's growth better than median and spread, which an outbreak's first weeks
and days without a count inflate or shrink.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .book import Counted, Kind, Measure
from .found import Code, Found, Made, Number, Severity
from .given import Cell, Given

DAYS = 14
LEAST_DAYS = 7  # with fewer days there is nothing to compare with
_FALL, _FALL_FLOOR = 2, 10


@dataclass(frozen=True, slots=True)
class Bound:
    """What is more than `floor` and `times` the highest is doubtful."""

    times: float
    floor: int


_PEOPLE = Bound(2.5, 20)
_WORK = Bound(5, 200)  # doses, samples, stores: they come in campaigns and deliveries


def is_jump_up(value: int, highest: int, one: Counted) -> bool:
    bound = _PEOPLE if one.measure is Measure.PEOPLE else _WORK
    return value > bound.floor + bound.times * highest


def is_jump_down(value: int, lowest: int, one: Counted) -> bool:
    """Only people are judged: a store empties in a day. A total that falls is found elsewhere."""
    if _FALL * value + _FALL_FLOOR >= lowest:
        return False
    return one.measure is Measure.PEOPLE and one.kind in (Kind.COUNT, Kind.STOCK)


def suspects(given: Given) -> list[Cell]:
    """Which numbers cannot be cleared by the day before alone: only their history need be read."""
    found = []
    for place, values in given.values.items():
        before = given.before.get(place, {})
        for key, value in values.items():
            then = before.get(key)
            if value == then or (value <= _PEOPLE.floor and (then is None or then <= _FALL_FLOOR)):
                continue  # most numbers: no rule can doubt them
            one = given.book[key]
            if is_jump_up(value, then or 0, one) or (then is not None and is_jump_down(value, then, one)):
                found.append((place, key))
    return found


def jumps(given: Given) -> Iterator[Found]:
    for (place, key), history in given.history.items():
        value = given.of(place).get(key)
        if value is not None and len(history) >= LEAST_DAYS:
            yield from _of_one(given, place, given.book[key], value, history)


def _of_one(given: Given, place: int, one: Counted, value: int, history: Sequence[int]) -> Iterator[Found]:
    highest, lowest = max(history), min(history)
    for code, made, doubtful, then in (
        (Code.JUMP_UP, Made.HIGHEST, is_jump_up(value, highest, one), highest),
        (Code.JUMP_DOWN, Made.LOWEST, is_jump_down(value, lowest, one), lowest),
    ):
        if doubtful:
            usual = Number(then, place, given.eve, one.key, made, len(history), DAYS)
            yield Found(code, Severity.DOUBTFUL, place, one.key, (given.stated(place, one.key, value), usual))
