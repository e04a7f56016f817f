"""One release, two papers; and after a correction the list of who quoted the old number, each with a redraft."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.dispatch.models import Dispatch
from vungxanh.duties.speak import draft_speech
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import Release
from vungxanh.figures.release import prepare_correction, sign
from vungxanh.figures.report import report
from vungxanh.messages.models import Message, Variant

from .conftest import TODAY, World, at
from .outbox import approved, to_be_said

QUERIES = 28


@pytest.fixture
def quoting(world: World) -> list[Message]:
    """Three messages drafted from today's release of 264 cases."""
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    speeches = [one for one in unwritten(seat) if one.theme == "dien-bien-ngay"][:3]
    return [
        draft_speech(world.adopted, speech, world.release, by=world.people["officer"], at=seat.at)
        for speech in speeches
    ]


@pytest.fixture
def correction(world: World, quoting: list[Message]) -> Release:
    row = b"date,place,new_cases,new_deaths\n2021-11-17,26,260,1\n"
    import_figures(BytesIO(row), "sua.csv", province=world.province, by=world.people["officer"], at=at(17, 10))
    draft = prepare_correction(
        world.release, by=world.people["officer"], as_of=at(17, 10), at=at(17, 10), reason="Four counted twice"
    )
    return sign(draft, by=world.people["second"], at=at(17, 10))


def test_the_health_report_has_every_line_of_its_form_and_says_what_was_not_reported(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    text = as_("reader").get(reverse("desk:release_health_report", args=[world.release.pk])).content.decode()
    for line in ("New cases", "Severe cases in treatment", "Adverse events after vaccination", "Free treatment beds"):
        assert line in text
    assert ">264<" in text and "not reported" in text
    assert world.release.sha256 in text


def test_the_press_figures_are_of_the_same_release_with_its_places(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report(world.district, TODAY, {"new_cases": 200}, by=world.people["officer"], at=at(17, 5))
    draft = prepare_correction(
        world.release, by=world.people["officer"], as_of=at(17, 6), at=at(17, 6), reason="With the districts"
    )
    release = sign(draft, by=world.people["second"], at=at(17, 7))
    for name in ("release_press", "release_health_report", "release"):
        text = as_("reader").get(reverse(f"desk:{name}", args=[release.pk])).content.decode()
        assert "huyện Vĩnh Yên" in text and ">200<" in text
    text = as_("reader").get(reverse("desk:release_press", args=[release.pk])).content.decode()
    assert f"/so-lieu/{release.number}/" in text
    assert "Beds" not in text


def test_a_correction_lists_who_quoted_with_old_and_new_and_every_page(  # type: ignore[no-untyped-def]
    world: World, quoting: list[Message], correction: Release, as_
) -> None:
    text = as_("officer").get(reverse("desk:release_quoted", args=[correction.pk])).content.decode()
    assert len(quoting) >= 1
    for message in quoting:
        assert reverse("desk:message", args=[message.pk]) in text
    assert "<del>264</del>" in text and "<ins>260</ins>" in text
    for page in ("1/", "2/", "dinh-chinh/", "?thang=2021-11", "ngay.csv"):
        assert f'href="/en/so-lieu/{page}"' in text


def test_one_and_then_all_are_written_again_once(  # type: ignore[no-untyped-def]
    world: World, quoting: list[Message], correction: Release, as_
) -> None:
    address = reverse("desk:release_redraft", args=[correction.pk])
    officer, before = as_("officer"), Message.objects.count()
    answer = officer.post(address, {"message": quoting[0].pk})
    new = Message.objects.get(replaces=quoting[0])
    assert answer["Location"] == reverse("desk:message", args=[new.pk])
    assert "260" in new.variants.get(language="vi", form="long").text
    for _again in range(2):
        officer.post(address)
        assert Message.objects.count() == before + len(quoting)
    listed = officer.get(reverse("desk:release_quoted", args=[correction.pk])).content.decode()
    assert address not in listed
    page = officer.get(reverse("desk:message", args=[new.pk])).content.decode()
    assert reverse("desk:message", args=[quoting[0].pk]) in page


def test_a_reader_sees_the_list_and_has_no_button(world: World, correction: Release, as_) -> None:  # type: ignore[no-untyped-def]
    listed = as_("reader").get(reverse("desk:release_quoted", args=[correction.pk])).content.decode()
    assert reverse("desk:release_redraft", args=[correction.pk]) not in listed
    assert as_("reader").post(reverse("desk:release_redraft", args=[correction.pk])).status_code == 403


@pytest.mark.parametrize("wrong", ["0", "x", "999999"])
def test_a_message_that_quotes_nothing_of_it_is_no_address(world: World, correction: Release, as_, wrong: str) -> None:  # type: ignore[no-untyped-def]
    address = reverse("desk:release_redraft", args=[correction.pk])
    assert as_("officer").post(address, {"message": wrong}).status_code == 404


def test_a_release_that_corrects_nothing_has_no_such_list(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    assert as_("officer").get(reverse("desk:release_quoted", args=[world.release.pk])).status_code == 404


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_does_not_grow_with_the_messages(  # type: ignore[no-untyped-def]
    world: World,
    quoting: list[Message],
    as_,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    correction: Release,
) -> None:
    first = quoting[0]
    for slot in range(100, 100 + more):
        Message.objects.create(
            plan=first.plan, place=first.place, release=first.release, template=first.template, duty=first.duty,
            day=first.day, slot=slot, theme=first.theme, audience=first.audience, author=first.author,
            drafted_at=first.drafted_at, expires_at=first.expires_at + timedelta(hours=1),
        )  # fmt: skip
    client, address = as_("officer"), reverse("desk:release_quoted", args=[correction.pk])
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_home_asks_the_writer_to_write_again_until_nobody_quotes_the_old_number(  # type: ignore[no-untyped-def]
    world: World, quoting: list[Message], correction: Release, as_
) -> None:
    home, address = reverse("wagtailadmin_home"), reverse("desk:release_quoted", args=[correction.pk])
    officer = as_("officer")
    assert "an old number" in (said := officer.get(home).content.decode()) and address in said
    assert address not in as_("reader").get(home).content.decode()
    officer.post(reverse("desk:release_redraft", args=[correction.pk]))
    assert address not in officer.get(home).content.decode()


def test_only_what_somebody_was_told_is_called_a_correction(  # type: ignore[no-untyped-def]
    world: World, quoting: list[Message], correction: Release, as_
) -> None:
    told, spoken = approved(world, 8, "Hôm nay {new_cases} ca."), to_be_said(world, 8)
    Variant.objects.filter(message__in=[told, spoken]).exclude(language="rad").update(words="Hôm nay {new_cases} ca.")
    Dispatch.objects.create(
        message=told, channel="web", place=world.province, audiences=["toan-dan"], created_at=at(17, 6),
        expires_at=at(23), sha256="0" * 64,
    )  # fmt: skip
    as_("officer").post(reverse("desk:release_redraft", args=[correction.pk]))

    def says(old: Message) -> str:
        return Message.objects.get(replaces=old).variants.get(language="vi", form="long").text

    assert says(told).startswith("Đính chính") and says(spoken).startswith("Đính chính")
    assert not says(quoting[0]).startswith("Đính chính")


def test_where_nothing_is_left_to_write_again_it_says_so(  # type: ignore[no-untyped-def]
    quoting: list[Message], correction: Release, as_
) -> None:
    address, officer = reverse("desk:release_redraft", args=[correction.pk]), as_("officer")
    assert "a second person approves" in officer.post(address, follow=True).content.decode()
    again = officer.post(address, follow=True).content.decode()
    assert "Nothing was left to write" in again and "0 drafts" not in again
