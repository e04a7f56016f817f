"""The rules against the same promises written down naively, on small provinces whose figures were drawn by chance."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from vungxanh.figures.rules import Code, Earlier, Kind, Measure, Severity

from .small_day import COMMUNES, DAY, NORTH, PROVINCE, SOUTH, book, found

BOOK = book()
UNITS = (PROVINCE, NORTH, SOUTH, *COMMUNES[NORTH], *COMMUNES[SOUTH])
BELOW = {PROVINCE: (NORTH, SOUTH), **COMMUNES}
KEYS = [key for key, one in BOOK.indicators.items() if one.kind is not Kind.RATE]
Values = Mapping[int, Mapping[str, int]]
Said = set[tuple[Code, int, str]]

figures = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 6), max_size=8)
days = st.dictionaries(st.sampled_from(UNITS), figures, max_size=len(UNITS))


def said(values: Values, *codes: Code, **more: object) -> Said:
    return {(one.code, one.place, one.indicator) for one in found(values, **more) if one.code in codes}


def of(values: Values, unit: int, key: str) -> int | None:
    """Its own number, else what those below it add up to."""
    own = values.get(unit, {}).get(key)
    if own is not None:
        return own
    below = [number for one in BELOW.get(unit, ()) if (number := of(values, one, key)) is not None]
    return sum(below) if below else None


@settings(max_examples=400, deadline=None)
@drawn(days)
def test_nothing_is_more_than_what_limits_it_even_where_the_limit_between_them_is_not_given(values: Values) -> None:
    expected = set()
    for unit, own in values.items():
        for key, value in own.items():
            above = BOOK[key].at_most
            while above is not None and above not in own:
                above = BOOK[above].at_most
            if above is not None and value > own[above]:
                expected.add((Code.MORE_THAN_ALL, unit, key))
    assert said(values, Code.MORE_THAN_ALL) == expected


@settings(max_examples=400, deadline=None)
@drawn(days, days)
def test_a_total_is_yesterdays_and_todays_count(values: Values, before: Values) -> None:
    expected = set()
    for unit, own in values.items():
        for total in BOOK.cumulative:
            now, then = own.get(total.key), before.get(unit, {}).get(total.key)
            if now is None or then is None:
                continue
            count = own.get(total.adds_up) if total.adds_up else None
            if now < then:
                expected.add((Code.FELL, unit, total.key))
            elif count is not None and now != then + count:
                expected.add((Code.DOES_NOT_CONTINUE, unit, total.key))
    assert said(values, Code.FELL, Code.DOES_NOT_CONTINUE, before=before) == expected


@settings(max_examples=300, deadline=None)
@drawn(st.integers(0, 30), st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=6), st.integers(0, 40))
def test_over_a_gap_a_total_is_the_earlier_one_and_the_counts_since(
    then: int, counts: list[int | None], now: int
) -> None:
    """`counts` of the days since, the day's own last; None was not reported."""
    known = [count for count in counts if count is not None]
    earlier = Earlier(DAY - timedelta(days=len(counts)), then, sum(known), len(counts) - len(known))
    own = {"cumulative_cases": now} | ({} if counts[-1] is None else {"new_cases": counts[-1]})
    codes = {
        code
        for code, _place, _key in said(
            {PROVINCE: own}, Code.FELL, Code.DOES_NOT_CONTINUE, earlier={(PROVINCE, "cumulative_cases"): earlier}
        )
    }
    short, over = now < then + sum(known), now > then + sum(known) and len(known) == len(counts)
    assert codes == ({Code.FELL} if now < then else {Code.DOES_NOT_CONTINUE} if short or over else set())


@settings(max_examples=400, deadline=None)
@drawn(days)
def test_a_whole_is_its_parts_when_all_are_given_and_never_less(values: Values) -> None:
    expected = set()
    for unit, own in values.items():
        for whole, keys in BOOK.breakdowns:
            if whole not in own:
                continue
            given = [own[key] if key in own else of(values, unit, key) for key in keys]
            known = [value for value in given if value is not None]
            if all(key in own for key in keys) and sum(known) != own[whole]:
                expected.add((Code.PARTS_DIFFER, unit, whole))
            elif sum(known) > own[whole]:
                expected.add((Code.PARTS_EXCEED, unit, whole))
    assert said(values, Code.PARTS_DIFFER, Code.PARTS_EXCEED) == expected


@settings(max_examples=400, deadline=None)
@drawn(days, st.none() | st.booleans())
def test_the_places_below_are_never_more_and_never_less_when_the_list_is_complete(
    values: Values, complete: bool | None
) -> None:
    expected = set()
    for unit, below in BELOW.items():
        for key, stated in values.get(unit, {}).items():
            numbers = [number for one in below if (number := of(values, one, key)) is not None]
            if not numbers or stated == sum(numbers):
                continue
            one = BOOK[key]
            everywhere = one.kind is not Kind.STOCK or one.measure is Measure.PEOPLE
            all_named = all(key in values.get(place, {}) for place in below)
            at_a_silent_site = one.asked_of_sites and unit in (PROVINCE, NORTH)  # they have sites of their own
            if stated < sum(numbers):
                expected.add((Code.PLACES_EXCEED, unit, key))
            elif everywhere and (complete or (complete is None and all_named and not at_a_silent_site)):
                expected.add((Code.PLACES_SHORT, unit, key))
    lists = {} if complete is None else dict.fromkeys(BELOW, complete)
    assert said(values, Code.PLACES_EXCEED, Code.PLACES_SHORT, complete=lists) == expected


@settings(max_examples=200, deadline=None)
@drawn(days, days)
def test_what_is_found_names_the_two_numbers_and_they_disagree(values: Values, before: Values) -> None:
    for one in found(values, before=before):
        if one.severity is Severity.WRONG:
            first, second = one.numbers[:2]
            assert first.value != second.value
            assert values[one.place][first.indicator] == first.value
