"""The level follows the figures, and where it cannot, a sentence says that a person decides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.plan import Code, LevelProposal, propose_level

from .province import daily_cases, vinh_phuc, vinh_phuc_overlay

WAVE = date(2021, 10, 18)
SERIES = st.dictionaries(
    st.dates(WAVE, date(2022, 2, 1)), st.none() | st.integers(0, 5_000) | st.decimals(0, 5_000), max_size=60
)


def on_day(day: date, current: str | None = None) -> LevelProposal:
    return propose_level(vinh_phuc(), vinh_phuc_overlay(), series={"new_cases": daily_cases()}, on=day, current=current)


REAL_DAYS = [
    ("2021-10-18", "vung-xanh", 0),
    ("2021-10-29", "vung-xanh", 16),
    ("2021-10-30", "cap-1", 22),
    ("2021-11-18", "cap-1", 177),
    ("2021-11-19", "cap-2", 209),
    ("2021-11-25", "cap-2", 659),
    ("2021-11-26", "cap-3", 721),
    ("2021-12-01", "cap-3", 994),
    ("2021-12-02", "cap-4", 1018),
    ("2022-01-02", "cap-4", 2941),
    ("2022-01-03", None, 3040),
]


@pytest.mark.parametrize(("day", "level", "cases"), REAL_DAYS)
def test_the_wave_of_vinh_phuc_goes_through_its_levels(day: str, level: str | None, cases: int) -> None:
    proposal = on_day(date.fromisoformat(day))

    assert (proposal.level, proposal.fits) == (level, level is not None)
    assert [i.value for i in proposal.inputs] == [cases]
    assert f"{cases:,}" in proposal.reason


def test_above_three_thousand_no_level_fits_and_the_reason_for_leaving_it_open_is_told() -> None:
    proposal = on_day(date(2022, 1, 3), "cap-4")

    assert proposal.code is Code.HOLE
    assert proposal.reason.startswith("No level fits: 3,040")
    assert proposal.reason.endswith("a person decides.")
    assert "Ban Chỉ đạo xem xét" in proposal.reason


def test_without_the_overlay_the_plan_alone_proposes_nothing() -> None:
    proposal = propose_level(vinh_phuc(), None, series={"new_cases": daily_cases()}, on=date(2021, 12, 2), current=None)

    assert (proposal.level, proposal.code) == (None, Code.MANUAL)
    assert "a person decides" in proposal.reason


def test_a_day_without_a_figure_has_no_proposal() -> None:
    proposal = on_day(date(2022, 1, 6), "cap-4")

    assert (proposal.level, proposal.code) == (None, Code.INPUT_MISSING)
    assert "no new_cases was reported for 2022-01-06" in proposal.reason


def test_before_the_wave_there_is_nothing_to_count() -> None:
    assert on_day(WAVE - timedelta(days=1)).code is Code.INPUT_MISSING


def test_only_a_declaration_lowers_a_level() -> None:
    proposal = on_day(date(2021, 11, 19), "cap-4")

    assert (proposal.level, proposal.code) == ("cap-4", Code.HELD)
    assert "the figures fit cap-2" in proposal.reason


def test_a_proposal_says_where_its_rule_stands() -> None:
    assert on_day(date(2021, 11, 19)).rule_at.endswith(f"vinh-phuc.yaml:{vinh_phuc().levels.line}")


@settings(deadline=None)  # a busy machine is no failure
@given(
    series=st.dictionaries(st.sampled_from(["new_cases", "population"]), SERIES),
    on=st.dates(),
    current=st.sampled_from([None, "cap-1", "cap-4", "no-such-level"]),
    history=st.lists(st.tuples(st.dates(), st.none() | st.text(max_size=5)), max_size=4),
)
def test_any_figures_give_a_proposal_or_a_sentence(series, on, current, history) -> None:
    proposal = propose_level(vinh_phuc(), vinh_phuc_overlay(), series=series, on=on, current=current, history=history)

    assert proposal.fits == (proposal.level is not None)
    assert proposal.level is None or vinh_phuc().level(proposal.level)
    assert proposal.reason and proposal.steps
    assert proposal.fits or "person decides" in proposal.reason


@settings(deadline=None)  # a busy machine is no failure
@given(cases=st.lists(st.integers(0, 400), min_size=1, max_size=40), more=st.integers(0, 400))
def test_more_cases_never_propose_a_lower_level(cases: list[int], more: int) -> None:
    def rank(counts: list[int]) -> int:
        series = {"new_cases": {WAVE + timedelta(days=n): Decimal(c) for n, c in enumerate(counts)}}
        on = WAVE + timedelta(days=len(counts) - 1)
        proposal = propose_level(vinh_phuc(), vinh_phuc_overlay(), series=series, on=on, current=None)
        order = [level.id for level in vinh_phuc().levels.items]
        return order.index(proposal.level) if proposal.level else len(order)

    assert rank([*cases[:-1], cases[-1] + more]) >= rank(cases)
