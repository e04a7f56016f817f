"""Parts against their whole at one place, and what is never more than something else."""

from collections.abc import Iterator

from .book import Kind, Measure
from .found import Code, Found, Made, Number, Severity
from .given import Given


def parts(given: Given) -> Iterator[Found]:
    """All parts given: they add up to the whole. Some: they are not more than it.

    A part that the place does not give itself is at least what the places below it give. Where a place says that its
    list is complete and gives several counts, one left out counts as none, and what they fall short by is doubtful.
    """
    for place, values in given.values.items():
        for whole, keys in given.book.breakdowns:
            stated = values.get(whole)
            if stated is not None:
                yield from _of_one(given, place, whole, stated, keys)


def limits(given: Given) -> Iterator[Found]:
    """What is occupied is at most what there is; where that is not given, at most what limits it in turn."""
    for place, values in given.values.items():
        for key, above in given.book.limits:
            value = values.get(key)
            limit = None if value is None else next((one for one in above if one in values), None)
            if value is not None and limit is not None and value > values[limit]:
                numbers = (given.stated(place, key, value), given.stated(place, limit, values[limit]))
                yield Found(Code.MORE_THAN_ALL, Severity.WRONG, place, key, numbers)


def people(given: Given) -> Iterator[Found]:
    """No count of people is larger than the place's population, where that is known."""
    for place, population in given.people.items():
        for key, value in given.of(place).items():
            one = given.book[key]
            if one.measure is Measure.PEOPLE and one.kind is not Kind.RATE and value > population.value:
                numbers = (given.stated(place, key, value), population)
                yield Found(Code.MORE_THAN_PEOPLE, Severity.WRONG, place, key, numbers)


def _of_one(given: Given, place: int, whole: str, stated: int, keys: tuple[str, ...]) -> Iterator[Found]:
    values = given.of(place)
    own = [values[key] for key in keys if key in values]
    total, named = sum(own), len(own)
    below: list[Number] = []
    if named < len(keys) and place in given.below:
        below = [number for key in keys if key not in values and (number := given.added(place, key))]
        total, named = total + sum(number.value for number in below), named + len(below)
    if not named or total == stated:
        return
    verdict = _verdict(given, place, stated - total, keys, named=named, exact=len(own) == len(keys))
    if verdict:
        code, severity = verdict
        numbers = (
            given.stated(place, whole, stated),
            Number(total, place, given.day, whole, Made.PARTS, named, len(keys)),
        )
        terms = [given.stated(place, key, values[key]) for key in keys if key in values]
        yield Found(code, severity, place, whole, numbers, (*terms, *below))


def _verdict(
    given: Given, place: int, short: int, keys: tuple[str, ...], *, named: int, exact: bool
) -> tuple[Code, Severity] | None:
    if exact:
        return Code.PARTS_DIFFER, Severity.WRONG
    if short < 0:
        return Code.PARTS_EXCEED, Severity.WRONG
    counts = all(given.book[key].kind is Kind.COUNT for key in keys)
    if counts and named > 1 and given.complete.get(place):
        return Code.PARTS_SHORT, Severity.DOUBTFUL
    return None
