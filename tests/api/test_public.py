"""What anybody may read through the API: only what was released and is public, with its proof, and cheaply."""

from datetime import date

import pytest
from django.test import Client

from vungxanh.figures.models import Release, ReleasedFigure
from vungxanh.figures.report import report

from .conftest import DAY, NOW, World, at

YESTERDAY = date(2021, 11, 18)


def test_the_data_dictionary_names_everything_that_is_counted(world: World, anyone: Client) -> None:
    found = {one["key"]: one for one in anyone.get("/api/v1/indicators").json()}
    assert found["new_deaths"]["mandatory"] is True
    assert found["positivity"] | {"numerator": "samples_positive", "per": 100} == found["positivity"]


def test_releases_are_listed_with_their_proof_and_one_is_found_by_its_number(world: World, anyone: Client) -> None:
    listed = anyone.get("/api/v1/releases").json()
    assert (listed["count"], listed["pages"]) == (1, 1)
    one = anyone.get("/api/v1/releases/1").json()
    assert listed["releases"] == [{name: value for name, value in one.items() if name != "places"}]
    assert one["sha256"] == Release.objects.get().sha256
    assert one["figures"] == {"new_cases": 56, "new_deaths": 1, "severe_cases": None, "aefi": None}


def test_the_figures_of_the_places_below_come_with_their_release(world: World, anyone: Client) -> None:
    ReleasedFigure.objects.create(
        release=Release.objects.get(), place=world.places["08707"], indicator_id="new_cases", value=7
    )
    below = anyone.get("/api/v1/releases/1").json()["places"]
    assert below == [{"place": "08707", "name": "phường Tích Sơn", "tier": "commune", "figures": {"new_cases": 7}}]
    series = anyone.get("/api/v1/series/08707/new_cases?from=2021-11-01&to=2021-11-19").json()
    assert series["days"] == [{"day": "2021-11-18", "release": 1, "value": 7}]


def test_a_series_says_what_the_latest_correction_says(world: World, anyone: Client) -> None:
    from vungxanh.figures.release import prepare_correction, sign

    report(world.places["26"], YESTERDAY, {"new_cases": 55}, by=None, at=NOW)
    draft = prepare_correction(
        Release.objects.get(), by=world.people["province"], as_of=NOW, at=NOW, reason="counted twice"
    )
    sign(draft, by=world.people["signer"], at=NOW)
    days = anyone.get("/api/v1/series/26/new_cases?from=2021-11-01&to=2021-11-19").json()["days"]
    assert days == [{"day": "2021-11-18", "release": 2, "value": 55}]


def test_a_release_under_embargo_is_in_no_answer(world: World, anyone: Client, settings) -> None:  # type: ignore[no-untyped-def]
    world.release(DAY, at=at(17), new_cases=32)  # an hour that is still to come
    addresses = ["/releases", "/releases/2", "/series/26/new_cases?from=2021-11-01&to=2021-11-30"]
    before = [anyone.get(f"/api/v1{address}") for address in addresses]
    assert [answer.status_code for answer in before] == [200, 404, 200]
    assert not any(b"2021-11-19" in answer.content for answer in before)
    settings.VUNGXANH_NOW = at(17, 1).isoformat()
    assert all(b"2021-11-19" in anyone.get(f"/api/v1{address}").content for address in addresses)


def test_what_was_not_changed_is_not_sent_again(world: World, anyone: Client) -> None:
    first = anyone.get("/api/v1/releases")
    again = anyone.get("/api/v1/releases", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("address", "status", "code", "where"),
    [
        ("/nothing", 404, "not-found", None),
        ("/", 404, "not-found", None),
        ("/releases/99", 404, "unknown-release", None),
        ("/releases/x", 422, "not-understood", "number"),
        ("/releases?from=19.11.2021&page=0", 422, "not-understood", "from page"),
        ("/series/26/beds?from=2021-11-01&to=2021-11-02", 404, "unknown-indicator", None),
        ("/series/26/new_cases?from=2021-11-02&to=2021-11-01", 422, "days-reversed", None),
        ("/series/26/new_cases?from=2011-11-02&to=2021-11-01", 422, "too-many-days", None),
        ("/series/26/new_cases?from=1637280000&to=2021-11-01", 422, "not-understood", "from"),
        ("/series/%00/new_cases?from=2021-11-01&to=2021-11-01", 422, "not-understood", "place"),
    ],
)
def test_whatever_cannot_be_answered_is_refused_in_one_shape(
    world: World, anyone: Client, address: str, status: int, code: str, where: str | None
) -> None:
    answer = anyone.get(f"/api/v1{address}")
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code)
    assert said["sentence"].endswith(".")
    assert " ".join(problem["where"] for problem in said["problems"]) == (where or "")
    assert answer.headers["Content-Language"] == "en"


def test_another_method_is_refused_with_those_that_are_known(world: World, anyone: Client) -> None:
    answer = anyone.delete("/api/v1/releases")
    assert (answer.status_code, answer.headers["Allow"], answer.json()["code"]) == (405, "GET", "method-not-allowed")


def test_a_program_is_answered_in_the_language_it_accepts(world: World) -> None:
    answers = [Client(headers={"Accept-Language": wanted}).get("/api/v1/nothing") for wanted in ("vi", "en", "de")]
    assert [answer.headers["Content-Language"] for answer in answers] == ["vi", "en", "vi"]


def test_who_asks_too_fast_is_asked_to_wait(world: World, anyone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vungxanh.api.door.REQUESTS_A_MINUTE", 2)
    assert [anyone.get("/api/v1/indicators").status_code for _ in range(3)] == [200, 200, 429]
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.get("/api/v1/indicators").status_code == 200


def test_an_address_is_not_changed_by_what_the_caller_writes(world: World, settings, rf) -> None:  # type: ignore[no-untyped-def]
    from vungxanh.api.door import address_of

    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 192.0.2.7"})
    assert address_of(request) == "127.0.0.1"
    settings.VUNGXANH_PROXIES = 1
    assert address_of(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/indicators", 1),
        ("/releases", 4),
        ("/releases/1", 4),
        ("/series/26/new_cases?from=2021-11-01&to=2021-11-30", 3),
    ],
)
def test_an_answer_asks_few_questions_of_the_database(
    world: World, anyone: Client, django_assert_max_num_queries, address: str, most: int
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(most):
        anyone.get(f"/api/v1{address}")


def test_the_description_needs_no_other_host(world: World, anyone: Client) -> None:
    described = anyone.get("/api/v1/openapi.json").json()
    assert "/api/v1/releases" in described["paths"]
    assert anyone.get("/api/v1/docs").status_code == 404
