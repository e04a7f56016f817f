"""Every address there is, walked by who belongs and who does not: nobody reads or writes another's unreleased figures.

Outsiders are compared with themselves: what they are shown may not change, by a number or a count, when a commune they
have no part in reports, or when the province signs a release that is not yet public.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client

from desk.conftest import TODAY
from desk.test_every_address import everything
from vungxanh.agencies.models import Token
from vungxanh.figures.models import FiguresImport, Release, ReleasedFigure, ReleaseDraft, Report, Sheet

from .conftest import CANARY, EMBARGOED, Walk
from .registered import every_address, ours, theirs
from .table import ADDRESSES, BREAKS_ON_PURPOSE, EXAMPLES, FAMILIES, Door

OUTSIDERS = ("anonymous", "nobody", "stranger", "former", "neighbour")
WITHOUT_A_PLACE_HERE = ("nobody", "stranger", "former")
WRITING = {"api": ("post", "put", "patch", "delete")}  # elsewhere nothing is read from anything but a POST
CHANGES_WITH_EVERY_REQUEST = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"CSRF_TOKEN": ?"[^"]+"|csrf-token" content="[^"]+"'
)


def written(number: int) -> re.Pattern[str]:
    """The number, however its thousands are parted."""
    parts = re.findall(r"\d{1,3}(?=(?:\d{3})*$)", str(number))
    return re.compile(r"(?:[.,\s\u00a0\u202f]|&nbsp;|&#160;|&thinsp;)?".join(parts))


HIDDEN = [written(CANARY), written(EMBARGOED)]


def body(answer: HttpResponseBase) -> str:
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    text = content.decode("utf-8", "replace") + " ".join(
        f"{name}: {value}" for name, value in answer.items() if name != "Expires"
    )
    return CHANGES_WITH_EVERY_REQUEST.sub("", text)


def seen(client: Client, urls: Iterable[str]) -> dict[str, tuple[int, str]]:
    cache.clear()
    return {url: (answer.status_code, body(answer)) for url in urls for answer in [client.get(url)]}


def doors(walk: Walk) -> dict[str, Door]:
    """Every address of ours with its door, the portal's in both languages."""
    found = {"/ban-lam-viec/": Door.HOME}
    for address in ours():
        for url in walk.urls(address):
            found[url] = ADDRESSES[address.name].door
            if address.family == "portal":
                found[f"/en{url}"] = Door.PUBLIC
    return found


def gets_through(who: str, door: Door, status: int) -> bool:
    """Whether that answer is right for an outsider at this door."""
    if who == "anonymous":
        return status in {Door.PUBLIC: (200, 401, 404), Door.TOKEN: (401,)}.get(door, (302,))
    if door is Door.DESK and who in WITHOUT_A_PLACE_HERE:
        return status in (403, 404, 405)
    return status < 500


def test_the_table_names_every_address_and_no_other() -> None:
    assert {one.name for one in ours()} == set(ADDRESSES)
    assert {one.family for one in theirs()} == FAMILIES
    assert not {name for one in every_address() for name, _kind in one.parameters if one.name not in ADDRESSES} - set(
        EXAMPLES
    )


def test_a_number_is_recognised_however_it_is_written() -> None:
    for said in ("7654321", "7.654.321", "7,654,321", "7\u00a0654\u00a0321", "7&nbsp;654&nbsp;321"):
        assert HIDDEN[0].search(f"có {said} ca")
    assert not HIDDEN[0].search("7.654.32 7.654.322")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_outside_gets_in_or_sees_an_unreleased_figure_or_a_count_that_it_changes(
    walk: Walk, hide: Callable[[], None], who: str
) -> None:
    client, addresses = walk.browser(who), doors(walk)
    before = seen(client, addresses)
    hide()
    after = seen(client, addresses)
    for url, door in addresses.items():
        status, text = after[url]
        assert gets_through(who, door, status), (url, status)
        assert not any(number.search(text) for number in HIDDEN), url
        assert after[url] == before[url], url


def test_those_inside_see_it_so_that_the_walk_would_have_found_it(walk: Walk, hide: Callable[[], None]) -> None:
    hide()
    urls = [url for url in doors(walk) if not url.startswith("/en/")]
    shown = {
        who: {url.split("?")[0] for url, (_status, text) in seen(walk.browser(who), urls).items() if found.search(text)}
        for who, found in (("insider", HIDDEN[0]), ("reader", HIDDEN[0]), ("officer", HIDDEN[1]))
    }
    report = f"/api/v1/reports/{walk.world.communes[0].code}/{TODAY}"
    exports = {"/api/v1/reports", report, "/api/v1/dhis2/dataValueSets", "/api/v1/dhis2/dataValueSets.csv"}
    assert exports <= shown["insider"] and exports <= shown["reader"]
    assert any(url.startswith("/ban-lam-viec/so-lieu/") for url in shown["officer"])


@pytest.mark.parametrize("who", ["anonymous", "neighbour"])
def test_what_wagtail_brings_along_shows_nothing_and_breaks_for_nobody(
    walk: Walk, hide: Callable[[], None], who: str
) -> None:
    hide()
    client = walk.browser(who)
    for address in theirs():
        for url in walk.urls(address):
            answer = client.get(url)
            assert answer.status_code < 500 or address.name in BREAKS_ON_PURPOSE, url
            assert not any(number.search(body(answer)) for number in HIDDEN), url


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_outside_writes_a_figure_by_any_address(walk: Walk, hide: Callable[[], None], who: str) -> None:
    hide()
    client, before, rows = walk.browser(who), figures(walk), everything()
    for address in ours():
        for url in walk.urls(address):
            for method in WRITING.get(address.family, ("post",)):
                answer = try_to_write(walk, client, url, method)
                assert answer.status_code < 500, (method, url)
                assert not any(number.search(body(answer)) for number in HIDDEN), (method, url)
    assert figures(walk) == before
    if who in WITHOUT_A_PLACE_HERE:
        assert everything() == rows


def test_those_inside_write_it_so_that_the_walk_would_have_found_it(walk: Walk) -> None:
    for url, method, who in (
        (f"/api/v1/reports/{walk.world.communes[0].code}/{TODAY}", "put", "insider"),
        ("/api/v1/dhis2/dataValueSets", "post", "insider"),
        ("/ban-lam-viec/so-lieu/nhap-tep/", "post", "officer"),
    ):
        Report.objects.filter(place=walk.world.communes[0]).delete()
        try_to_write(walk, walk.browser(who), url, method)
        assert Report.objects.get(place=walk.world.communes[0], indicator="new_cases").value == 1, url


def try_to_write(walk: Walk, client: Client, url: str, method: str) -> Any:
    """With everything that a form or program of ours reads, all of it about the commune."""
    code, call = walk.world.communes[0].code, getattr(client, method)
    if "dataValueSets" in url:
        value = {"dataElement": "new_cases", "period": f"{TODAY:%Y%m%d}", "orgUnit": code, "value": "1"}
        return call(url, {"dataValues": [value]}, content_type="application/json")
    if url.startswith("/api/"):
        return call(url, {"new_cases": 1}, content_type="application/json")
    rows = f"date,place,new_cases,new_deaths\n{TODAY},{code},1,1\n".encode()
    fields = {"new_cases": 1, "new_deaths": 1, "aefi": 1, "place": walk.world.communes[0].pk, "day": TODAY.isoformat()}
    words = {"reason": "a reason that is long enough", "level": "cap-2", "document": "09/QĐ-UBND", "name": "x"}
    return call(url, {**fields, **words, "file": SimpleUploadedFile("day.csv", rows, "text/csv")})


def figures(walk: Walk) -> list[list[Any]]:
    """Everything reported or released, but what the neighbouring commune may report of itself."""
    others = {"place": walk.world.communes[1]}
    return [
        list(Report.objects.exclude(**others).order_by("pk").values_list()),
        list(Sheet.objects.exclude(**others).order_by("pk").values_list()),
        list(Release.objects.order_by("pk").values_list("pk", "sha256")),
        list(ReleasedFigure.objects.order_by("pk").values_list()),
        list(ReleaseDraft.objects.exclude(**others).order_by("pk").values_list("pk", "sha256")),
        list(FiguresImport.objects.order_by("pk").values_list("pk")),
        list(Token.objects.exclude(user=walk.world.people["neighbour"]).order_by("pk").values_list("pk", "revoked_at")),
    ]
