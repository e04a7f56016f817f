"""A unit's own number against what the places below it add up to. Sites are compared apart from units."""

from collections.abc import Iterator

from .book import Counted, Kind, Measure
from .found import Code, Found, Made, Number, Severity
from .given import Given


def places(given: Given) -> Iterator[Found]:
    """More below than the unit says is wrong. Less is wrong when every place below is named, else partial.

    A note lists no terms: nobody has to find out which of them is wrong, and an hour before the end of the day there
    is a note for every unit and number.
    """
    for unit, sums in given.below.items():
        values = given.of(unit)
        for key, one in sums.items():
            stated = values.get(key)
            if stated is not None and stated != one.total and (added := given.added(unit, key)):
                verdict = _verdict(given, unit, given.book[key], stated - one.total, one.own)
                if verdict:
                    numbers = (given.stated(unit, key, stated), added)
                    terms = () if verdict[1] is Severity.NOTE else tuple(given.terms(unit, key))
                    yield Found(*verdict, unit, key, numbers, terms)


def sites(given: Given) -> Iterator[Found]:
    """Beds stand in sites and nowhere else; of people in care and of deaths only some are there."""
    for unit, within in given.tree.sites.items():
        if given.tree.places[unit].site:
            continue
        values = given.of(unit)
        for one in given.book.of_sites:
            stated = values.get(one.key)
            if stated is None:
                continue
            terms = [
                given.stated(site, one.key, given.of(site)[one.key]) for site in within if one.key in given.of(site)
            ]
            total = sum(term.value for term in terms)
            verdict = terms and _verdict_on_sites(
                one, stated - total, named_all=len(terms) == len(within), complete=given.complete.get(unit)
            )
            if verdict:
                added = Number(total, unit, given.day, one.key, Made.SITES, len(terms), len(within))
                numbers = (given.stated(unit, one.key, stated), added)
                yield Found(*verdict, unit, one.key, numbers, tuple(terms))


def _verdict(given: Given, unit: int, one: Counted, short: int, own: int) -> tuple[Code, Severity] | None:
    if short < 0:
        return Code.PLACES_EXCEED, Severity.DOUBTFUL if one.kept_in_store else Severity.WRONG
    if not one.lies_below:
        return None
    apart = given.tree.own_sites.get(unit, []) if one.asked_of_sites else []
    at_sites = [given.of(site)[one.key] for site in apart if one.key in given.of(site)]
    if short <= sum(at_sites):
        return None  # the rest is in sites that answer to the unit itself
    complete = given.complete.get(unit)
    if complete is None:
        everyone = own == len(given.tree.units[unit]) and len(at_sites) == len(apart)
        return (Code.PLACES_SHORT, Severity.WRONG) if everyone else (Code.PLACES_MISSING, Severity.NOTE)
    return (Code.PLACES_SHORT, Severity.WRONG) if complete else (Code.PARTIAL, Severity.NOTE)


def _verdict_on_sites(
    one: Counted, short: int, *, named_all: bool, complete: bool | None
) -> tuple[Code, Severity] | None:
    if short < 0:
        return Code.SITES_EXCEED, Severity.WRONG if one.kind is Kind.STOCK else Severity.DOUBTFUL
    if short == 0 or one.measure is not Measure.BEDS:
        return None
    return (Code.SITES_SHORT, Severity.WRONG) if named_all or complete else (Code.SITES_MISSING, Severity.NOTE)
