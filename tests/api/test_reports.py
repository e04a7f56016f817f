"""A person's program reports figures, reads what is unreleased where the person may, and nothing anywhere else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.agencies.models import Membership
from vungxanh.figures.models import Report, Sheet

from .conftest import DAY, World

TICH_SON = f"/api/v1/reports/08707/{DAY}"
LIEN_BAO = f"/api/v1/reports/08710/{DAY}"


def put(client: Client, address: str, body: Any, **options: Any) -> Any:
    return client.put(address, body, content_type="application/json", **options)


def test_a_report_is_stored_as_the_persons_own(world: World) -> None:
    answer = put(world.program("tich-son"), f"{TICH_SON}?complete=true", {"new_cases": 12, "new_deaths": 0})
    assert answer.status_code == 200
    assert answer.json() | {"code": "08707", "values": {"new_cases": 12, "new_deaths": 0}, "complete": True} == (
        answer.json()
    )
    assert Sheet.objects.get(place=world.places["08707"]).by == world.people["tich-son"]


def test_the_same_report_twice_is_one_report(world: World) -> None:
    program = world.program("tich-son")
    first = put(program, TICH_SON, {"new_cases": 12})
    again = put(program, TICH_SON, {"new_cases": 12})
    assert first.json() == again.json()
    assert Report.objects.filter(place=world.places["08707"]).count() == 1


def test_what_is_not_named_or_null_stays(world: World) -> None:
    program = world.program("tich-son")
    put(program, TICH_SON, {"new_cases": 12, "new_deaths": 1})
    assert put(program, TICH_SON, {"new_cases": 13, "new_deaths": None}).json()["values"] == {
        "new_cases": 13,
        "new_deaths": 1,
    }


def test_every_problem_is_said_at_once_with_where_it_is_and_nothing_is_stored(world: World) -> None:
    answer = put(world.program("tich-son"), TICH_SON, {"new_cases": -1, "beds": 3, "positivity": 5, "aefi": 10**9})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "report-refused")
    assert {(one["code"], one["where"]) for one in said["problems"]} == {
        ("negative-count", "new_cases"),
        ("unknown-indicator", "beds"),
        ("computed", "positivity"),
        ("too-large", "aefi"),
    }
    assert not Report.objects.filter(place=world.places["08707"]).exists()


def test_what_is_no_number_is_said_where_it_stands(world: World) -> None:
    answer = put(world.program("tich-son"), TICH_SON, {"new_cases": "12", "new_deaths": 1.5, "aefi": True})
    assert answer.status_code == 422
    assert sorted(one["where"] for one in answer.json()["problems"]) == ["aefi", "new_cases", "new_deaths"]


@pytest.mark.parametrize(
    ("body", "status"),
    [("{", 400), ("\xff".encode("latin-1"), 400), ("[]", 422), ('"x"', 422), ("null", 422), ("{}", 422)],
)
def test_a_body_that_is_no_report_is_refused(world: World, body: Any, status: int) -> None:
    answer = put(world.program("tich-son"), TICH_SON, body)
    assert answer.status_code == status and answer.json()["code"]


def test_a_body_above_a_million_bytes_is_not_read(world: World) -> None:
    answer = put(world.program("tich-son"), TICH_SON, b'{"new_cases": 1}' + b" " * 1_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_report_of_a_day_to_come_is_refused(world: World) -> None:
    answer = put(world.program("tich-son"), f"/api/v1/reports/08707/{DAY + timedelta(days=1)}", {"new_cases": 1})
    assert [one["code"] for one in answer.json()["problems"]] == ["future-day"]


def test_a_commune_officer_neither_writes_nor_reads_another_communes_figures(world: World) -> None:
    put(world.program("lien-bao"), LIEN_BAO, {"new_cases": 7654321})
    program = world.program("tich-son")
    assert put(program, LIEN_BAO, {"new_cases": 1}).json()["code"] == "not-allowed"
    assert program.get(LIEN_BAO).status_code == 403
    assert program.get(f"/api/v1/reports?day={DAY}").json() == {"count": 0, "page": 1, "pages": 1, "reports": []}
    assert Report.objects.get(place=world.places["08710"]).value == 7654321


def test_a_district_reads_what_its_communes_reported_and_writes_nothing_without_the_right(world: World) -> None:
    put(world.program("lien-bao"), LIEN_BAO, {"new_cases": 5})
    reader = world.program("reader")
    assert [one["code"] for one in reader.get(f"/api/v1/reports?day={DAY}").json()["reports"]] == ["08710"]
    assert put(reader, LIEN_BAO, {"new_cases": 1}).status_code == 403
    assert reader.get(LIEN_BAO).json()["values"] == {"new_cases": 5}


def test_a_place_without_a_report_or_unknown_is_not_found(world: World) -> None:
    program = world.program("tich-son")
    assert program.get(TICH_SON).json()["code"] == "not-reported"
    assert program.get(f"/api/v1/reports/99999/{DAY}").json()["code"] == "unknown-place"


def test_who_owes_figures_and_is_missing_is_told_within_the_persons_area(world: World) -> None:
    put(world.program("lien-bao"), LIEN_BAO, {"new_cases": 5})
    district, commune = world.program("reader"), world.program("tich-son")
    assert [one["code"] for one in district.get("/api/v1/reporters").json()] == ["08707", "08710"]
    assert [one["code"] for one in commune.get("/api/v1/reporters").json()] == ["08707"]
    assert [(one["code"], one["state"]) for one in district.get("/api/v1/missing").json()] == [("08707", "silent")]
    late = district.get("/api/v1/missing?state=late").json()
    assert [(one["code"], one["due"]) for one in late] == [("08710", "2021-11-19T16:00:00+07:00")]
    assert commune.get("/api/v1/missing?state=late").json() == []


def test_a_person_is_told_where_they_may_do_what(world: World) -> None:
    assert world.program("lien-bao").get("/api/v1/my-places").json() == [
        {"code": "08710", "name": "phường Liên Bảo", "tier": "commune", "may": ["read", "report_figures"]}
    ]


@pytest.mark.parametrize("address", ["/my-places", "/reports?day=2021-11-19", "/reporters", "/missing", TICH_SON[7:]])
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer vx_wrong", "Basic dXNlcjpwYXNz", "Bearer vx_\udcff"])
def test_without_a_token_in_force_nothing_private_is_answered(world: World, address: str, header: str | None) -> None:
    client = Client() if header is None else Client(headers={"Authorization": header})
    answer = client.get(f"/api/v1{address}")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-needed")


def test_a_browsers_login_opens_nothing_here(world: World, client: Client) -> None:
    client.force_login(world.people["province"])
    assert client.get("/api/v1/my-places").status_code == 401


def test_who_was_made_inactive_or_whose_membership_ended_has_no_rights_at_once(world: World) -> None:
    program = world.program("tich-son")
    Membership.objects.filter(user=world.people["tich-son"]).update(valid_to=DAY - timedelta(days=1))
    assert put(program, TICH_SON, {"new_cases": 1}).status_code == 403
    world.people["tich-son"].is_active = False
    world.people["tich-son"].save()
    assert put(program, TICH_SON, {"new_cases": 1}).status_code == 401


def test_what_a_person_reads_is_kept_by_no_cache_on_the_way(world: World) -> None:
    answer = world.program("reader").get("/api/v1/reporters")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("address", "most"),
    [("/my-places", 2), ("/reports?day=2021-11-19", 7), ("/reporters", 3), ("/missing", 6), (TICH_SON[7:], 6)],
)
def test_an_answer_asks_few_questions_of_the_database(
    world: World, django_assert_max_num_queries, address: str, most: int
) -> None:  # type: ignore[no-untyped-def]
    put(world.program("tich-son"), TICH_SON, {"new_cases": 1})
    program = world.program("reader")
    program.get("/api/v1/my-places")  # notes the day of use
    with django_assert_max_num_queries(most):
        program.get(f"/api/v1{address}")


def test_guessing_tokens_ends_soon(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vungxanh.api.door.REFUSED_A_MINUTE", 2)
    guesses = [Client(headers={"Authorization": f"Bearer vx_{n}"}).get("/api/v1/my-places") for n in range(5)]
    assert [answer.status_code for answer in guesses] == [401, 401, 401, 429, 429]
