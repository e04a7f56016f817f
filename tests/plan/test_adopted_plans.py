"""The four adopted plans are whole, and what they leave open is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vungxanh.plan import DeclinedCategory, Severity, check_overlay_file, check_plan_file, read_plan

from .province import NAMES, PLANS, ROOT

SEEDS = Path(os.environ.get("VUNGXANH_PLAN_SOURCES") or ROOT.parent / "shared" / "seeds")


def test_the_four_plans_hold_342_duties_of_which_54_are_declined_with_a_reason() -> None:
    plans = [read_plan(PLANS / f"{name}.yaml") for name in NAMES]
    declined = [duty for plan in plans for duty in plan.declined]

    assert [len(plan.duties) for plan in plans] == [88, 82, 59, 113]
    assert [len(plan.declined) for plan in plans] == [13, 22, 14, 5]
    assert all(duty.why and duty.declined_category for duty in declined)
    assert {duty.declined_category for duty in declined} == set(DeclinedCategory)


@pytest.mark.parametrize("name", NAMES)
def test_an_adopted_plan_has_no_error(name: str) -> None:
    checked = check_plan_file(PLANS / f"{name}.yaml")

    assert [str(p) for p in checked.problems if p.severity is Severity.ERROR] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not at hand (set VUNGXANH_PLAN_SOURCES)")
@pytest.mark.parametrize("name", NAMES)
def test_every_anchor_stands_in_its_source_document(name: str) -> None:
    checked = check_plan_file(PLANS / f"{name}.yaml", SEEDS)

    assert checked.count(Severity.ERROR) == 0
    assert checked.count(Severity.NOTE) == 0


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not at hand (set VUNGXANH_PLAN_SOURCES)")
def test_one_letter_changed_in_an_anchor_is_found(tmp_path: Path) -> None:
    text = (PLANS / "thanh-hoa.yaml").read_text("utf-8")
    changed = tmp_path / "thanh-hoa.yaml"
    changed.write_text(text.replace("anchor: khởi tạo dịch vụ", "anchor: khởi tạo dich vụ"), "utf-8")

    checked = check_plan_file(changed, SEEDS)

    assert checked.count(Severity.ERROR) == 1
    assert "quote it exactly" in checked.problems[-1].what


def test_without_the_source_documents_one_note_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VUNGXANH_PLAN_SOURCES", raising=False)

    checked = check_plan_file(PLANS / "lang-son.yaml")

    assert [p.what.split(":")[0] for p in checked.problems if p.severity is Severity.NOTE] == [
        "source text not at hand"
    ]


def test_the_holes_of_vinh_phuc_are_warnings_with_their_lines() -> None:
    checked = check_plan_file(PLANS / "vinh-phuc.yaml")
    told = [p.what for p in checked.problems if p.severity is Severity.WARNING]

    assert len(told) == 4
    for hole in ("has no window", "determined elsewhere", "no level for 0–19", "no level above 3000"):
        assert any(hole in what for what in told)


def test_the_overlay_fills_every_hole_of_vinh_phuc() -> None:
    checked = check_overlay_file(PLANS / "overlays" / "vinh-phuc.yaml")

    assert [str(p) for p in checked.problems] == []


@pytest.mark.parametrize("path", sorted((PLANS / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_an_example_plan_is_clean_and_says_it_is_an_example(path: Path) -> None:
    checked = check_plan_file(path)

    assert [str(p) for p in checked.problems] == []
    assert checked.plan is not None and checked.plan.header.example
