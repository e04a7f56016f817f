"""A local zone stands beside the province's level: from an hour, by a document, until another row says otherwise."""

from datetime import date, datetime, timedelta

import pytest
from django.db import Error, IntegrityError, transaction

from stage import moment
from vungxanh.duties.expand import expand_day
from vungxanh.duties.models import Obligation
from vungxanh.levels.adopt import adopt
from vungxanh.levels.models import LocalZone
from vungxanh.levels.read import declaration_on
from vungxanh.levels.zones import ZoneRefused, conditions_on, declare_zone, history, lift_zone, to_come, zones_on
from vungxanh.plan import Zone

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 23)  # a Tuesday
MONDAY = DAY - timedelta(days=1)
LOCKDOWN = {"reason": "Ổ dịch mới, 12 ca", "authority": "Chủ tịch UBND thành phố Vĩnh Yên"}


def lock(stage, code: str = "08707", at: datetime | None = None, document: str = "11/QĐ-UBND", **other) -> LocalZone:
    at = at or moment(DAY, 0)
    given = {**LOCKDOWN, "document": document, "valid_from": at, "by": stage.second, "at": at, **other}
    return declare_zone(stage.places[code], given.pop("zone", Zone.LOCKED_DOWN), **given)


def test_a_commune_is_locked_down_while_its_province_stays_at_its_level(stage) -> None:
    stage.declare("cap-1", DAY)
    zone = lock(stage)
    assert zones_on(stage.place, moment(DAY, 12)) == [zone]
    assert declaration_on(stage.places["08707"], DAY).level == "cap-1"


def test_a_lockdown_begins_at_its_hour_and_ends_at_its_hour(stage) -> None:
    zone = lock(stage, at=moment(DAY, 6), valid_to=moment(DAY + timedelta(days=14), 6))
    seen = {at: zones_on(stage.place, at) for at in (moment(DAY, 5, 59), moment(DAY, 6))}
    assert list(seen.values()) == [[], [zone]]
    last = moment(DAY + timedelta(days=14), 6)
    assert zones_on(stage.place, last - timedelta(minutes=1)) == [zone]
    assert zones_on(stage.place, last) == []


def test_lifting_is_a_row_of_its_own_and_the_old_one_stays(stage) -> None:
    zone = lock(stage)
    later = moment(DAY + timedelta(days=3), 18)
    lift_zone(zone, document="15/QĐ-UBND", valid_from=later, by=stage.second, at=later)
    assert LocalZone.objects.count() == 2
    assert zones_on(stage.place, later - timedelta(minutes=1)) == [zone]
    assert zones_on(stage.place, later) == []
    (stay,) = history(stage.place, later)
    assert (stay.since, stay.until) == (zone.valid_from, later)


def test_another_zone_of_the_same_area_takes_its_place_for_good(stage) -> None:
    lock(stage)
    later = moment(DAY + timedelta(days=2))
    yellow = lock(stage, at=later, document="12/QĐ", zone=Zone.YELLOW, valid_to=later + timedelta(days=1))
    assert zones_on(stage.place, later) == [yellow]
    assert zones_on(stage.place, later + timedelta(days=2)) == []


def test_parts_of_one_place_are_zones_of_their_own_gravest_first(stage) -> None:
    orange = lock(stage, zone=Zone.ORANGE, document="1/QĐ")
    part = lock(stage, area="Tổ dân phố 3", document="2/QĐ")
    assert zones_on(stage.place, moment(DAY)) == [part, orange]
    assert part.where == "Tổ dân phố 3, phường Tích Sơn"


def test_what_is_to_come_is_known_and_not_yet_in_force(stage) -> None:
    zone = lock(stage, at=moment(DAY, 17), valid_from=moment(DAY + timedelta(days=1), 0))
    known = history(stage.place, moment(DAY, 18))
    assert [stay.zone for stay in to_come(known, moment(DAY, 18))] == [zone]
    assert zones_on(stage.place, moment(DAY, 18)) == []
    assert history(stage.place, moment(DAY, 16)) == []


def test_everything_wrong_with_a_zone_is_told_at_once(stage) -> None:
    with pytest.raises(ZoneRefused) as refused:
        lock(
            stage, document=" ", reason="", valid_from=moment(DAY - timedelta(days=9)),
            valid_to=moment(DAY - timedelta(days=10)),
        )  # fmt: skip
    assert len(refused.value.problems) == 4
    assert not LocalZone.objects.exists()


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2025, 7, 1)])
def test_a_place_is_no_zone_before_or_after_it_existed(stage, day: date) -> None:
    with pytest.raises(ZoneRefused, match="does not exist on that day"):
        lock(stage, at=moment(day))


def test_a_zone_that_has_ended_cannot_be_lifted(stage) -> None:
    zone = lock(stage, valid_to=moment(DAY + timedelta(days=1)))
    later = moment(DAY + timedelta(days=2))
    with pytest.raises(ZoneRefused, match="ended"):
        lift_zone(zone, document="16/QĐ", valid_from=later, by=stage.second, at=later)


def test_the_same_document_for_the_same_area_is_one_row(stage) -> None:
    assert lock(stage) == lock(stage)
    with pytest.raises(ZoneRefused, match="something else"):
        lock(stage, zone=Zone.RED)


def test_a_zone_cannot_be_changed_by_any_path(stage) -> None:
    zone = lock(stage)
    for change in (
        lambda: LocalZone.objects.update(zone="green"),
        lambda: LocalZone.objects.all().delete(),
        lambda: LocalZone.objects.filter(pk=zone.pk).update(valid_to=moment(DAY + timedelta(days=1))),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_the_database_keeps_no_lockdown_without_its_reason_and_authority(stage) -> None:
    with pytest.raises(IntegrityError, match="four_parts"), transaction.atomic():
        LocalZone.objects.create(
            place=stage.place, zone=Zone.LOCKED_DOWN, document="1", valid_from=moment(DAY),
            declared_by=stage.user, declared_at=moment(DAY),
        )  # fmt: skip


def conditional(stage, day: date) -> dict[tuple[str, str], list[Obligation]]:
    expand_day(stage.adopted, day)
    found: dict[tuple[str, str], list[Obligation]] = {}
    for obligation in Obligation.objects.filter(starts__lte=day, ends__gte=day).select_related("place"):
        found.setdefault((obligation.duty, obligation.place.code), []).append(obligation)
    return found


def lockdown_duties(stage) -> set[str]:
    from vungxanh.levels.read import plan_of

    return {d.id for d in plan_of(stage.adopted).duties if d.condition == "có khu vực phong tỏa, cách ly"}


def test_until_a_first_zone_is_recorded_nobody_says_that_there_is_no_lockdown(stage) -> None:
    stage.declare("cap-1", MONDAY)
    assert not conditions_on(stage.adopted, DAY).known
    asked = [o for (duty, _), all_ in conditional(stage, DAY).items() if duty in lockdown_duties(stage) for o in all_]
    assert asked and {o.min for o in asked} == {None}


def test_a_lockdown_asks_for_its_duties_where_it_is_and_nowhere_else(stage) -> None:
    stage.declare("cap-1", MONDAY)
    lock(stage, at=moment(DAY, 6))
    where = {(duty, code) for duty, code in conditional(stage, DAY) if duty in lockdown_duties(stage)}
    codes = {code for _duty, code in where}
    assert codes, "the plan has duties for locked-down areas"
    assert codes <= {"26", "243", "08707"}


def test_a_lockdown_that_begins_on_tuesday_asks_from_tuesday(stage) -> None:
    stage.declare("cap-1", MONDAY)
    conditional(stage, MONDAY)
    lock(stage, at=moment(DAY, 6))
    for (duty, code), running in conditional(stage, DAY).items():
        assert len(running) == 1, (duty, code)
        if duty in lockdown_duties(stage):
            assert running[0].starts == DAY
            assert running[0].ends >= DAY
    ended = Obligation.objects.filter(duty__in=lockdown_duties(stage), starts=MONDAY)
    assert {o.ends for o in ended} == {MONDAY}


def test_when_the_lockdown_is_lifted_its_duties_end(stage) -> None:
    stage.declare("cap-1", MONDAY)
    zone = lock(stage, at=moment(DAY, 6))
    conditional(stage, DAY)
    over = DAY + timedelta(days=1)
    lift_zone(zone, document="9/QĐ", valid_from=moment(over, 0), by=stage.second, at=moment(DAY, 20))
    assert not {duty for duty, _code in conditional(stage, over)} & lockdown_duties(stage)


def test_an_overlay_may_say_that_a_red_zone_is_kept_at_a_distance(stage) -> None:
    overlay = stage.adopted.overlay_text + "zones: [{zone: red, keys: [distancing]}]\n"
    adopted = adopt(stage.place, stage.adopted.text, overlay, document="2", adopted_from=MONDAY)
    lock(stage, zone=Zone.RED)
    (held,) = conditions_on(adopted, DAY).held
    assert (held.place.code, held.key, held.since) == ("08707", "distancing", DAY)


def test_one_lockdown_after_another_without_a_break_holds_since_the_first(stage) -> None:
    lock(stage, at=moment(MONDAY, 6))
    lock(stage, at=moment(DAY, 6), document="second")
    (held,) = {(h.key, h.since) for h in conditions_on(stage.adopted, DAY).held}
    assert held == ("lockdown", MONDAY)


def test_conditions_and_zones_are_one_query_each(stage, django_assert_num_queries) -> None:
    for n, code in enumerate(("08707", "08710", "08743", "243")):
        lock(stage, code, document=f"{n}/QĐ")
    conditions_on(stage.adopted, DAY)
    with django_assert_num_queries(1):
        assert len(conditions_on(stage.adopted, DAY).held) == 4
    with django_assert_num_queries(1):
        assert [zone.where for zone in zones_on(stage.place, moment(DAY))]
