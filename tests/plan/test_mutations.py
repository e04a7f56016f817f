"""No broken plan file makes the checker fall over, keep silent, or take long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from vungxanh.plan import Severity, check_overlay, check_plan, read_plan

from .mutations import Mutation, two_hundred

PLANS = Path(__file__).parents[2] / "plans"
VINH_PHUC = PLANS / "vinh-phuc.yaml"
MUTATIONS = two_hundred(VINH_PHUC.read_bytes())
SECONDS = 2.0  # of this process: what else the machine does is not counted


def test_there_are_two_hundred_and_they_are_all_different() -> None:
    assert len(MUTATIONS) == 200
    assert len({m.raw for m in MUTATIONS}) >= 195
    assert all(m.raw != VINH_PHUC.read_bytes() for m in MUTATIONS)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_a_broken_plan_is_told_line_by_line_within_two_seconds(mutation: Mutation) -> None:
    started = time.process_time()
    checked = check_plan(mutation.raw, "broken.yaml")
    took = time.process_time() - started

    assert took < SECONDS
    lines = mutation.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= problem.line <= lines and problem.what for problem in checked.problems)
    assert (checked.plan is None) == mutation.refused, [str(p) for p in checked.problems[:5]]
    assert (checked.count(Severity.ERROR) > 0) == mutation.refused


@pytest.mark.parametrize("mutation", MUTATIONS[:60], ids=lambda m: m.name)
def test_the_same_bytes_as_an_overlay_are_told_too(mutation: Mutation) -> None:
    plan = read_plan(VINH_PHUC)

    checked = check_overlay(mutation.raw, "broken.yaml", {plan.id: plan})

    assert checked.overlay is None
    assert checked.count(Severity.ERROR) > 0
