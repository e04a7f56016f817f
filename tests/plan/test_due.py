"""What is due on a day at a level: how often, where, by when, and from which line of the plan."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.plan import VIETNAM, Area, ConditionState, Due, Modality, Tier, Timing, due

from .province import AREAS, COMMUNES, DISTRICTS, NAMES, PLANS, PROVINCE, adopted, vinh_phuc, vinh_phuc_overlay

SATURDAY = date(2021, 11, 27)
ONE_OF_EACH = [PROVINCE, DISTRICTS[0], COMMUNES[0]]


def rows(level: str | None, *, areas: list[Area] = ONE_OF_EACH, on: date = SATURDAY) -> dict[str, Due]:
    return {row.duty.id: row for row in due(vinh_phuc(), level=level, on=on, areas=areas)}


COUNTS = [
    # level, duty, min, max, target, unit, every, tier
    ("cap-1", "vp-l12-releases", 1, 2, None, "release", "day", Tier.PROVINCE),
    ("cap-1", "vp-l12-loudspeaker", 4, None, None, "broadcast", "day", Tier.COMMUNE),
    ("cap-1", "vp-l12-sms", 1, 2, None, "sms", "week", Tier.PROVINCE),
    ("cap-1", "vp-l12-social", 2, None, None, "post", "day", Tier.PROVINCE),
    ("cap-3", "vp-l3-releases", 2, 3, None, "release", "day", Tier.PROVINCE),
    ("cap-3", "vp-l3-loudspeaker", 6, None, None, "broadcast", "day", Tier.COMMUNE),
    ("cap-3", "vp-l3-sms", 3, 3, None, "sms", "week", Tier.PROVINCE),
    ("cap-3", "vp-l3-social", 4, None, None, "post", "day", Tier.PROVINCE),
    ("cap-4", "vp-l4-releases", 3, 5, None, "release", "day", Tier.PROVINCE),
    ("cap-4", "vp-l4-loudspeaker", 6, None, None, "broadcast", "day", Tier.COMMUNE),
    ("cap-4", "vp-l4-sms", 1, None, None, "sms", "day", Tier.PROVINCE),
    ("cap-4", "vp-l4-social", 4, None, 6, "post", "day", Tier.PROVINCE),
]


@pytest.mark.parametrize(("level", "id", "low", "high", "target", "unit", "every", "tier"), COUNTS)
def test_a_level_asks_for_what_the_plan_says(
    level: str, id: str, low: int, high: int | None, target: int | None, unit: str, every: str, tier: Tier
) -> None:
    row = rows(level)[id]

    assert (row.expects.min, row.expects.max, row.expects.target, row.expects.unit) == (low, high, target, unit)
    assert (row.duty.cadence.every, row.tier, row.timing) == (every, tier, Timing.COUNTED)
    assert row.expects.per == ("station" if tier is Tier.COMMUNE else None)


def test_level_three_also_holds_the_online_press_conference_and_the_map() -> None:
    held = rows("cap-3")

    assert held["vp-l34-online-press-conference"].timing is Timing.UNSPECIFIED
    assert held["vp-l13-map"].timing is Timing.CONTINUOUS


def test_levels_one_and_two_share_their_duties() -> None:
    assert set(rows("cap-1")) == set(rows("cap-2"))
    assert set(rows("cap-1")) != set(rows("cap-3"))


@pytest.mark.parametrize("level", ["vung-xanh", "cap-1", "cap-2", "cap-3", "cap-4"])
def test_every_row_names_the_line_its_duty_stands_on(level: str) -> None:
    lines = (PLANS / "vinh-phuc.yaml").read_text("utf-8").splitlines()

    for id, row in rows(level).items():
        assert lines[row.line - 1].strip() == f"- id: {id}"


def test_while_the_level_is_unknown_only_the_duties_of_every_level_are_due() -> None:
    assert {row.duty.level for row in rows(None).values()} == {"all"}


def test_a_declined_duty_is_listed_only_on_request_and_can_never_be_missed() -> None:
    listed = due(vinh_phuc(), level="cap-3", on=SATURDAY, areas=AREAS, include_declined=True)
    declined = [row for row in listed if row.duty.declined]

    assert not any(row.duty.declined for row in due(vinh_phuc(), level="cap-3", on=SATURDAY, areas=AREAS))
    assert len(declined) == 5
    assert not any(row.can_be_missed for row in declined)


def test_a_duty_is_counted_once_per_area_of_its_own_tier() -> None:
    listed = due(vinh_phuc(), level="cap-3", on=SATURDAY, areas=AREAS)
    where = {
        id: [row.area.code for row in listed if row.duty.id == id]
        for id in ("vp-l3-releases", "vp-g1-loudspeaker-cluster", "vp-l3-loudspeaker")
    }

    assert where == {
        "vp-l3-releases": ["26"],
        "vp-g1-loudspeaker-cluster": [a.code for a in DISTRICTS],
        "vp-l3-loudspeaker": [a.code for a in COMMUNES],
    }


def test_a_province_without_districts_does_their_duties_itself() -> None:
    two_tiers = [PROVINCE, Area("08707", Tier.COMMUNE, "Tích Sơn", "26")]

    assert rows("cap-3", areas=two_tiers)["vp-g1-loudspeaker-cluster"].area is PROVINCE


def test_a_week_runs_from_monday_to_sunday() -> None:
    period = rows("cap-3")["vp-l3-sms"].period

    assert (period.start, period.end) == (date(2021, 11, 22), date(2021, 11, 28))


def test_before_fifteen_oclock_is_too_late_at_fifteen_oclock() -> None:
    row = rows("vung-xanh")["vp-green-risk-self-assessment"]
    fifteen = datetime(2021, 11, 27, 15, tzinfo=VIETNAM)

    assert row.timing is Timing.CLOCKED
    assert row.is_late(fifteen)
    assert not row.is_late(fifteen - timedelta(seconds=1))


def test_by_seventeen_oclock_is_still_in_time_at_seventeen_oclock() -> None:
    plan = adopted("thanh-hoa")
    listed = due(plan, level=None, on=SATURDAY, areas=[Area("38", Tier.PROVINCE, "Thanh Hóa")])
    row = next(r for r in listed if r.duty.id == "th-health-daily-report")
    seventeen = datetime(2021, 11, 27, 17, tzinfo=VIETNAM)

    assert not row.is_late(seventeen)
    assert row.is_late(seventeen + timedelta(seconds=1))


def test_a_count_without_a_clock_is_in_time_until_its_last_day_ends() -> None:
    row = rows("cap-3")["vp-l3-sms"]

    assert not row.is_late(datetime(2021, 11, 28, 23, 59, 59, tzinfo=VIETNAM))
    assert row.is_late(datetime(2021, 11, 29, tzinfo=VIETNAM))


def test_within_thirty_minutes_is_a_limit_after_an_event_and_has_no_hour_of_its_own() -> None:
    row = rows("cap-3")["vp-video-conference-30min"]

    assert (row.timing, row.within, row.due_at) == (Timing.ON_EVENT, timedelta(minutes=30), None)


@pytest.mark.parametrize(
    ("on", "listed"), [(date(2021, 8, 20), True), (date(2021, 9, 5), True), (date(2021, 9, 6), False)]
)
def test_a_duty_to_be_done_once_is_listed_until_its_last_day(on: date, listed: bool) -> None:
    plan = adopted("dak-lak")
    found = [
        r for r in due(plan, level=None, on=on, areas=[Area("66", Tier.PROVINCE, "Đắk Lắk")]) if r.timing is Timing.ONCE
    ]

    assert [r.period.end for r in found] == ([date(2021, 9, 5)] if listed else [])
    assert all(r.is_late(datetime(2021, 9, 6, tzinfo=VIETNAM)) for r in found)


def test_a_prohibition_is_a_standing_check_and_is_never_missed() -> None:
    row = rows("cap-3")["vp-staff-no-false-news"]

    assert row.timing is Timing.STANDING_CHECK
    assert not row.can_be_missed


def test_a_request_is_never_a_breach() -> None:
    plan = adopted("thanh-hoa")
    listed = due(plan, level=None, on=SATURDAY, areas=[Area("38", Tier.PROVINCE, "Thanh Hóa")])
    asked = [r for r in listed if r.duty.modality is Modality.REQUEST]

    assert asked and not any(r.can_be_missed for r in asked)


CONDITIONS = [
    # conditions, state in Vĩnh Yên, in Phúc Yên, in the province
    (None, "unknown", "unknown", "unknown"),
    (frozenset(), "not met", "not met", "not met"),
    (frozenset({"lockdown"}), "met", "met", "met"),
    ({"08707": frozenset({"lockdown"})}, "met", "not met", "met"),
    ({"26": frozenset({"lockdown"})}, "met", "met", "met"),
    ({"08707": frozenset({"distancing"})}, "not met", "not met", "not met"),
]


@pytest.mark.parametrize(("conditions", "vinh_yen", "phuc_yen", "province"), CONDITIONS)
def test_a_lockdown_in_one_commune_holds_above_it_but_not_beside_it(
    conditions: object, vinh_yen: str, phuc_yen: str, province: str
) -> None:
    listed = due(
        vinh_phuc(), level="cap-1", on=SATURDAY, areas=AREAS, overlay=vinh_phuc_overlay(), conditions=conditions
    )
    states = {(r.duty.id, r.area.code): r.condition for r in listed}

    assert states["vp-g1-loudspeaker-cluster", "243"] == vinh_yen
    assert states["vp-g1-loudspeaker-cluster", "244"] == phuc_yen
    assert states["vp-g1-chat-groups", "26"] == province


def test_a_condition_can_be_a_level() -> None:
    def state(level: str | None) -> ConditionState:
        listed = due(vinh_phuc(), level=level, on=SATURDAY, areas=AREAS, overlay=vinh_phuc_overlay())
        return next(r.condition for r in listed if r.duty.id == "vp-extra-budget")

    assert [state("cap-1"), state("cap-3"), state(None)] == ["not met", "met", "unknown"]


def test_without_an_overlay_no_condition_is_guessed() -> None:
    listed = due(vinh_phuc(), level="cap-3", on=SATURDAY, areas=AREAS, conditions=frozenset({"lockdown"}))

    assert {r.condition for r in listed if r.duty.condition} == {ConditionState.UNKNOWN}


@settings(deadline=None)  # a busy machine is no failure
@given(
    name=st.sampled_from(NAMES),
    level=st.sampled_from([None, "vung-xanh", "cap-1", "cap-3", "no-such-level"]),
    on=st.dates(),
    areas=st.lists(st.sampled_from(AREAS), unique=True),
)
def test_any_plan_expands_on_any_day_and_every_row_can_be_told_apart(
    name: str, level: str | None, on: date, areas: list[Area]
) -> None:
    plan = adopted(name)

    listed = due(plan, level=level, on=on, areas=areas)

    assert len({(r.duty.id, r.area.code) for r in listed}) == len(listed)
    for row in listed:
        assert row.period.start is None or row.period.start <= on
        assert row.period.end is None or row.period.end >= on
        assert row.due_at is None or row.due_at.date() >= on
