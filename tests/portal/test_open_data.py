"""Every release and every place's series as files that any program can read, check and keep."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from stage import Stage, moment
from vungxanh.figures.breakdown import digest
from vungxanh.figures.models import Indicator, Release, Report
from vungxanh.figures.release import prepare_correction, sign

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)


@pytest.fixture
def site(stage: Stage, settings) -> Iterator[Stage]:  # type: ignore[no-untyped-def]
    """Two days with districts and communes; the second is corrected. The site lives after all of it."""
    settings.VUNGXANH_PROVINCE = "26"
    settings.VUNGXANH_NOW = moment(DAY, 20).isoformat()
    for n, day in enumerate((DAY - timedelta(days=1), DAY)):
        tell(stage, "243", day, new_cases=60 + n, new_deaths=0)
        tell(stage, "08707", day, new_cases=20, beds_free=7)
        stage.release(day, 104)
    tell(stage, "243", DAY, new_cases=50)
    return stage


def tell(stage: Stage, code: str, day: date, **values: int) -> None:
    for key, value in values.items():
        Report.objects.update_or_create(
            indicator=Indicator.objects.get(key=key), place=stage.places[code], day=day,
            defaults={"value": value, "reported_at": moment(day, 16)},
        )  # fmt: skip


def correct(stage: Stage, publish_at: datetime | None = None) -> Release:
    at = moment(DAY, 18)
    release = Release.objects.get(day=DAY)
    draft = prepare_correction(release, by=stage.user, as_of=at, at=at, reason="Đếm trùng", publish_at=publish_at)
    return sign(draft, by=stage.second, at=at)


def get(address: str, **headers: str):  # type: ignore[no-untyped-def]
    return Client().get(address, headers=headers)


def rows(address: str) -> list[dict[str, str]]:
    answer = get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(answer.getvalue().decode().splitlines()))


def test_a_release_as_csv_has_a_row_a_place_by_its_code(site: Stage) -> None:
    found = rows("/so-lieu/2.csv")
    assert [(row["place_gso"], row["above_gso"], row["new_cases"], row["new_deaths"]) for row in found] == [
        ("26", "", "104", "0"),
        ("243", "26", "61", "0"),
        ("08707", "243", "20", ""),
    ]
    assert {row["sha256"] for row in found} == {Release.objects.get(number=2).sha256}
    assert found[2]["beds_free"] == "7"
    assert "positivity" not in found[0]


def test_a_release_as_json_is_enough_to_compute_its_seal_again(site: Stage) -> None:
    correction = correct(site)
    said = json.loads(get(f"/so-lieu/{correction.number}.json").getvalue())
    below = digest({place["path"]: place["figures"] for place in said["places"]})
    sealed = {
        "number": said["release"], "place": said["province"]["gso"], "place_from": said["place_from"],
        "day": said["date"], "as_of": datetime.fromisoformat(said["as_of"]).astimezone(UTC).isoformat(),
        "figures": said["figures"], "corrects": said["corrects"], "previous": said["previous_sha256"], "below": below,
    }  # fmt: skip
    canonical = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == said["sha256"] == correction.sha256
    assert (said["corrects"], said["reason"], said["corrected_by"]) == (2, "Đếm trùng", None)
    assert json.loads(get("/so-lieu/2.json").getvalue())["corrected_by"] == 3


def test_a_place_has_its_series_as_the_latest_corrections_say(site: Stage) -> None:
    assert [(row["date"], row["release"], row["new_cases"]) for row in rows("/so-lieu/noi/243.csv")] == [
        ("2021-11-26", "1", "60"),
        ("2021-11-27", "2", "61"),
    ]
    correct(site)
    assert [(row["date"], row["release"], row["new_cases"]) for row in rows("/so-lieu/noi/243.csv")][1:] == [
        ("2021-11-27", "3", "50")
    ]
    assert [row["new_cases"] for row in rows("/so-lieu/noi/26.csv")] == ["104", "104"]
    assert rows("/so-lieu/noi/244.csv") == []


@pytest.mark.parametrize("address", ["noi/999.csv", "noi/38.csv", "9.csv", "9.json"])
def test_what_is_not_the_province_s_is_no_address(site: Stage, address: str) -> None:
    assert get(f"/so-lieu/{address}").status_code == 404


def test_nothing_under_embargo_is_in_any_file(site: Stage, settings) -> None:  # type: ignore[no-untyped-def]
    hour = moment(DAY, 21)
    correction = correct(site, publish_at=hour)
    for address in (f"/so-lieu/{correction.number}.csv", f"/so-lieu/{correction.number}.json"):
        assert get(address).status_code == 404
    assert rows("/so-lieu/noi/243.csv")[-1]["new_cases"] == "61"
    assert json.loads(get("/so-lieu/2.json").getvalue())["corrected_by"] is None
    tags = [get(address).headers["ETag"] for address in ("/so-lieu/noi/243.csv", "/so-lieu/2.json")]
    settings.VUNGXANH_NOW = hour.isoformat()
    assert rows("/so-lieu/noi/243.csv")[-1]["new_cases"] == "50"
    assert json.loads(get("/so-lieu/2.json").getvalue())["corrected_by"] == 3
    for address, tag in zip(("/so-lieu/noi/243.csv", "/so-lieu/2.json"), tags, strict=True):
        assert get(address, if_none_match=tag).status_code == 200


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "address", ["/so-lieu/1.csv", "/so-lieu/1.json", "/so-lieu/noi/243.csv", "/so-lieu/tu-dien.json"]
)
def test_a_file_that_did_not_change_is_not_sent_again_and_any_site_may_read_it(
    site: Stage, address: str, encoding: str
) -> None:
    first = get(address, accept_encoding=encoding)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = get(address, if_none_match=first.headers["ETag"], accept_encoding=encoding)
    assert (again.status_code, again.getvalue()) == (304, b"")


def test_the_dictionary_says_what_every_column_is_and_how_it_hangs_together(site: Stage) -> None:
    said = {one["key"]: one for one in json.loads(get("/so-lieu/tu-dien.json").getvalue())["indicators"]}
    assert {*rows("/so-lieu/1.csv")[0]} - {*said} == {
        "date", "province_gso", "release", "corrects", "as_of", "published_at", "partial", "place_gso", "place",
        "above_gso", "sha256",
    }  # fmt: skip
    assert said["community_cases"] | {"name_vi": "", "name_en": ""} == {
        "key": "community_cases", "name_vi": "", "name_en": "", "unit": "people", "kind": "count", "basis": "report",
        "direction": "worse", "mandatory": False, "breakdown": "found-where", "per": None, "part_of": "new_cases",
        "adds_up": None, "at_most": None, "numerator": None, "denominator": None,
    }  # fmt: skip
    page = get("/en/so-lieu/tu-dien/").content.decode()
    assert "Positive samples, per 100 of: Samples tested" in page
    for key in said:
        assert f'id="{key}"' in page


def test_the_release_s_page_tells_its_places_and_says_when_it_is_partial(site: Stage) -> None:
    page = " ".join(get("/en/so-lieu/2/").content.decode().split())
    assert '<a href="/en/so-lieu/noi/243.csv">thành phố Vĩnh Yên</a>' in page
    assert '<span lang="vi">thành phố Vĩnh Yên</span>: 1 place' in page
    assert "2 places reported" in page
    assert "Partial" not in page


def test_a_release_begins_with_its_cases_and_not_with_the_first_key_of_the_alphabet(site: Stage) -> None:
    told = get("/en/so-lieu/1/").content.decode().partition("<main")[2]
    assert -1 < told.find("New cases") < told.find("Severe cases")
    assert told.find("New cases") < told.find("Adverse events")


def test_the_dictionary_says_in_words_how_a_whole_is_parted(site: Stage) -> None:
    said = get("/en/so-lieu/tu-dien/").content.decode()
    assert "parted by where they were found" in said and "found-where" not in said


@pytest.mark.parametrize("name", ["=CMD()", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_name_becomes_a_formula_in_whoever_opens_the_file(site: Stage, name: str) -> None:
    place = site.places["08707"]
    type(place).objects.filter(pk=place.pk).update(kind=name)
    for address in ("/so-lieu/2.csv", f"/so-lieu/noi/{place.code}.csv"):
        cells = [cell for row in csv.reader(get(address).getvalue().decode().splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
        assert any(cell.startswith("'") for cell in cells)
