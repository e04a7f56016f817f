"""A rule is weighed only where it is meant to be: thresholds for a province say nothing about a commune."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from vungxanh.plan import (
    Area,
    ConditionState,
    Severity,
    Tier,
    Zone,
    check_overlay,
    check_plan,
    due,
    hold,
    load_overlay,
    load_plan,
    propose_level,
    rule_for,
)

from .province import AREAS, PLANS, vinh_phuc, vinh_phuc_overlay

DAY = date(2021, 11, 19)
RESOLUTION = (PLANS / "examples" / "resolution-128.yaml").read_text("utf-8")
OVERLAY = (PLANS / "overlays" / "vinh-phuc.yaml").read_text("utf-8")
LOCAL = """  local:
    areas: [commune]
    rule: {bands: {of: wave-cases, levels: [{level: cap-1, min: 1}]}}
"""


def overlay_with(lines: str, after: str = "levels:\n") -> str:
    assert after in OVERLAY
    return OVERLAY.replace(after, after + lines, 1)


def errors(text: str) -> list[str]:
    checked = check_overlay(text.encode(), "o.yaml", {"vinh-phuc": vinh_phuc()})
    return [str(problem) for problem in checked.problems if problem.severity is Severity.ERROR]


def test_thresholds_of_a_province_say_nothing_about_its_communes() -> None:
    plan, overlay = vinh_phuc(), vinh_phuc_overlay()
    assert rule_for(plan, overlay, Tier.PROVINCE) is not None
    assert rule_for(plan, overlay, Tier.DISTRICT) is None
    assert rule_for(plan, overlay, Tier.COMMUNE) is None

    many = {date(2021, 10, 18) + timedelta(days=n): 50 for n in range(33)}
    proposal = propose_level(plan, overlay, series={"new_cases": many}, on=DAY, current=None, tier=Tier.COMMUNE)

    assert proposal.level is None
    assert proposal.reason == "No figure decides: no rule is meant for a commune; a person decides."


def test_resolution_128_weighs_a_commune_by_its_own_rule() -> None:
    plan = load_plan(RESOLUTION.encode())
    assert rule_for(plan, None, Tier.DISTRICT) == plan.levels.rule
    week = {DAY - timedelta(days=n): 2 for n in range(7)}
    series = {
        "community_cases": week, "population": {DAY: 10_000}, "first_doses_total": {DAY: 4_000}, "adults": {DAY: 8_000},
    }  # fmt: skip

    asked = {tier: propose_level(plan, None, series=series, on=DAY, current=None, tier=tier) for tier in Tier}

    assert asked[Tier.COMMUNE].level == "level-3"  # 14 cases a week: 140 per 100,000; half of the adults
    assert asked[Tier.PROVINCE].level is None  # the province's rule asks about the elderly as well
    assert asked[Tier.COMMUNE].rule_at == f"plan:{RESOLUTION[: RESOLUTION.index('local:')].count(chr(10)) + 5}"


def test_an_overlay_gives_communes_a_rule_and_constants_that_a_source_names() -> None:
    constant = "    - {indicator: population, area: '26', value: 1154154, source: Tổng điều tra 2019}\n"
    overlay = load_overlay(overlay_with(f"{LOCAL}  constants:\n{constant}").encode(), vinh_phuc())

    assert rule_for(vinh_phuc(), overlay, Tier.COMMUNE) is not None
    assert overlay.constants[0].value == Decimal(1154154)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("  areas: []\n", "'areas' names none; write at least one of province, district, commune"),
        ("  areas: [province, province]\n", "'areas' names 'province' twice"),
        ("  areas: [provinces]\n", "did you mean 'province'?"),
        (f"  areas: [province, commune]\n{LOCAL}", "'commune' has two rules"),
        (LOCAL.replace("cap-1", "cap-9"), "the level 'cap-9' does not exist"),
        (LOCAL.replace("wave-cases", "wave"), "the input 'wave' is not defined"),
        ("  local: {areas: [commune]}\n", "'rule' is missing"),
        ("  constants: [{indicator: population, area: 26, value: 5, source: x}]\n", "write '26'"),
        (
            "  constants:\n" + "    - {indicator: population, area: '26', value: 5, source: x}\n" * 2,
            "population of area '26' is given twice",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_areas_is_told_with_its_line(lines: str, said: str) -> None:
    told = errors(overlay_with(lines))

    assert any(said in problem for problem in told), told
    assert all(int(problem.split(":")[1]) > 1 for problem in told)


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ("zones: [{zone: red, keys: [distancing]}, {zone: red, keys: [lockdown]}]\n", "zone 'red' is given twice"),
        ("zones: [{zone: red, keys: [distance]}]\n", "did you mean 'distancing'?"),
        ("zones: [{zone: purple, keys: [lockdown]}]\n", "green, locked_down, orange, red, yellow"),
    ],
)
def test_what_is_wrong_with_zones_is_told_with_its_line(zones: str, said: str) -> None:
    told = errors(OVERLAY + zones)
    assert any(said in problem for problem in told), told


def test_an_overlay_may_say_which_conditions_a_zone_means() -> None:
    overlay = load_overlay((OVERLAY + "zones: [{zone: red, keys: [distancing]}]\n").encode(), vinh_phuc())
    assert overlay.zones == {Zone.RED: ("distancing",)}


def test_a_plan_with_a_tier_in_two_rules_is_refused_on_the_line_of_the_second() -> None:
    text = RESOLUTION.replace("areas: [province, district]", "areas: [province, district, commune]")
    (problem,) = [p for p in check_plan(text.encode(), "p.yaml").problems if p.severity is Severity.ERROR]
    assert "'commune' has two rules" in str(problem)
    assert problem.line == text[: text.index("    areas: [commune]")].count("\n") + 1


def test_a_key_that_nobody_reports_on_stays_unknown_beside_one_that_holds() -> None:
    held = hold(AREAS, {"08707": {"lockdown"}}, known={"lockdown"})
    listed = due(vinh_phuc(), level="cap-1", on=DAY, areas=AREAS, overlay=vinh_phuc_overlay(), conditions=held)
    states = {(row.duty.condition, row.area.code): row.condition for row in listed if row.duty.condition}
    locked = {code: state for (text, code), state in states.items() if text == "có khu vực phong tỏa, cách ly"}
    emergency = {state for (text, _code), state in states.items() if text and "khẩn cấp" in text}

    assert ConditionState.MET in locked.values()
    assert emergency <= {ConditionState.UNKNOWN}
    assert ConditionState.UNKNOWN not in locked.values()


def test_what_holds_in_one_commune_is_kept_when_only_some_areas_are_asked_about() -> None:
    held = hold(AREAS, {"08707": {"lockdown"}})
    assert held is not None
    assert held.keys["26"] == held.keys["243"] == held.keys["08707"] == {"lockdown"}
    assert not held.keys["08710"] and not held.keys["244"]
    assert hold([Area("26", Tier.PROVINCE, "Vĩnh Phúc")], None) is None
