"""DHIS2's data value sets: out what was released or reported, in with every value accounted for."""

import csv
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.figures.models import Report, Sheet
from vungxanh.figures.report import report

from .conftest import DAY, NOW, World

ADDRESS = "/api/v1/dhis2/dataValueSets"
PERIOD = "20211119"


def value(element: str, number: object, unit: str = "08707", period: str = PERIOD, **more: Any) -> dict[str, Any]:
    return {"dataElement": element, "period": period, "orgUnit": unit, "value": str(number), **more}


def send(world: World, *values: Any, who: str = "tich-son", query: str = "", **outer: Any) -> Any:
    body = {"dataValues": list(values), **outer}
    return world.program(who).post(f"{ADDRESS}{query}", body, content_type="application/json")


def counts(answer: Any) -> tuple[int, int, int]:
    said = answer.json()["response"]["importCount"]
    return said["imported"], said["updated"], said["ignored"]


def conflicts(answer: Any) -> list[tuple[str, str, list[int]]]:
    return [(one["errorCode"], one["object"], one["indexes"]) for one in answer.json()["response"]["conflicts"]]


def reported(world: World, code: str = "08707") -> dict[str, int | None]:
    rows = Report.objects.filter(place=world.places[code], day=DAY)
    return dict(rows.values_list("indicator_id", "value"))


def test_values_come_in_as_a_report_of_the_person(world: World) -> None:
    answer = send(world, value("new_cases", 12), value("new_deaths", 0))
    assert (answer.status_code, answer.json()["response"]["status"], counts(answer)) == (200, "SUCCESS", (2, 0, 0))
    assert reported(world) == {"new_cases": 12, "new_deaths": 0}
    assert Sheet.objects.get(place=world.places["08707"]).by == world.people["tich-son"]


def test_what_is_there_already_is_updated(world: World) -> None:
    send(world, value("new_cases", 12))
    assert counts(send(world, value("new_cases", 13), value("aefi", 0))) == (1, 1, 0)
    assert reported(world) == {"new_cases": 13, "aefi": 0}


def test_period_and_unit_may_stand_once_for_all(world: World) -> None:
    answer = send(world, {"dataElement": "new_cases", "value": 12}, period=PERIOD, orgUnit="08707", dataSet="x")
    assert counts(answer) == (1, 0, 0)


def test_every_value_is_imported_updated_or_ignored_with_its_reason(world: World) -> None:
    send(world, value("new_deaths", 0))
    values = [
        value("new_cases", 12),
        value("new_deaths", 1),
        value("new_cases", 99),
        value("beds", 3),
        value("positivity", 3),
        value("aefi", -1),
        value("aefi", "x"),
        value("aefi", 1, period="202111"),
        value("aefi", 1, period="20211131"),
        value("aefi", 1, unit="99999"),
        value("aefi", 1, unit="08710"),
        value("aefi", 1, deleted=True),
        value("aefi", 10**12),
        value("new_cases", 1, period="20211120"),
        {},
    ]
    answer = send(world, *values)
    assert answer.status_code == 409
    assert counts(answer) == (1, 1, len(values) - 2)
    assert conflicts(answer) == [
        ("twice", "new_cases", [2]),
        ("not-a-number", "x", [6]),
        ("not-daily", "202111", [7]),
        ("not-daily", "20211131", [8]),
        ("unknown-place", "99999", [9]),
        ("not-allowed", "08710", [10]),
        ("deleted", "aefi", [11]),
        ("twice", "aefi", [12]),
        ("not-daily", "", [14]),
        ("unknown-place", "", [14]),
        ("not-a-number", "", [14]),
        ("unknown-indicator", "beds", [3]),
        ("computed", "positivity", [4]),
        ("negative-count", "aefi", [5]),
        ("future-day", "20211120", [13]),
    ]
    assert reported(world) == {"new_cases": 12, "new_deaths": 1}


def test_when_nothing_can_be_taken_it_is_an_error_and_no_sheet_is_there(world: World) -> None:
    answer = send(world, value("beds", 1), value("beds", 2, unit="08710"))
    assert (answer.json()["response"]["status"], counts(answer)) == ("ERROR", (0, 0, 2))
    assert not Sheet.objects.filter(day=DAY).exists()


def test_a_dry_run_says_the_same_and_stores_nothing(world: World) -> None:
    assert counts(send(world, value("new_cases", 12), query="?dryRun=true")) == (1, 0, 0)
    assert reported(world) == {}


def test_a_wish_to_delete_is_not_mistaken_for_an_import(world: World) -> None:
    answer = send(world, value("new_cases", 12), query="?importStrategy=DELETE")
    assert answer.status_code == 422 and reported(world) == {}


def test_csv_is_read_by_position_under_dhis2s_header(world: World) -> None:
    text = (
        '"dataelement","period","orgunit","catoptcombo","attroptcombo","value","strby","lstupd","cmt"\n'
        '"new_cases","20211119","08707","","","12","x","2021-11-19","đã kiểm tra"\n\n'
        '"aefi","20211119","08707"\n'
    )
    answer = world.program("tich-son").post(ADDRESS, text.encode(), content_type="application/csv")
    assert (counts(answer), conflicts(answer)) == ((1, 0, 1), [("not-a-number", "", [1])])


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"dataValues": [1]}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("new_cases,20211119,08707,,,1\n", "application/csv", 400),
        ("\n", "application/csv", 400),
        ("<dataValueSet/>", "application/xml", 415),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused(world: World, body: str, kind: str, status: int) -> None:
    answer = world.program("tich-son").post(ADDRESS, body, content_type=kind)
    assert answer.status_code == status and answer.json()["sentence"].endswith(".")


def test_without_a_token_nothing_comes_in(world: World, anyone: Client) -> None:
    assert anyone.post(ADDRESS, {"dataValues": []}, content_type="application/json").status_code == 401


def test_released_figures_go_out_to_everybody(world: World, anyone: Client) -> None:
    given = anyone.get(f"{ADDRESS}?period=20211118").json()["dataValues"]
    assert [(one["dataElement"], one["orgUnit"], one["value"]) for one in given] == [
        ("new_cases", "26", "56"),
        ("new_deaths", "26", "1"),
    ]


def test_the_same_goes_out_as_csv_and_comes_in_again(world: World, anyone: Client) -> None:
    for address, accept in ((f"{ADDRESS}.csv", "*/*"), (ADDRESS, "application/csv")):
        given = anyone.get(f"{address}?startDate=2021-11-18&endDate=2021-11-18", headers={"Accept": accept})
        rows = list(csv.DictReader(given.content.decode().splitlines()))
        assert [(row["dataelement"], row["value"]) for row in rows] == [("new_cases", "56"), ("new_deaths", "1")]
        again = world.program("province").post(ADDRESS, given.content, content_type="application/csv")
        assert counts(again) == (0, 2, 0)


def test_reports_go_out_only_to_who_may_read_them_there(world: World, anyone: Client) -> None:
    for code in ("08707", "08710"):
        report(world.places[code], DAY, {"new_cases": 7654321}, by=None, at=NOW)
    query = f"{ADDRESS}?period={PERIOD}&children=true&orgUnit=26&of=reported"
    assert anyone.get(query).status_code == 401
    assert [one["orgUnit"] for one in world.program("tich-son").get(query).json()["dataValues"]] == ["08707"]
    assert [one["orgUnit"] for one in world.program("reader").get(query).json()["dataValues"]] == ["08707", "08710"]
    assert anyone.get(query.replace("reported", "released")).json()["dataValues"] == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "no-days"),
        ("?startDate=2021-11-01", "no-days"),
        ("?period=20211399", "not-daily"),
        ("?period=202111", "not-understood"),
        ("?startDate=2021-11-02&endDate=2021-11-01", "days-reversed"),
        ("?startDate=2019-11-02&endDate=2021-11-01", "too-many-days"),
        (f"?period={PERIOD}&of=everything", "not-understood"),
    ],
)
def test_a_question_without_days_or_sense_is_refused(world: World, anyone: Client, query: str, code: str) -> None:
    answer = anyone.get(f"{ADDRESS}{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_too_many_values_are_not_given_in_part(world: World, anyone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vungxanh.api.dhis2.give_out.MOST_VALUES", 1)
    assert anyone.get(f"{ADDRESS}?period=20211118").json()["code"] == "too-many-values"


MAPPING = """
dataElements: {fbfJHSPpUQD: new_cases, fbfJHSPpUQD.PT59n8BQbqM: community_cases}
orgUnits: {DiszpKrYNg8: "08707"}
dataSet: pBOMPrpg1QX
"""


@pytest.fixture
def mapped(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "dhis2.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    settings.VUNGXANH_DHIS2_MAPPING = str(path)


def test_their_identifiers_mean_our_indicators_and_places(world: World, mapped: None) -> None:
    theirs = {"unit": "DiszpKrYNg8"}
    answer = send(
        world,
        value("fbfJHSPpUQD", 12, **theirs, categoryOptionCombo="HllvX50cXC0"),
        value("fbfJHSPpUQD", 5, **theirs, categoryOptionCombo="PT59n8BQbqM"),
        value("new_deaths", 0),
    )
    assert counts(answer) == (3, 0, 0)
    assert reported(world) == {"new_cases": 12, "community_cases": 5, "new_deaths": 0}


def test_our_figures_go_out_under_their_identifiers(world: World, mapped: None) -> None:
    report(world.places["08707"], DAY, {"new_cases": 12, "community_cases": 5, "new_deaths": 0}, by=None, at=NOW)
    query = f"{ADDRESS}?period={PERIOD}&orgUnit=DiszpKrYNg8&of=reported&idScheme=uid"
    given = world.program("tich-son").get(query).json()
    assert given["dataSet"] == "pBOMPrpg1QX"
    assert [(one["dataElement"], one.get("categoryOptionCombo"), one["orgUnit"]) for one in given["dataValues"]] == [
        ("fbfJHSPpUQD", "PT59n8BQbqM", "DiszpKrYNg8"),
        ("fbfJHSPpUQD", None, "DiszpKrYNg8"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "unreadable"),
        ("things: {}", "unknown-section"),
        ("dataElements: [x]", "not-pairs"),
        ("orgUnits: {x: 00127}", "not-text"),
        ("dataElements: {x: new_cases, y: new_cases}", "twice"),
        ("dataElements: {x: beds}", "unknown-indicator"),
    ],
)
def test_a_mapping_with_a_mistake_lets_nothing_through(
    world: World, anyone: Client, settings, tmp_path, text: str, code: str
) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "dhis2.yaml"
    path.write_text(text, encoding="utf-8")
    settings.VUNGXANH_DHIS2_MAPPING = str(path)
    answer = anyone.get(f"{ADDRESS}?period={PERIOD}")
    assert (answer.status_code, [one["code"] for one in answer.json()["problems"]]) == (409, [code])
    assert send(world, value("new_cases", 1)).status_code == 409 and reported(world) == {}


def test_each_place_and_day_costs_the_same_few_questions(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    days = [date(2021, 9, 1) + timedelta(days=n) for n in range(20)]
    values = [value("new_cases", 1, period=f"{day:%Y%m%d}") for day in days]
    with django_assert_max_num_queries(10 + 10 * len(days)):
        answer = send(world, *values)
    assert counts(answer) == (20, 0, 0)
    assert json.loads(answer.content)["response"]["conflicts"] == []
