"""From the plan to the day's obligations: who owes what where, once a period, at the level in force there."""

from datetime import date, timedelta

import pytest

from stage import moment
from vungxanh.clock import VIETNAM
from vungxanh.duties.expand import expand_day
from vungxanh.duties.models import Obligation

pytestmark = pytest.mark.django_db

SATURDAY = date(2021, 11, 27)
MONDAY = date(2021, 11, 22)


def asked(stage, duty: str, **where: object) -> list[Obligation]:
    return list(Obligation.objects.filter(plan=stage.adopted, duty=duty, **where).order_by("starts", "place__code"))


def test_every_station_owes_its_own_broadcasts(stage) -> None:
    stage.declare("cap-3", SATURDAY)
    expand_day(stage.adopted, SATURDAY)
    broadcasts = asked(stage, "vp-l3-loudspeaker")
    assert [(o.place.code, o.min) for o in broadcasts] == [("08707", 6), ("08710", 6), ("08743", 6)]
    assert {o.agency.name for o in broadcasts if o.place.code == "08707"} == {"Đài truyền thanh phường Tích Sơn"}


def test_expanding_a_day_twice_changes_nothing(stage) -> None:
    stage.declare("cap-3", SATURDAY)
    assert expand_day(stage.adopted, SATURDAY) > 60
    assert expand_day(stage.adopted, SATURDAY) == 0


def test_a_declined_duty_is_never_owed(stage) -> None:
    stage.declare("cap-3", SATURDAY)
    expand_day(stage.adopted, SATURDAY)
    assert asked(stage, "vp-rebut-hostile-forces") == []


def test_a_duty_without_a_number_is_owed_but_cannot_be_missed(stage) -> None:
    stage.declare("cap-3", SATURDAY)
    expand_day(stage.adopted, SATURDAY)
    (conference,) = asked(stage, "vp-l34-online-press-conference")
    assert conference.min is None


def test_what_has_no_number_or_clock_is_asked_about_once_a_week(stage) -> None:
    stage.declare("cap-3", MONDAY)
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        expand_day(stage.adopted, day)
    (map_kept_current,) = asked(stage, "vp-l13-map")
    assert (map_kept_current.starts, map_kept_current.ends) == (MONDAY, MONDAY + timedelta(days=6))
    assert [o.starts for o in asked(stage, "vp-l3-releases")] == [MONDAY, MONDAY + timedelta(days=1)]


def test_a_prohibition_is_a_check_and_not_an_obligation(stage) -> None:
    expand_day(stage.adopted, SATURDAY)
    assert asked(stage, "vp-staff-no-false-news") == []


def test_a_level_that_begins_on_saturday_asks_for_its_share_of_the_week(stage) -> None:
    stage.declare("cap-2", MONDAY)
    expand_day(stage.adopted, MONDAY)
    stage.declare("cap-3", SATURDAY)
    expand_day(stage.adopted, SATURDAY)
    (old,), (new,) = asked(stage, "vp-l12-sms"), asked(stage, "vp-l3-sms")
    assert (old.starts, old.ends, old.min) == (MONDAY, SATURDAY - timedelta(days=1), 1)
    assert (new.starts, new.ends, new.min) == (SATURDAY, SATURDAY + timedelta(days=1), 1)


def test_a_duty_shared_by_two_levels_is_not_cut_when_one_follows_the_other(stage) -> None:
    stage.declare("cap-1", MONDAY)
    expand_day(stage.adopted, MONDAY)
    stage.declare("cap-2", MONDAY + timedelta(days=2))
    expand_day(stage.adopted, MONDAY + timedelta(days=2))
    (sms,) = asked(stage, "vp-l12-sms")
    assert (sms.starts, sms.ends, sms.min) == (MONDAY, MONDAY + timedelta(days=6), 1)


def test_a_commune_under_its_own_declaration_lives_under_its_own_level(stage) -> None:
    stage.declare("cap-1", MONDAY)
    stage.declare("cap-4", MONDAY, place=stage.places["08743"])
    expand_day(stage.adopted, MONDAY)
    assert [o.place.code for o in asked(stage, "vp-l12-loudspeaker")] == ["08707", "08710"]
    assert [o.place.code for o in asked(stage, "vp-l4-loudspeaker")] == ["08743"]


def test_before_three_o_clock_means_before(stage) -> None:
    stage.declare("vung-xanh", MONDAY)
    expand_day(stage.adopted, MONDAY)
    (assessment,) = asked(stage, "vp-green-risk-self-assessment")
    assert assessment.due_at.astimezone(VIETNAM) < moment(MONDAY, 15) <= assessment.due_at + timedelta(seconds=1)


def test_without_a_declaration_only_the_duties_of_every_level_are_owed(stage) -> None:
    expand_day(stage.adopted, MONDAY)
    assert set(Obligation.objects.values_list("level", flat=True)) == {""}
    assert asked(stage, "vp-daily-situation")


def test_a_day_is_expanded_in_few_queries(stage, django_assert_max_num_queries) -> None:
    stage.declare("cap-3", SATURDAY)
    with django_assert_max_num_queries(14):
        expand_day(stage.adopted, SATURDAY)
