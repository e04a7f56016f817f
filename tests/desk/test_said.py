"""What reaches the loudspeaker: its own area's station hears and reads what was approved, and nothing else."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vungxanh.duties.models import Obligation
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import Release
from vungxanh.figures.release import prepare_correction, sign
from vungxanh.messages.models import Message, Variant
from vungxanh.messages.redraft import redraft
from vungxanh.messages.review import approve

from .conftest import World, at
from .outbox import approved, to_be_said

LOUDSPEAKER = "vp-l12-loudspeaker"
PAGE = "/ban-lam-viec/nhiem-vu/noi-dung/vp-l12-loudspeaker/"


def file_of(message: Message, language: str = "vi", form: str = "radio-script", duty: str = LOUDSPEAKER) -> str:
    return reverse("desk:duty_said_file", args=[duty, message.pk, language, form])


def corrected(world: World, publish_at: datetime | None = None) -> Release:
    officer, when = world.people["officer"], at(17, 8)
    row = b"date,place,new_cases,new_deaths\n2021-11-17,26,260,1\n"
    import_figures(BytesIO(row), "sua.csv", province=world.province, by=officer, at=when)
    draft = prepare_correction(
        world.release, by=officer, as_of=when, at=when, reason="Four counted twice", publish_at=publish_at
    )
    return sign(draft, by=world.people["second"], at=when)


def test_a_district_editor_hears_reads_and_takes_along_what_its_stations_say(world: World, as_: Any) -> None:
    message, editor = to_be_said(world), as_("editor")
    page = editor.get(PAGE).content.decode()
    assert "Bà con ở nhà, lần 1." in page and file_of(message, "rad", "recording") in page
    script = editor.get(file_of(message))
    assert "Bà con ở nhà" in script.content.decode() and "sandbox" in script["Content-Security-Policy"]
    voice = editor.get(file_of(message, "rad", "recording") + "?tai=1")
    assert voice.content[:4] == b"RIFF" and voice["Content-Disposition"].endswith('-rad-recording.wav"')


def test_the_player_stands_above_the_words_and_files(world: World, as_: Any) -> None:
    to_be_said(world)
    page = as_("editor").get(PAGE).content.decode()
    voice = page[page.index("<audio") :]
    assert "/rad/recording/" in voice.split(">")[0]
    assert "Take the sound along" in voice and "uploaded" in voice


def test_the_way_to_it_is_one_tap_from_the_duty_its_stations_and_todays_list(
    world: World, loudspeakers: list[Obligation], as_: Any
) -> None:
    screens = [
        reverse("desk:obligation", args=[loudspeakers[0].pk]),
        reverse("desk:stations_of", args=[LOUDSPEAKER, world.district.pk]),
        reverse("desk:duties"),
    ]
    editor = as_("editor")
    before = [editor.get(url).content.decode() for url in screens]
    assert [PAGE in text for text in before] == [True, True, False]
    assert "nothing approved yet" in before[0]
    to_be_said(world)
    after = [editor.get(url).content.decode() for url in screens]
    assert all(PAGE in text for text in after) and "Hear and read what is said" in after[0]
    assert PAGE in as_("officer").get(reverse("desk:stations", args=[LOUDSPEAKER])).content.decode()


def test_recording_that_it_was_said_is_one_tap_away(world: World, loudspeakers: list[Obligation], as_: Any) -> None:
    assert reverse("desk:stations", args=[LOUDSPEAKER]) in as_("editor").get(PAGE).content.decode()
    only, *others = [one.pk for one in loudspeakers if one.place.parent_id == world.district.pk]
    Obligation.objects.filter(pk__in=others).delete()
    assert f"{reverse('desk:obligation', args=[only])}#record" in as_("editor").get(PAGE).content.decode()
    assert "Record that it was said" not in as_("reader").get(PAGE).content.decode()


def test_where_nothing_is_approved_yet_it_says_who_writes_it(world: World, as_: Any) -> None:
    message = to_be_said(world, seal=False)
    editor = as_("editor")
    page = editor.get(PAGE).content.decode()
    assert "Nothing is approved yet" in page and "Office of Vĩnh Phúc" in page and "Bà con" not in page
    assert editor.get(file_of(message)).status_code == 404


def test_only_a_duty_that_runs_here_and_is_said_by_people_is_an_address(world: World, as_: Any) -> None:
    message, sms = to_be_said(world), approved(world)
    editor = as_("editor")
    for duty in ("vp-l12-sms", "vp-l4-loudspeaker", "no-such-duty"):
        assert editor.get(reverse("desk:duty_said", args=[duty])).status_code == 404
        assert editor.get(file_of(message, duty=duty)).status_code == 404
    assert editor.get(file_of(sms)).status_code == 404, "a message of another duty"
    for language, form in (("vi", "audio-mp3"), ("en", "radio-script"), ("vi", "recording"), ("vi", "nonsense")):
        assert editor.get(file_of(message, language, form)).status_code == 404
    Obligation.objects.filter(duty=LOUDSPEAKER, place__parent=world.district).delete()
    assert editor.get(PAGE).status_code == 404 and editor.get(file_of(message)).status_code == 404
    assert as_("officer").get(PAGE).status_code == 200, "it runs in the other district"


def test_nothing_is_there_before_the_hour_of_its_figures(world: World, as_: Any, settings: Any) -> None:
    message, client = to_be_said(world, release=corrected(world, at(18))), as_("editor")
    assert "Bà con" not in client.get(PAGE).content.decode() and client.get(file_of(message)).status_code == 404
    assert "Hear and read" not in client.get(reverse("desk:duties")).content.decode()
    settings.VUNGXANH_NOW = at(18).isoformat()
    assert "Bà con" in client.get(PAGE).content.decode() and client.get(file_of(message)).status_code == 200


def test_a_corrected_text_says_so_until_its_new_one_takes_its_place(world: World, as_: Any) -> None:
    old, client = to_be_said(world), as_("editor")
    correction = corrected(world)
    assert "Ask the province before you say it again" in client.get(PAGE).content.decode()
    Variant.objects.filter(message=old).exclude(language="rad").update(words="Bà con ở nhà: {new_cases}.")
    new = redraft(old, correction, by=world.people["officer"], at=at(17, 9))
    approve(new, by=world.people["second"], at=at(17, 9))
    page = client.get(PAGE).content.decode()
    assert "260" in page and file_of(old) not in page and "Ask the province" not in page
    assert client.get(file_of(old)).status_code == 404


def test_a_text_that_is_not_what_was_approved_is_not_given_out(world: World, as_: Any) -> None:
    message = to_be_said(world)
    message.variants.filter(language="vi", form="long").update(text="Khác rồi")
    client = as_("editor")
    page = client.get(PAGE).content.decode()
    assert "not the one that was approved" in page and "Khác rồi" not in page and "<audio" not in page
    assert client.get(file_of(message)).status_code == 403


@pytest.mark.parametrize("name", ["stranger", "nobody"])
def test_nobody_from_elsewhere_hears_it(world: World, as_: Any, name: str) -> None:
    message, client = to_be_said(world), as_(name)
    assert client.get(PAGE).status_code == 403 and client.get(file_of(message)).status_code == 403


def test_it_asks_as_many_queries_for_three_texts_as_for_one(world: World, as_: Any) -> None:
    to_be_said(world)
    client = as_("editor")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    to_be_said(world, 2)
    to_be_said(world, 3)
    with CaptureQueriesContext(connection) as three:
        assert client.get(PAGE).content.decode().count("<article") == 3
    assert len(three) == len(one) <= 24
