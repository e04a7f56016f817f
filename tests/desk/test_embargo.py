"""A signed release before its hour: shown as such to whoever prepares, signs or previews, and not there for others."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.duties.speak import draft_speech
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import Release, ReleaseDraft
from vungxanh.figures.release import prepare, sign
from vungxanh.levels.models import Proposal
from vungxanh.levels.propose import propose

from .conftest import TODAY, World, at, person

TOMORROW = TODAY + timedelta(days=1)
SIGNED, HOUR = at(16, 50, TOMORROW), at(17, 0, TOMORROW)
WRITERS = (Verb.READ, Verb.WRITE_MESSAGE, Verb.APPROVE_MESSAGE, Verb.DECLARE_LEVEL)


@pytest.fixture
def held(world: World, settings) -> Release:  # type: ignore[no-untyped-def]
    """The next day at ten to five: 4321 cases are signed for 17:00, a level is proposed from them."""
    settings.VUNGXANH_NOW = SIGNED.isoformat()
    row = b"date,place,new_cases,new_deaths\n2021-11-18,26,4321,1\n"
    import_figures(BytesIO(row), "ngay.csv", province=world.province, by=world.people["officer"], at=SIGNED)
    draft = prepare(world.province, TOMORROW, by=world.people["officer"], as_of=SIGNED, at=SIGNED, publish_at=HOUR)
    release = sign(draft, by=world.people["second"], at=SIGNED)
    propose(world.adopted, release, at=SIGNED)
    world.people["writer"] = person("writer", world.province, WRITERS)
    world.people["previewer"] = person("previewer", world.province, (*WRITERS, Verb.PREVIEW_RELEASE))
    return release


def pages(release: Release) -> list[str]:
    return [
        reverse("desk:release", args=[release.pk]),
        reverse("desk:release_health_report", args=[release.pk]),
        reverse("desk:release_press", args=[release.pk]),
    ]


@pytest.mark.parametrize("who", ["officer", "second", "previewer"])
def test_who_prepares_signs_or_previews_sees_it_called_under_embargo(held: Release, as_, who: str) -> None:  # type: ignore[no-untyped-def]
    for address in pages(held):
        text = as_(who).get(address).content.decode()
        assert "4,321" in text or "4321" in text
        assert "nder embargo until 17:00 18/11/2021" in text


@pytest.mark.parametrize("who", ["reader", "writer"])
def test_for_everybody_else_it_is_not_there(held: Release, as_, who: str) -> None:  # type: ignore[no-untyped-def]
    client: Client = as_(who)
    assert {client.get(address).status_code for address in pages(held)} == {404}
    day = client.get(reverse("desk:figures_day", args=[TOMORROW])).content.decode()
    assert reverse("desk:release", args=[held.pk]) not in day
    assert client.get(reverse("desk:release_draft", args=[held.draft_id]), follow=True).status_code == 404
    assert Proposal.objects.filter(release=held).exists()
    assert "4321" not in client.get(reverse("desk:levels")).content.decode()
    chain = client.get(reverse("desk:release", args=[Release.objects.get(number=1).pk])).content.decode()
    assert held.sha256 not in chain


def test_at_its_hour_it_is_there_for_all(held: Release, as_, settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = HOUR.isoformat()
    for address in pages(held):
        text = as_("reader").get(address).content.decode()
        assert "4,321" in text or "4321" in text
        assert "nder embargo" not in text


def test_a_message_that_quotes_it_is_seen_by_the_same_people_only(world: World, held: Release, as_) -> None:  # type: ignore[no-untyped-def]
    from vungxanh.duties.expand import expand_day

    expand_day(world.adopted, TOMORROW)
    seat = Seat(world.people["previewer"], world.province, SIGNED)
    speech = unwritten(seat)[0]
    message = draft_speech(world.adopted, speech, held, by=world.people["previewer"], at=SIGNED)
    address = reverse("desk:message", args=[message.pk])
    assert as_("writer").get(address).status_code == 404
    assert address not in as_("writer").get(reverse("desk:messages")).content.decode()
    seen = as_("previewer").get(address).content.decode()
    assert "leaves at 17:00 18/11/2021" in seen


def test_who_may_not_preview_drafts_nothing_from_it(world: World, held: Release, as_) -> None:  # type: ignore[no-untyped-def]
    from vungxanh.duties.expand import expand_day

    expand_day(world.adopted, TOMORROW)
    speech = unwritten(Seat(world.people["writer"], world.province, SIGNED))[0]
    address = reverse("desk:message_draft", args=[speech.duty.id, speech.slot])
    assert "There is no release of today" in as_("writer").post(address, follow=True).content.decode()


@pytest.mark.parametrize(("hour", "chosen", "expected"), [(16, "17:00", at(17)), (16, "", None), (18, "17:00", None)])
def test_the_hour_is_chosen_when_it_is_prepared(  # type: ignore[no-untyped-def]
    world: World, as_, settings, hour: int, chosen: str, expected: object
) -> None:
    settings.VUNGXANH_NOW = at(hour).isoformat()
    officer = world.people["officer"]
    row = b"date,place,new_cases,new_deaths\n2021-11-16,26,7,0\n"
    import_figures(BytesIO(row), "hom-qua.csv", province=world.province, by=officer, at=at(15))
    day = TODAY - timedelta(days=1)
    offered = as_("officer").get(reverse("desk:figures_day", args=[day])).content.decode()
    assert ('name="public"' in offered) is (hour < 17)
    as_("officer").post(reverse("desk:release_prepare", args=[day]), {"public": chosen})
    assert ReleaseDraft.objects.latest("pk").publish_at == expected
