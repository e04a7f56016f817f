"""A problem says the file, the line, what is wrong, and what to write instead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vungxanh.plan import PlanError, Severity, check_overlay, check_plan, load_plan

from .province import PLANS, vinh_phuc

VINH_PHUC = (PLANS / "vinh-phuc.yaml").read_text("utf-8")
OVERLAY = (PLANS / "overlays" / "vinh-phuc.yaml").read_text("utf-8")
RESOLUTION = (PLANS / "examples" / "resolution-128.yaml").read_text("utf-8")
RESOLVE = (PLANS / "examples" / "resolve-alert-levels.yaml").read_text("utf-8")


def errors(text: str) -> list[str]:
    return [str(p) for p in check_plan(text.encode(), "p.yaml").problems if p.severity is Severity.ERROR]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


PLAN_PROBLEMS = [
    # what is written instead of what, and what the problem says
    ("    kind: broadcast", "    kind: brodcast", "'kind' is 'brodcast'; did you mean 'broadcast'?"),
    ("    modality: order", "    modalty: order", "unknown key 'modalty'; did you mean 'modality'?"),
    ("agency: phong-ttbcxb", "agency: phong-ttbcx", "not in agencies; did you mean 'phong-ttbcxb'?"),
    ("level: [cap-3]", "level: [cap-33]", "'level' names 'cap-33', not in levels"),
    ("level: [cap-3]", "level: [cap-3, cap-3]", "names 'cap-3' twice"),
    ("before: '15:00'", "before: 15:00", "YAML reads 15:00 as a number; write '15:00'"),
    ("before: '15:00'", "before: '3 giờ'", "a date like '2021-09-06'"),
    ("    deadline: null", "    deadline: 2021-09-05", "YAML reads 2021-09-05 as a date; write '2021-09-05'"),
    ("    deadline: null", "    deadline: 2021-13-45", "a real date as 'YYYY-MM-DD'"),
    ("within: PT30M", "within: 30m", "an ISO 8601 duration such as 'PT30M'"),
    ("min: 2, max: 3,", "min: 4, max: 3,", "'min' 4 is above 'max' 3"),
    ("min: 4, target: 6", "min: 7, target: 6", "'target' 6 is below 'min' 7"),
    ("min: 6, unit: broadcast", "min: six, unit: broadcast", "write a plain number such as 6"),
    ("unit: broadcast, per: station", "unit: broadcast, per: loa", "'per' is 'loa'"),
    ("min: 201, max: 700", "min: 200, max: 700", "level cap-1 and level cap-2 overlap"),
    ("scope: in\n", "scope: out\n", "write one of: declined, in"),
    ("province: Vĩnh Phúc", "province: no", "YAML reads no as a yes/no value; write 'no'"),
    ("in_scope: 108", "in_scope: 107", "'in_scope' is 107, but the file holds 108"),
]


@pytest.mark.parametrize(("old", "new", "said"), PLAN_PROBLEMS, ids=[p[1].strip() for p in PLAN_PROBLEMS])
def test_a_problem_of_a_plan_names_its_line_and_its_cure(old: str, new: str, said: str) -> None:
    broken = VINH_PHUC.replace(old, new, 1)

    told = errors(broken)

    line = line_of(VINH_PHUC, old) + (old.startswith("\n"))
    assert any(said in problem and problem.startswith(f"p.yaml:{line}: error: ") for problem in told), told


def test_every_problem_is_told_at_once_in_the_order_of_the_lines() -> None:
    broken = VINH_PHUC
    for old, new, _ in PLAN_PROBLEMS:
        broken = broken.replace(old, new, 1)

    told = [p for p in check_plan(broken.encode(), "p.yaml").problems if p.severity is Severity.ERROR]

    assert len(told) >= len(PLAN_PROBLEMS) - 3  # some of them replace the same words
    assert [p.line for p in told] == sorted(p.line for p in told)


def test_a_plan_with_errors_cannot_be_loaded_and_the_error_carries_them_all() -> None:
    broken = VINH_PHUC
    for kind, wrong in (("sms", "smss"), ("social", "x")):
        broken = broken.replace(f"\n    kind: {kind}\n", f"\n    kind: {wrong}\n")

    with pytest.raises(PlanError) as caught:
        load_plan(broken.encode(), "p.yaml")

    assert len(caught.value.problems) == broken.count("kind: smss") + broken.count("kind: x") == 7
    assert all(p.severity is Severity.ERROR for p in caught.value.problems)


RULE_PROBLEMS = [
    (RESOLUTION, "when: {of: elderly-full-dose", "when: {of: elderly", "the input 'elderly' is not defined"),
    (RESOLUTION, "[level-4, level-3]", "[level-9, level-3]", "the level 'level-9' does not exist"),
    (RESOLUTION, "                - [level-4, level-3]\n", "", "'cells' needs 4 rows of 2 levels"),
    (RESOLUTION, "{min: 20, below: 50}", "{min: 10, below: 50}", "overlap"),
    (RESOLUTION, "{min: 20, below: 50}", "{min: 50, below: 20}", "holds no number"),
    (RESOLUTION, "days: 7, per: 100000, of: population", "per: 100000, of: population", "has no window"),
    (RESOLUTION, "per: 100000, of: population", "per: 100000", "a rate needs both"),
    (RESOLUTION, "plus_one_if:", "plus_two_if:", "did you mean 'plus_one_if'?"),
    (RESOLVE, "lower_after: 14", "lower_after: 0", "'lower_after' is 0"),
    (RESOLVE, "lower_after: 14", "lower_after: 9999", "write 1 to 60 days"),
]


@pytest.mark.parametrize(("text", "old", "new", "said"), RULE_PROBLEMS, ids=[p[3] for p in RULE_PROBLEMS])
def test_a_problem_of_a_rule_is_told_with_its_line(text: str, old: str, new: str, said: str) -> None:
    assert old in text
    told = errors(text.replace(old, new, 1))

    assert any(said in problem for problem in told), told
    assert all(int(problem.split(":")[1]) > 1 for problem in told)


OVERLAY_PROBLEMS = [
    ("plan: vinh-phuc\n", "plan: vinh-phu\n", "the plan 'vinh-phu' is not at hand"),
    ("metric: wave-cases", "metric: wave-case", "did you mean 'wave-cases'?"),
    ("max: 19", "max: 25", "overlap"),
    ("level: vung-xanh\n      min", "level: xanh\n      min", "no level 'xanh' in the plan"),
    ("since: '2021-10-18'\n      text", "since: 18/10/2021\n      text", "a real date as 'YYYY-MM-DD'"),
    ("text: 'có khu vực phong tỏa, cách ly'", "text: có khu phong tỏa", "is no duty's condition"),
    ("keys: [emergency]", "keys: []", "has no meaning"),
    ("    by: declaration", "    by: nobody", "write one of: declaration, rule"),
    ("  document: ", "  documnet: ", "'document' is missing"),
]


@pytest.mark.parametrize(("old", "new", "said"), OVERLAY_PROBLEMS, ids=[p[1].strip() for p in OVERLAY_PROBLEMS])
def test_a_problem_of_an_overlay_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert old in OVERLAY
    checked = check_overlay(OVERLAY.replace(old, new, 1).encode(), "o.yaml", {"vinh-phuc": vinh_phuc()})

    assert checked.overlay is None
    assert any(said in p.what and p.severity is Severity.ERROR for p in checked.problems), checked.problems
    assert all(p.line > 1 for p in checked.problems)


def test_an_overlay_that_leaves_a_hole_undecided_is_warned() -> None:
    start, end = OVERLAY.index("  left_open:"), OVERLAY.index("  opening:")
    checked = check_overlay((OVERLAY[:start] + OVERLAY[end:]).encode(), "o.yaml", {"vinh-phuc": vinh_phuc()})

    assert [p.what for p in checked.problems] == [
        "levels: the highest numbers have no level; add them to 'gaps' or 'left_open'"
    ]


def test_an_overlay_can_bring_a_rule_of_its_own() -> None:
    start, end = OVERLAY.index("  metric:"), OVERLAY.index("  opening:")
    rule = "  rule:\n    manual: {reason: Ban Chỉ đạo xem xét từng ngày}\n"
    checked = check_overlay((OVERLAY[:start] + rule + OVERLAY[end:]).encode(), "o.yaml", {"vinh-phuc": vinh_phuc()})

    assert checked.overlay is not None and checked.problems == ()


def test_what_is_read_is_what_was_written() -> None:
    duty = vinh_phuc().duty("vp-video-conference-30min")

    assert duty.cadence is not None
    assert (duty.cadence.within, duty.cadence.text) == (timedelta(minutes=30), "tối đa 30 phút")
    assert duty.condition == "tập hợp đột xuất, khẩn cấp, bất ngờ"
