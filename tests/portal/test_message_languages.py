"""A message on the public page, language by language: what each says, and where it only speaks."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client

from stage import moment
from vungxanh.duties.deliver import deliver
from vungxanh.messages.draft import draft_message
from vungxanh.messages.languages import add_language, check_language
from vungxanh.messages.models import Message
from vungxanh.messages.offers import template_for
from vungxanh.messages.review import approve
from vungxanh.renditions.recordings import keep_recording
from vungxanh.renditions.store import render
from vungxanh.speech.chime import opening
from vungxanh.speech.encode import encode
from vungxanh.speech.sound import joined

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)


def spoken(stage, settings, tmp_path, forms: tuple[str, ...]) -> Message:
    """A message in Vietnamese and English that somebody recorded in Ê Đê and nobody wrote."""
    settings.MEDIA_ROOT = tmp_path
    settings.VUNGXANH_NOW = moment(DAY, 20).isoformat()
    stage.declare("cap-3", DAY)
    message = draft_message(
        stage.adopted, stage.release(DAY, 104), duty_id="vp-daily-situation", slot=1, level="cap-3", by=stage.user,
        template=template_for("dien-bien-ngay", "cap-3"), at=moment(DAY), expires_at=moment(DAY, 23),
    )  # fmt: skip
    ede = add_language(message, "rad")
    keep_recording(ede, BytesIO(encode(joined([opening()] * 3), "wav")), by=stage.user, at=moment(DAY))
    check_language(ede, by=stage.second, at=moment(DAY))
    render(message, at=moment(DAY), forms=forms)
    approve(message, by=stage.second, at=moment(DAY))
    deliver(stage.adopted, message, at=moment(DAY))
    return message


def section(page: str, language: str) -> str:
    found = re.search(rf'<section>\s*<h2 lang="{language}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("forms", [("audio-mp3",), ("sms",)], ids=["made into a file", "as it was uploaded"])
def test_a_language_that_nobody_wrote_is_heard_where_it_stands(stage, settings, tmp_path, forms) -> None:
    message = spoken(stage, settings, tmp_path, forms)
    page = Client().get(f"/thong-bao/{message.pk}/").content.decode()
    assert "Ê Đê" in section(page, "rad") and "message-text" not in section(page, "rad")
    address = re.search(r'<audio[^>]* src="([^"]+)"', section(page, "rad"))
    assert address and "<audio" not in section(page, "vi")
    answer = Client().get(address[1])
    assert answer.status_code == 200 and answer["Content-Type"].startswith("audio/")


def test_the_language_of_the_page_comes_first_in_texts_and_in_files(stage, settings, tmp_path) -> None:
    message = spoken(stage, settings, tmp_path, ("infographic-square-png", "press-release-pdf", "audio-mp3"))
    for path, first, second in (("/en/", "en", "vi"), ("/", "vi", "en")):
        page = Client().get(f"{path}thong-bao/{message.pk}/").content.decode()
        texts, files = (re.findall(rf'<{heading} lang="(\w+)">', page) for heading in ("h2", "h3"))
        assert texts == files == [first, second, "rad"]
        named = [language for language, _form in re.findall(rf"/thong-bao/{message.pk}/(\w+)/([\w-]+)\.", page)]
        assert len(list(dict.fromkeys(named))) == 3


def test_an_uploaded_voice_of_an_unsent_message_is_not_heard(stage, settings, tmp_path) -> None:
    message = spoken(stage, settings, tmp_path, ("sms",))
    assert Client().get(f"/thong-bao/{message.pk}/rad/ghi-am").status_code == 200
    message.dispatches.all().delete()
    assert Client().get(f"/thong-bao/{message.pk}/rad/ghi-am").status_code == 404
