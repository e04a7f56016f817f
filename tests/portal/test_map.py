"""The public map: only public released figures, zones and levels beside the province's, a list as its twin."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

import below
from stage import moment
from vungxanh.figures.models import Release
from vungxanh.levels.zones import lift_zone, zones_on
from vungxanh.places.models import Tier

ADDRESSES = [
    "/ban-do/",
    "/ban-do/?xem=vung",
    "/ban-do/?xem=cap-do",
    "/ban-do/?ngay=2021-11-12&chi-so=in_treatment&bac=huyen",
    "/ban-do/?bac=xa",
    "/ban-do/26/",
]


@pytest.fixture
def whole(db: None, settings) -> below.Whole:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = below.NOW
    settings.VUNGXANH_PROVINCE = "26"
    cache.clear()
    return below.whole_province()


def picture(text: str, kind: str = "map") -> ElementTree.Element:
    found = re.search(rf'<svg class="{kind}[^>]*>.*?</svg>(?=\s*(<ul|<svg|<h3|<table|$))', text, re.DOTALL)
    assert found, "no picture"
    return ElementTree.fromstring(found[0])


def areas(text: str) -> list[str]:
    return [e[0].text or "" for e in picture(text).iter() if e.get("class") == "area"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_anybody_reads_the_map_and_nobody_is_named(client: Client, whole, address: str, language: str) -> None:
    answer = client.get(language + address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "bi-mat" not in text and not answer.cookies
    assert not re.search(r"<script|https?://(?!www\.w3\.org)|style=", text)


def test_every_commune_is_on_the_map_with_its_number_and_in_the_list(client: Client, whole) -> None:
    text = client.get("/en/ban-do/?bac=xa").content.decode()
    told = areas(text)
    assert len(told) == 136
    assert text.count('<th scope="row">') == 136
    values = dict(
        Release.objects.latest()
        .figures.filter(place__tier=Tier.COMMUNE, indicator="new_cases")
        .values_list("place__name", "value")
    )
    assert any(said.endswith(": not reported") for said in told)
    for name, value in values.items():
        assert any(name in said for said in told), (name, value)


def test_the_map_of_a_whole_province_is_light(client: Client, whole) -> None:
    text = client.get("/ban-do/?bac=xa").content.decode()
    svg = text[text.index('<svg class="map"') : text.index('<ul class="legend">')]
    assert len(svg.encode()) < 60_000


def test_no_two_fills_differ_by_colour_alone(client: Client, whole) -> None:
    text = client.get("/ban-do/?xem=vung").content.decode()
    marks = {}
    for pattern in picture(text).iter():
        if (pattern.get("class") or "").startswith("fill"):
            marks[pattern.get("class")] = [e.get("d") for e in pattern][1:]
    assert len(marks) == 6 and len({str(mark) for mark in marks.values()}) >= 5
    signs = [e.get("href") for e in picture(text).iter() if e.tag == "use"]
    assert {"#map-s4", "#map-s3", "#map-s2", "#map-s1", "#map-s0"} == set(signs)


def test_a_zone_to_come_is_announced_and_not_yet_in_force(client: Client, whole) -> None:
    text = " ".join(client.get("/en/ban-do/").content.decode().split())
    before, after = text.split("<h3>To come</h3>")
    assert "Thôn Đông, xóm 3" not in before and "Thôn Đông, xóm 3" in after


def test_a_lifted_zone_is_off_the_map(client: Client, whole) -> None:
    at = moment(below.LAST, 19)
    zone = zones_on(whole.place, at)[0]
    assert zone.where in client.get("/ban-do/").content.decode().split("Sắp tới")[0]
    lift_zone(zone, document="40/QĐ", valid_from=moment(below.LAST, 18), by=whole.second, at=moment(below.LAST, 18))
    assert "11/QĐ-UBND" not in client.get("/ban-do/").content.decode()


def test_a_release_under_embargo_is_on_no_map(client: Client, whole) -> None:
    last = whole.releases[-1]
    ahead = Release.objects.create(
        place=whole.place, number=99, day=below.LAST + timedelta(days=1), as_of=last.as_of, signed_at=last.signed_at,
        published_at=moment(below.LAST, 23), draft=_draft(whole), prepared_by=whole.user, signed_by=whole.second,
        sha256="9",
    )  # fmt: skip
    ahead.figures.create(place=whole.places["243"], indicator_id="new_cases", value=987654)
    assert client.get("/ban-do/?ngay=2021-11-20").status_code == 404
    for address in [*ADDRESSES, "/ban-do/243/"]:
        text = client.get(address).content.decode()
        assert "987.654" not in text and "987654" not in text


def _draft(whole):  # type: ignore[no-untyped-def]
    from vungxanh.figures.models import ReleaseDraft

    return ReleaseDraft.objects.create(
        place=whole.place, day=below.LAST, as_of=moment(below.LAST), figures={}, sha256="1", prepared_by=whole.user,
        prepared_at=moment(below.LAST),
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["/ban-do/?ngay=2021-13-01", "/ban-do/?ngay=2020-01-01", "/ban-do/?xem=x", "/ban-do/99999/", "/ban-do/x/"],
)
def test_what_is_not_there_is_not_found(client: Client, whole, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_place_tells_its_levels_and_zones_over_time(client: Client, whole) -> None:
    zone = zones_on(whole.place, moment(below.LAST, 19))[0]
    text = " ".join(client.get(f"/en/ban-do/{zone.place.code}/").content.decode().split())
    assert "Locked down" in text and "Level 2" in text and "Level 1" in text
    assert "11/QĐ-UBND" in text and "02/QĐ-BCĐ" in text
    assert text.count('class="times times-') == 2 and text.count('class="chart ') == 2


def test_a_province_without_figures_below_says_so(client: Client, province) -> None:  # type: ignore[no-untyped-def]
    text = client.get("/en/ban-do/").content.decode()
    assert "the areas below are blank" in text


def test_a_fresh_database_shows_a_calm_map(client: Client, db: None, evening: None) -> None:
    assert client.get("/ban-do/").status_code == 200
    assert client.get("/ban-do/26/").status_code == 404


@pytest.mark.parametrize(("address", "most"), [(a, 13) for a in ADDRESSES[:5]] + [("/ban-do/26/", 11)])
def test_a_map_asks_few_questions_once_the_areas_are_known(
    client: Client, whole, django_assert_max_num_queries, address: str, most: int
) -> None:
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
