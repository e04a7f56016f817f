"""From day to day: a total never falls, and it is the earlier total and the counts since."""

from collections.abc import Iterator

from .found import Code, Found, Made, Number, Severity
from .given import Earlier, Given


def totals(given: Given) -> Iterator[Found]:
    """Every total against the one before it. Without an earlier one there is nothing to say."""
    totals = [(total.key, total.adds_up) for total in given.book.cumulative]
    for place, values in given.values.items():
        before = given.before.get(place, {})
        for key, adds_up in totals:
            value = values.get(key)
            if value is None:
                continue
            then, count = before.get(key), values.get(adds_up) if adds_up else None
            if then is not None and count is not None and value == then + count:
                continue
            earlier = given.earlier.get((place, key)) if then is None else _eve(given, then, count)
            if earlier is not None:
                yield from _compare(given, place, key, adds_up, value, earlier)


def _eve(given: Given, value: int, count: int | None) -> Earlier:
    return Earlier(given.eve, value, count or 0, int(count is None))


def _compare(given: Given, place: int, key: str, adds_up: str | None, value: int, earlier: Earlier) -> Iterator[Found]:
    stated = given.stated(place, key, value)
    then = Number(earlier.value, place, earlier.day, key)
    if value < earlier.value:
        yield Found(Code.FELL, Severity.WRONG, place, key, (stated, then))
        return
    expected = earlier.value + earlier.added
    if adds_up and (value < expected or (value > expected and not earlier.gaps)):
        days = (given.day - earlier.day).days
        reached = Number(expected, place, given.day, key, Made.DAYS, days - earlier.gaps, days)
        count = given.of(place).get(adds_up)
        today = (given.stated(place, adds_up, count),) if count is not None else ()
        yield Found(Code.DOES_NOT_CONTINUE, Severity.WRONG, place, key, (stated, reached), (then, *today))
