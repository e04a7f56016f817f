"""What no program should send: every odd body is refused in the API's own shape, and nothing of it is stored."""

import json
from typing import Any

import pytest
from django.test import Client

from vungxanh.figures.models import Report

from .conftest import DAY, World

TICH_SON = f"/api/v1/reports/08707/{DAY}"
VALUES = "/api/v1/dhis2/dataValueSets"
JSON = "application/json"

BODIES = {
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a number of 5,000 digits": b'{"new_cases": ' + b"9" * 5_000 + b"}",
    "a number beyond floats": b'{"new_cases": 1e999}',
    "not a number": b'{"new_cases": NaN}',
    "half a character as a value": rb'{"new_cases": "\ud800"}',
    "half a character as a name": rb'{"\ud800": 1}',
    "a zero octet as a name": rb'{"\u0000": 1}',
    "a truth value": b'{"new_cases": true}',
    "a list of values": b'{"new_cases": [1]}',
    "a name in two scripts": '{"new_сases": 1}'.encode(),
    "full-width digits": '{"new_cases": "１２"}'.encode(),
    "negative zero as a float": b'{"new_cases": -0.0}',
    "a whole float": b'{"new_cases": 12.0}',
    "broken UTF-8": b'{"new_cases": "\xff"}',
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "2**63": b'{"new_cases": 9223372036854775808}',
    "1,001 names": json.dumps({f"k{n}": 1 for n in range(1001)}).encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_an_odd_report_is_refused_and_nothing_is_stored(world: World, name: str) -> None:
    before = Report.objects.count()
    answer = world.program("tich-son").put(TICH_SON, BODIES[name], content_type=JSON)
    assert answer.status_code in (400, 422), answer.content
    assert answer.json().keys() == {"code", "sentence", "problems"}
    assert Report.objects.count() == before


ODD_VALUES: dict[str, Any] = {
    "half a character as a unit": {"orgUnit": "\ud800"},
    "half a character as an element": {"dataElement": "\ud800"},
    "half a character as a value": {"value": "\ud800"},
    "half a character as a period": {"period": "\ud800"},
    "a zero octet as a unit": {"orgUnit": "\0"},
    "a zero octet as an element": {"dataElement": "\0"},
    "an object as a unit": {"orgUnit": {"id": "08707"}},
    "a long unit": {"orgUnit": "9" * 5_000},
    "Arabic digits": {"value": "١٢"},
    "a float": {"value": 12.5},
    "an exponent": {"value": "1e3"},
    "a period in other digits": {"period": "２０２１１１１９"},
    "the year nought": {"period": "00000101"},
    "the last of years": {"period": "99991231"},
    "a truth value": {"value": True},
}


@pytest.mark.parametrize("name", ODD_VALUES)
def test_an_odd_data_value_is_ignored_with_its_reason(world: World, name: str) -> None:
    sound = {"dataElement": "new_cases", "period": f"{DAY:%Y%m%d}", "orgUnit": "08707", "value": "1"}
    body = json.dumps({"dataValues": [sound | ODD_VALUES[name]]})
    before = Report.objects.count()
    answer = world.program("tich-son").post(VALUES, body, content_type=JSON)
    assert answer.status_code == 409, answer.content
    said = answer.json()["response"]
    assert said["importCount"] | {"ignored": 1, "imported": 0, "updated": 0} == said["importCount"]
    assert said["conflicts"]
    assert Report.objects.count() == before


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"dataValues": ' + b"[" * 200_000, b'{"dataValues": [1e999]}'])
def test_odd_value_sets_are_refused(world: World, body: bytes) -> None:
    answer = world.program("tich-son").post(VALUES, body, content_type=JSON)
    assert answer.status_code == 400
    assert answer.json().keys() == {"code", "sentence", "problems"}


ADDRESSES = (
    "/api/v1/releases?page=99999999999999999999",
    "/api/v1/releases?from=0000-00-00",
    "/api/v1/releases?from=2021-11-18&to=2021-02-30",
    "/api/v1/releases?from=%00",
    "/api/v1/releases/0",
    "/api/v1/releases/99999999999999999999",
    "/api/v1/releases/%EF%BC%91",
    "/api/v1/series/26/%00?from=2021-11-01&to=2021-11-02",
    "/api/v1/series/%ED%A0%80/new_cases?from=2021-11-01&to=2021-11-02",
    "/api/v1/series/26/new_cases?from=9999-12-31&to=9999-12-31",
    "/api/v1/series/26/new_cases?from=0001-01-01&to=0001-01-01",
    "/api/v1/dhis2/dataValueSets?period=00010101",
    "/api/v1/dhis2/dataValueSets?period=20211118&orgUnit=%00",
    "/api/v1/dhis2/dataValueSets?period=%EF%BC%92%EF%BC%90",
    "/api/v1/dhis2/dataValueSets?startDate=9999-12-31&endDate=9999-12-31&children=true",
    "/api/v1/dhis2/dataValueSets?" + "&".join(["period=20211118"] * 2_000),
    "/api/v1/%ff%fe",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_odd_address_is_answered_and_never_breaks(anyone: Client, world: World, address: str) -> None:
    answer = anyone.get(address)
    assert answer.status_code in (200, 404, 422), answer.content


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31"])
@pytest.mark.parametrize("address", ["missing?day={}", "reporters?day={}", "reports?day={}", "reports/08707/{}"])
def test_days_at_the_ends_of_the_calendar_break_nothing(world: World, address: str, day: str) -> None:
    answer = world.program("tich-son").get("/api/v1/" + address.format(day))
    assert answer.status_code in (200, 404, 422), answer.content


def test_a_token_opens_nothing_from_an_address_or_a_body(world: World, anyone: Client) -> None:
    secret = world.secrets["tich-son"]
    for query in (f"token={secret}", f"access_token={secret}", f"Authorization=Bearer+{secret}", f"api_key={secret}"):
        assert anyone.get(f"{TICH_SON}?{query}").status_code == 401
    for scheme in ("Token", "Basic", "", "Bearer Bearer"):
        headers = {"Authorization": f"{scheme} {secret}".strip()}
        assert Client(headers=headers).get(TICH_SON).status_code == 401
