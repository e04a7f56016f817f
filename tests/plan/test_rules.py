"""The rule language can say the frameworks of other places, and weighs any figures without falling over."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.plan import Code, LevelProposal, Plan, propose_level, read_plan

from .province import PLANS

TODAY = date(2022, 3, 1)
EXAMPLES = ("resolution-128", "south-africa", "cdc-community-levels", "resolve-alert-levels")


@cache
def example(name: str) -> Plan:
    return read_plan(PLANS / "examples" / f"{name}.yaml")


def constant(days: int, **values: object) -> dict[str, dict[date, object]]:
    """The same value every day, for so many days up to today."""
    return {name: {TODAY - timedelta(days=n): value for n in range(days)} for name, value in values.items()}


def propose(name: str, current: str | None = None, days: int = 7, **values: object) -> LevelProposal:
    return propose_level(example(name), None, series=constant(days, **values), on=TODAY, current=current)


# Per 100,000 people a week, in a place of 700,000: cases a day = rate.
RESOLUTION_128 = [
    # cases a day, adults with one dose, elderly fully vaccinated, ready, current, level, code
    (19, 50, 90, 1, None, "level-1", Code.FITS),
    (20, 50, 90, 1, None, "level-2", Code.FITS),
    (20, 70, 90, 1, None, "level-1", Code.FITS),
    (149, 70, 90, 1, None, "level-2", Code.FITS),
    (150, 70, 90, 1, None, "level-3", Code.FITS),
    (150, 69, 90, 1, None, "level-4", Code.FITS),
    (19, 70, 79, 1, None, "level-2", Code.FITS),  # plus one: the elderly
    (150, 69, 79, 1, None, "level-4", Code.FITS),  # never past the highest
    (19, 70, 90, 0, "level-3", "level-3", Code.HELD),  # not lower: treatment is short
    (19, 70, 90, 1, "level-3", "level-1", Code.FITS),
    (150, 69, 90, 0, "level-2", "level-4", Code.FITS),  # raising never waits
    (19, None, 90, 1, None, None, Code.INPUT_MISSING),
    (19, 70, 90, None, "level-3", None, Code.INPUT_MISSING),
    (19, 70, 90, None, None, "level-1", Code.FITS),  # nothing to lower, so readiness is not asked
]


@pytest.mark.parametrize(("cases", "adults", "elderly", "ready", "current", "level", "code"), RESOLUTION_128)
def test_resolution_128_crosses_cases_with_vaccination(cases, adults, elderly, ready, current, level, code) -> None:
    proposal = propose(
        "resolution-128",
        current,
        community_cases=cases,
        population=700_000,
        first_doses_total=adults,
        adults=100,
        elderly_full_dose_percent=elderly,
        treatment_plan_ready=ready,
    )

    assert (proposal.level, proposal.code) == (level, code)


@pytest.mark.parametrize(
    ("cases", "free_beds", "level"),
    [(9, 40, "alert-1"), (9, 39, "alert-2"), (9, 14, "alert-3"), (10, 40, "alert-2"), (49, 10, "alert-4"),
     (50, 40, "alert-3"), (50, 20, "alert-4"), (50, 14, "alert-5")],
)  # fmt: skip
def test_south_africa_crosses_spread_with_readiness(cases: int, free_beds: int, level: str) -> None:
    proposal = propose("south-africa", new_cases=cases, population=700_000, free_beds_percent=free_beds)

    assert proposal.level == level


@pytest.mark.parametrize(
    ("cases", "admissions", "beds", "level"),
    [
        (199, 9, 9, "low"), (199, 10, 9, "medium"), (199, 9, 10, "medium"), (199, 20, 9, "high"),
        (199, 9, 15, "high"), (200, 9, 9, "medium"), (200, 10, 9, "high"), (200, 9, 10, "high"),
        (199, 9, None, None), (None, 9, 9, None),
    ],
)  # fmt: skip
def test_cdc_splits_at_200_cases_and_takes_the_higher_indicator(cases, admissions, beds, level) -> None:
    proposal = propose(
        "cdc-community-levels", new_cases=cases, new_admissions=admissions, beds_in_use_percent=beds, population=700_000
    )

    assert proposal.level == level
    assert proposal.fits or proposal.code is Code.INPUT_MISSING


def rates(*daily: int) -> dict[str, dict[date, object]]:
    """Daily counts up to today in a place of 100,000, after a long quiet time at the first of them."""
    counts = [daily[0]] * 40 + list(daily)
    days = [TODAY - timedelta(days=n) for n in range(len(counts))]
    return {
        "new_cases": dict(zip(days, reversed(counts), strict=True)),
        "population": dict.fromkeys(days, 100_000),
    }


def resolve(current: str, *daily: int) -> LevelProposal:
    return propose_level(example("resolve-alert-levels"), None, series=rates(*daily), on=TODAY, current=current)


def test_a_level_rises_only_after_three_days_in_a_row() -> None:
    # One day of 70 lifts the mean of seven days to 10, where the next level begins.
    assert resolve("new-normal", 0, 70).level == "new-normal"
    assert resolve("new-normal", 0, 70, 0).code is Code.HELD
    assert resolve("new-normal", 0, 70, 0, 0).level == "high"
    assert "3 of 3 days in a row above new-normal" in " ".join(resolve("new-normal", 0, 70, 0, 0).steps)


def test_a_level_falls_only_after_fourteen_days_in_a_row() -> None:
    assert resolve("high", 15, *[5] * 7, *[5] * 12).level == "moderate"
    held = resolve("high", 15, *[5] * 7, *[5] * 6)
    assert (held.level, held.code) == ("high", Code.HELD)


def test_a_change_is_the_mildest_that_every_day_of_the_run_asked_for() -> None:
    # Three days above: the first two ask for high, the last for very-high.
    proposal = resolve("new-normal", 0, 70, 0, 140)

    assert proposal.level == "high"


def test_the_history_answers_for_days_the_figures_do_not_reach() -> None:
    series = {"new_cases": {TODAY - timedelta(days=n): 12 for n in range(7)}, "population": {TODAY: 100_000}}
    plan = example("resolve-alert-levels")
    before = [(TODAY - timedelta(days=n), "high") for n in (1, 2)]

    alone = propose_level(plan, None, series=series, on=TODAY, current="moderate")
    told = propose_level(plan, None, series=series, on=TODAY, current="moderate", history=before)

    assert (alone.level, told.level) == ("moderate", "high")


def test_a_rate_over_nobody_is_missing_and_not_a_division_by_zero() -> None:
    proposal = propose("south-africa", new_cases=5, population=0, free_beds_percent=50)

    assert (proposal.level, proposal.code) == (None, Code.INPUT_MISSING)
    assert "population" in proposal.reason


INDICATORS = sorted({m.indicator for n in EXAMPLES for m in read_plan(PLANS / "examples" / f"{n}.yaml").levels.inputs})
NUMBERS = st.none() | st.integers(-10, 10**9) | st.decimals(allow_nan=True, allow_infinity=True)
DAYS = st.dates(TODAY - timedelta(days=20), TODAY)


@settings(deadline=None)  # a busy machine is no failure
@given(
    name=st.sampled_from(EXAMPLES),
    series=st.dictionaries(
        st.sampled_from([*INDICATORS, "population"]), st.dictionaries(DAYS, NUMBERS, max_size=25), max_size=6
    ),
    on=st.dates() | DAYS,
    rank=st.none() | st.integers(0, 4),
)
def test_any_figures_are_weighed_without_an_error(name, series, on, rank) -> None:
    plan = example(name)
    order = [level.id for level in plan.levels.items]
    current = None if rank is None else order[min(rank, len(order) - 1)]

    proposal = propose_level(plan, None, series=series, on=on, current=current)

    assert proposal.level is None or proposal.level in order
    assert proposal.fits or proposal.reason.endswith("a person decides.")


@settings(deadline=None)  # a busy machine is no failure
@given(
    name=st.sampled_from(("resolution-128", "south-africa", "cdc-community-levels")),
    cases=st.integers(0, 500),
    more=st.integers(0, 500),
    other=st.integers(0, 100),
)
def test_worse_figures_never_propose_a_lower_level(name: str, cases: int, more: int, other: int) -> None:
    def rank(count: int) -> int:
        values = dict.fromkeys(INDICATORS, Decimal(other)) | {"population": 700_000, "adults": 100}
        values |= {"new_cases": count, "community_cases": count}
        level = propose(name, **values).level
        assert level is not None
        return [item.id for item in example(name).levels.items].index(level)

    assert rank(cases + more) >= rank(cases)
