"""Each rule by cases: what disagrees is found with its two numbers, and what only looks so is left alone."""

from datetime import timedelta

import pytest

from vungxanh.figures.rules import Code, Earlier, Made, Number, Owing, Place, Severity, Tree, completeness

from .small_day import CENTRE, DAY, HOSPITAL, NORTH, PROVINCE, SOUTH, TREE, codes, found

EVE = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"beds_total": 50, "beds_free": 10, "beds_occupied": 40}, []),
        ({"beds_total": 50, "beds_free": 10, "beds_occupied": 30}, [("parts-differ", "beds_total", [50, 40])]),
        ({"beds_total": 50, "beds_free": 10, "beds_occupied": 41}, [("parts-differ", "beds_total", [50, 51])]),
        ({"new_cases": 9, "community_cases": 4, "quarantined_cases": 5}, []),
        ({"new_cases": 9, "community_cases": 4}, []),
        ({"new_cases": 9, "community_cases": 4, "quarantined_cases": 3}, []),  # what is left out may be the rest
        ({"new_cases": 9, "community_cases": 10}, [("parts-exceed", "new_cases", [9, 10])]),
        ({"new_cases": 9, "community_cases": 4, "home_cases": 6}, [("parts-exceed", "new_cases", [9, 10])]),
        ({"community_cases": 4, "home_cases": 6}, []),
        ({"cumulative_cases": 100, "deaths_total": 2, "recovered_total": 50}, []),
        (
            {"cumulative_cases": 100, "deaths_total": 2, "recovered_total": 50, "in_treatment": 47},
            [("parts-differ", "cumulative_cases", [100, 99])],
        ),
        ({"samples_tested": 100, "samples_positive": 100}, []),
        ({"samples_tested": 100, "samples_positive": 101}, [("more-than-all", "samples_positive", [101, 100])]),
        ({"icu_total": 5, "icu_occupied": 6}, [("more-than-all", "icu_occupied", [6, 5])]),
    ],
)
def test_parts_against_their_whole_and_what_is_occupied_against_what_there_is(values, expected) -> None:
    assert codes({11: values}) == [(code, 11, indicator, numbers) for code, indicator, numbers in expected]


def test_the_parts_are_named_with_what_they_add_up_to() -> None:
    (one,) = found({11: {"beds_total": 50, "beds_free": 10, "beds_occupied": 41}})
    assert one.severity is Severity.WRONG
    assert [(term.indicator, term.value) for term in one.terms] == [("beds_free", 10), ("beds_occupied", 41)]


def test_where_a_complete_list_gives_several_counts_what_they_fall_short_by_is_doubtful() -> None:
    values = {PROVINCE: {"new_cases": 9, "community_cases": 4, "quarantined_cases": 3}}
    (one,) = found(values, complete={PROVINCE: True})
    assert (one.code, one.severity) == (Code.PARTS_SHORT, Severity.DOUBTFUL)
    assert codes(values, complete={PROVINCE: False}) == []
    alone = {PROVINCE: {"new_cases": 9, "community_cases": 4}}
    assert codes(alone, complete={PROVINCE: True}) == []
    treated = {PROVINCE: {"cumulative_cases": 100, "deaths_total": 2, "recovered_total": 50}}
    assert codes(treated, complete={PROVINCE: True}) == []


def test_a_part_that_only_the_places_below_give_counts_as_at_least_that() -> None:
    below = {NORTH: {"community_cases": 6}, SOUTH: {"community_cases": 5}}
    assert codes({PROVINCE: {"new_cases": 10}, **below}) == [("parts-exceed", PROVINCE, "new_cases", [10, 11])]
    assert codes({PROVINCE: {"new_cases": 11}, **below}) == []
    assert codes({PROVINCE: {"new_cases": 12}, **below}) == []


CASES = "new_cases"


@pytest.mark.parametrize(
    ("below", "complete", "expected"),
    [
        ({NORTH: 4, SOUTH: 5}, None, []),
        ({NORTH: 4, SOUTH: 6}, None, ["places-exceed"]),
        ({NORTH: 4, SOUTH: 4}, None, ["places-short"]),
        ({NORTH: 4}, None, ["places-missing"]),
        ({NORTH: 9}, None, []),
        ({NORTH: 10}, None, ["places-exceed"]),
        ({NORTH: 4}, True, ["places-short"]),
        ({NORTH: 9}, True, []),
        ({NORTH: 4}, False, ["partial"]),
        ({NORTH: 4, SOUTH: 4}, False, ["partial"]),
        ({NORTH: 10}, False, ["places-exceed"]),
        ({}, True, []),  # nothing was said by place
    ],
)
def test_the_places_below_against_the_unit(below, complete, expected) -> None:
    values = {PROVINCE: {CASES: 9}} | {place: {CASES: value} for place, value in below.items()}
    known = {} if complete is None else {PROVINCE: complete}
    assert [code for code, *_rest in codes(values, complete=known)] == expected


def test_only_what_cannot_be_true_is_wrong_and_a_partial_list_is_a_note() -> None:
    values = {PROVINCE: {CASES: 9}, NORTH: {CASES: 4}}
    assert [one.severity for one in found(values)] == [Severity.NOTE]
    assert [one.severity for one in found(values, complete={PROVINCE: False})] == [Severity.NOTE]
    assert [one.severity for one in found(values, complete={PROVINCE: True})] == [Severity.WRONG]


def test_a_sum_says_how_many_of_how_many_places_are_in_it_and_which() -> None:
    (one,) = found({PROVINCE: {CASES: 9}, NORTH: {CASES: 4}}, complete={PROVINCE: True})
    assert one.numbers[1] == Number(4, PROVINCE, DAY, CASES, Made.PLACES, 1, 2)
    assert one.terms == (Number(4, NORTH, DAY, CASES),)


def test_a_note_does_not_list_what_it_was_added_up_from() -> None:
    (one,) = found({PROVINCE: {CASES: 9}, NORTH: {CASES: 4}})
    assert (one.severity, one.terms) == (Severity.NOTE, ())


def test_a_district_without_its_own_number_counts_by_its_communes() -> None:
    values = {PROVINCE: {CASES: 9}, 11: {CASES: 3}, 12: {CASES: 1}, SOUTH: {CASES: 6}}
    (one,) = found(values)
    assert one.code is Code.PLACES_EXCEED
    assert [(term.place, term.value, term.made) for term in one.terms] == [
        (NORTH, 4, Made.PLACES),
        (SOUTH, 6, Made.STATED),
    ]


def test_a_province_of_two_tiers_is_checked_against_its_communes() -> None:
    tree = Tree([Place(1, None), Place(2, 1), Place(3, 1)])
    values = {1: {CASES: 9}, 2: {CASES: 4}, 3: {CASES: 4}}
    assert codes(values, tree=tree) == [("places-short", 1, CASES, [9, 8])]


def test_in_a_partial_list_a_district_is_still_checked_against_the_communes_named_with_it() -> None:
    values = {PROVINCE: {CASES: 30}, NORTH: {CASES: 16}, 11: {CASES: 15}}
    complete = completeness(TREE, {PROVINCE: False, NORTH: None}, together={NORTH})
    assert sorted(codes(values, complete=complete)) == [
        ("partial", PROVINCE, CASES, [30, 16]),
        ("places-short", NORTH, CASES, [16, 15]),
    ]


@pytest.mark.parametrize(
    ("said", "together", "expected"),
    [
        ({}, set(), {}),
        ({PROVINCE: True}, set(), {PROVINCE: True, NORTH: True, SOUTH: True}),
        ({PROVINCE: False}, set(), {PROVINCE: False}),
        ({PROVINCE: False}, {NORTH}, {PROVINCE: False, NORTH: True}),
        ({PROVINCE: False, NORTH: False}, {NORTH}, {PROVINCE: False, NORTH: False}),
        ({PROVINCE: True, NORTH: False}, set(), {PROVINCE: True, NORTH: False, SOUTH: True}),
        ({PROVINCE: None, NORTH: True}, {SOUTH}, {NORTH: True}),
    ],
)
def test_whose_list_is_known_to_be_complete(said, together, expected) -> None:
    assert completeness(TREE, said, together) == expected


def test_stores_of_the_unit_itself_are_no_shortfall_and_more_below_is_doubtful() -> None:
    assert codes({PROVINCE: {"test_kits": 90}, NORTH: {"test_kits": 4}, SOUTH: {"test_kits": 4}}) == []
    (one,) = found({PROVINCE: {"test_kits": 7}, NORTH: {"test_kits": 4}, SOUTH: {"test_kits": 4}})
    assert (one.code, one.severity) == (Code.PLACES_EXCEED, Severity.DOUBTFUL)


@pytest.mark.parametrize(
    ("hospital", "centre", "expected"),
    [
        (30, 20, []),
        (30, 21, [("sites-exceed", PROVINCE, "beds_total", [50, 51])]),
        (30, 19, [("sites-short", PROVINCE, "beds_total", [50, 49])]),
        (30, None, [("sites-missing", PROVINCE, "beds_total", [50, 30])]),
        (None, None, []),
    ],
)
def test_beds_stand_in_the_sites_within_however_deep(hospital, centre, expected) -> None:
    sites = {HOSPITAL: hospital, CENTRE: centre}
    values = {site: {"beds_total": beds} for site, beds in sites.items() if beds is not None}
    assert codes({PROVINCE: {"beds_total": 50}, **values}) == expected


def test_people_in_care_may_be_elsewhere_than_in_the_sites_but_not_the_other_way_round() -> None:
    sites = {HOSPITAL: {"in_treatment": 30}, CENTRE: {"in_treatment": 20}}
    assert codes({PROVINCE: {"in_treatment": 90}, **sites}) == []
    assert codes({PROVINCE: {"in_treatment": 49}, **sites}) == [("sites-exceed", PROVINCE, "in_treatment", [49, 50])]
    (one,) = found({PROVINCE: {"new_deaths": 1}, HOSPITAL: {"new_deaths": 2}})
    assert (one.code, one.severity) == (Code.SITES_EXCEED, Severity.DOUBTFUL)


def test_what_is_in_a_site_of_the_province_itself_is_not_missing_from_the_districts() -> None:
    values = {
        PROVINCE: {"quarantine_facility": 9},
        NORTH: {"quarantine_facility": 4},
        SOUTH: {"quarantine_facility": 3},
    }
    assert codes({**values, HOSPITAL: {"quarantine_facility": 2}}) == []
    short = ("places-short", PROVINCE, "quarantine_facility", [9, 7])
    assert codes({**values, HOSPITAL: {"quarantine_facility": 1}}) == [short]
    assert [code for code, *_rest in codes(values)] == ["places-missing"]


TOTAL = "cumulative_cases"


@pytest.mark.parametrize(
    ("before", "today", "expected"),
    [
        ({TOTAL: 100}, {TOTAL: 107, CASES: 7}, []),
        ({TOTAL: 100}, {TOTAL: 108, CASES: 7}, [("does-not-continue", 11, TOTAL, [108, 107])]),
        ({TOTAL: 100}, {TOTAL: 106, CASES: 7}, [("does-not-continue", 11, TOTAL, [106, 107])]),
        ({TOTAL: 100}, {TOTAL: 99, CASES: 7}, [("fell", 11, TOTAL, [99, 100])]),
        ({TOTAL: 100}, {TOTAL: 99}, [("fell", 11, TOTAL, [99, 100])]),
        ({TOTAL: 100}, {TOTAL: 150}, []),
        ({}, {TOTAL: 107, CASES: 7}, []),
        ({"first_doses_total": 100}, {"first_doses_total": 99}, [("fell", 11, "first_doses_total", [99, 100])]),
        ({"first_doses_total": 100}, {"first_doses_total": 109}, []),
    ],
)
def test_a_total_is_the_day_befores_and_the_days_count_and_never_falls(before, today, expected) -> None:
    assert codes({11: today}, before={11: before}) == expected


@pytest.mark.parametrize(
    ("earlier", "total", "expected"),
    [
        (Earlier(EVE - timedelta(days=2), 100, added=20, gaps=0), 120, []),
        (Earlier(EVE - timedelta(days=2), 100, added=20, gaps=0), 121, ["does-not-continue"]),
        (Earlier(EVE - timedelta(days=2), 100, added=20, gaps=1), 121, []),
        (Earlier(EVE - timedelta(days=2), 100, added=20, gaps=1), 119, ["does-not-continue"]),
        (Earlier(EVE - timedelta(days=2), 100, added=0, gaps=3), 99, ["fell"]),
    ],
)
def test_over_a_gap_the_latest_earlier_total_and_every_known_count_are_kept(earlier, total, expected) -> None:
    said = codes({11: {TOTAL: total}}, earlier={(11, TOTAL): earlier})
    assert [code for code, *_rest in said] == expected


def test_a_count_larger_than_the_population_is_wrong() -> None:
    population = Number(5_000, 11, EVE, "population")
    values = {11: {"new_cases": 5_001, "doses_given": 9_000, "contacts_new": 5_000}}
    assert codes(values, people={11: population}) == [("more-than-people", 11, "new_cases", [5_001, 5_000])]


@pytest.mark.parametrize(
    ("history", "value", "expected"),
    [
        ([3] * 14, 27, []),
        ([3] * 14, 28, ["jump-up"]),
        ([3] * 6, 900, []),  # too few days to compare with
        ([0] * 14, 20, []),
        ([100] * 14, 45, []),
        ([100] * 14, 44, ["jump-down"]),
        ([100] * 13 + [0], 0, []),
    ],
)
def test_a_number_out_of_proportion_to_its_last_days_is_doubtful(history, value, expected) -> None:
    said = found({11: {CASES: value}}, history={(11, CASES): history})
    assert [one.code.value for one in said] == expected
    assert {one.severity for one in said} <= {Severity.DOUBTFUL}


def test_campaigns_and_deliveries_come_in_bursts_and_are_left_alone() -> None:
    key = (11, "doses_given")
    assert codes({11: {"doses_given": 200}}, history={key: [0] * 14}) == []
    assert [code for code, *_rest in codes({11: {"doses_given": 5_000}}, history={key: [500] * 14})] == ["jump-up"]
    assert codes({11: {"test_kits": 0}}, history={(11, "test_kits"): [900] * 14}) == []


@pytest.mark.parametrize(
    ("owing", "days"),
    [
        (Owing(DAY - timedelta(days=90), DAY), None),
        (Owing(DAY - timedelta(days=90), DAY - timedelta(days=2)), None),
        (Owing(DAY - timedelta(days=90), DAY - timedelta(days=3)), 3),
        (Owing(DAY - timedelta(days=1), None), None),
        (Owing(DAY - timedelta(days=2), None), 3),
        (Owing(DAY + timedelta(days=2), None), None),
    ],
)
def test_who_owes_reports_and_gave_none_for_three_days_is_silent(owing, days) -> None:
    assert codes({}, owing={11: owing}) == ([] if days is None else [("silent", 11, "", [days])])


def test_a_report_for_a_place_that_did_not_exist_is_wrong() -> None:
    assert codes({}, outside={77: 4}) == [("place-not-valid", 77, "", [4])]
