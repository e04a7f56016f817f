"""Levels that end: after the last day the declaration before holds again, else the one above."""

from datetime import date, timedelta

import pytest

from stage import moment
from vungxanh.duties.expand import expand_day
from vungxanh.duties.models import Obligation
from vungxanh.levels.declare import DeclarationRefused, declare
from vungxanh.levels.models import Declaration
from vungxanh.levels.read import declaration_on, levels_on, reigns_of

pytestmark = pytest.mark.django_db
MONDAY = date(2021, 11, 22)


def days(n: int) -> date:
    return MONDAY + timedelta(days=n)


def for_a_while(stage, level: str, first: date, last: date, place=None) -> Declaration:
    return declare(
        stage.adopted, place or stage.place, level, document=f"{level}/{first}", valid_from=first, valid_to=last,
        by=stage.second, at=moment(first, 0),
    )  # fmt: skip


def test_after_its_last_day_the_declaration_before_holds_again(stage) -> None:
    stage.declare("cap-1", days(0))
    for_a_while(stage, "cap-3", days(2), days(4))
    levels = [declaration_on(stage.place, days(n)).level for n in range(7)]
    assert levels == ["cap-1", "cap-1", "cap-3", "cap-3", "cap-3", "cap-1", "cap-1"]


def test_after_its_last_day_a_commune_follows_its_province_again(stage) -> None:
    stage.declare("cap-1", days(0))
    commune = stage.places["08707"]
    for_a_while(stage, "cap-4", days(1), days(1), commune)
    told = [(r.level, r.since, r.until) for r in reigns_of(commune, days(3))]
    assert told == [("cap-1", days(0), days(0)), ("cap-4", days(1), days(1)), ("cap-1", days(2), None)]


def test_a_level_that_ends_with_nothing_before_it_leaves_none(stage) -> None:
    for_a_while(stage, "cap-3", days(0), days(1))
    assert declaration_on(stage.place, days(2)) is None
    assert [(r.level, r.since) for r in reigns_of(stage.place, days(5))] == [("cap-3", days(0)), (None, days(2))]


def test_the_levels_of_all_places_are_one_query(stage, django_assert_num_queries) -> None:
    stage.declare("cap-1", days(0))
    stage.declare("cap-2", days(1), place=stage.places["243"])
    for_a_while(stage, "cap-4", days(0), days(0), stage.places["08707"])
    places = list(stage.places.values())
    with django_assert_num_queries(1):
        found = levels_on(places, days(1))
    assert {p.code: found[p.pk].level for p in places} == {
        "26": "cap-1", "243": "cap-2", "244": "cap-1", "08707": "cap-2", "08710": "cap-2", "08743": "cap-1",
    }  # fmt: skip
    assert levels_on(places, days(-1)) == {}
    assert all(found[p.pk] == declaration_on(p, days(1)) for p in places)


def test_a_last_day_before_the_first_is_refused(stage) -> None:
    with pytest.raises(DeclarationRefused, match="last day"):
        for_a_while(stage, "cap-3", days(4), days(2))


def test_the_duties_of_a_level_end_with_it(stage) -> None:
    stage.declare("cap-1", days(0))
    for_a_while(stage, "cap-3", days(1), days(2))
    for n in range(4):
        expand_day(stage.adopted, days(n))
    broadcasts = Obligation.objects.filter(place=stage.places["08707"], duty__endswith="loudspeaker")
    told = sorted((o.starts, o.duty) for o in broadcasts)
    assert told == [
        (days(0), "vp-l12-loudspeaker"),
        (days(1), "vp-l3-loudspeaker"),
        (days(2), "vp-l3-loudspeaker"),
        (days(3), "vp-l12-loudspeaker"),
    ]
