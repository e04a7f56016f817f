"""Before its hour a signed release is on no public page and in no public file; a minute after it is on all of them."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from stage import Stage, moment
from vungxanh.duties.deliver import deliver
from vungxanh.duties.models import Evidence
from vungxanh.duties.settle import settle
from vungxanh.figures.models import Release, Report
from vungxanh.figures.release import prepare, sign
from vungxanh.levels.propose import propose
from vungxanh.messages.draft import draft_message
from vungxanh.messages.models import Message
from vungxanh.messages.offers import template_for
from vungxanh.messages.review import approve

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)
SIGNED, HOUR = moment(DAY, 16, 40), moment(DAY, 17)
PAGES = (
    "/", "/so-lieu/", "/so-lieu/ngay.csv", "/so-lieu/ngay.json", "/thong-bao/", "/ke-hoach/", "/bao-cao/uy-ban/",
    "/so-lieu/dinh-chinh/",
)  # fmt: skip
TELLTALES = ("4321", "4.321", "4,321")


@pytest.fixture
def held(stage: Stage, settings) -> Release:  # type: ignore[no-untyped-def]
    """Yesterday's figures are public; today's are signed and wait for 17:00."""
    settings.VUNGXANH_PROVINCE = "26"
    cache.clear()
    stage.declare("cap-3", DAY)
    stage.release(DAY - timedelta(days=1), 62)
    for key, value in {"new_cases": 4321, "new_deaths": 0}.items():
        Report.objects.create(indicator_id=key, place=stage.place, day=DAY, value=value, reported_at=SIGNED)
    draft = prepare(stage.place, DAY, by=stage.user, as_of=moment(DAY, 16), at=SIGNED, publish_at=HOUR)
    release = sign(draft, by=stage.second, at=SIGNED)
    propose(stage.adopted, release, at=SIGNED)
    return release


@pytest.fixture
def said(stage: Stage, held: Release) -> Message:
    """A message that quotes it, approved and in the outbox before the hour."""
    message = draft_message(
        stage.adopted, held, duty_id="vp-daily-situation", slot=1, template=template_for("dien-bien-ngay", "cap-3"),
        level="cap-3", by=stage.user, at=SIGNED, expires_at=moment(DAY, 23),
    )  # fmt: skip
    approve(message, by=stage.second, at=SIGNED)
    deliver(stage.adopted, message, at=SIGNED)
    return message


def read(address: str, at: datetime, settings) -> str:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = at.isoformat()
    return Client().get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_no_public_page_tells_it_before_its_hour(stage: Stage, said: Message, settings, address: str) -> None:  # type: ignore[no-untyped-def]
    text = read(address, HOUR - timedelta(seconds=1), settings)
    assert not any(telltale in text for telltale in TELLTALES)


@pytest.mark.parametrize("address", ["/", "/so-lieu/", "/so-lieu/ngay.csv", "/so-lieu/ngay.json", "/bao-cao/uy-ban/"])
def test_every_public_page_tells_it_at_its_hour_also_where_a_page_is_kept(  # type: ignore[no-untyped-def]
    stage: Stage, said: Message, settings, address: str
) -> None:
    read(address, HOUR - timedelta(seconds=1), settings)
    text = read(address, HOUR, settings)
    assert any(telltale in text for telltale in TELLTALES)


def test_its_own_pages_begin_with_its_hour(said: Message, settings) -> None:  # type: ignore[no-untyped-def]
    for address in (f"/so-lieu/{said.release.number}/", f"/thong-bao/{said.pk}/"):
        for at, status in ((HOUR - timedelta(seconds=1), 404), (HOUR, 200)):
            settings.VUNGXANH_NOW = at.isoformat()
            assert Client().get(address).status_code == status, (address, at)


@pytest.mark.parametrize(("before", "seconds"), [(3600, 60), (61, 60), (60, 60), (41, 41), (1, 1), (0, 60)])
def test_what_a_reader_may_keep_ends_at_the_hour(held: Release, settings, before: int, seconds: int) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = (HOUR - timedelta(seconds=before)).isoformat()
    for address in PAGES:
        assert Client().get(address).headers["Cache-Control"] == f"public, max-age={seconds}", address


def test_a_page_of_ours_proves_a_duty_only_once_it_can_be_read(stage: Stage, said: Message) -> None:
    from vungxanh.duties.expand import expand_day

    expand_day(stage.adopted, DAY)
    assert settle(stage.adopted, by=stage.user, at=HOUR - timedelta(seconds=1)) == 0
    assert settle(stage.adopted, by=stage.user, at=HOUR) == 1
    assert Evidence.objects.get().at == HOUR
