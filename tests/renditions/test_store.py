"""Files are made from the words of a draft, sealed with it, and refused when one byte of them is another."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from stage import moment
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.messages.draft import rewrite
from vungxanh.messages.lock import AlreadyApproved, ChangedSinceApproval
from vungxanh.messages.models import Form, Rendition
from vungxanh.messages.review import ReviewRefused, approve
from vungxanh.renditions import forms
from vungxanh.renditions.sealed import FileChanged, content_of, require_sealed
from vungxanh.renditions.store import fresh, out_of_date, render

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)
TEXTS = ("sms",)


def test_each_language_has_its_file_and_making_them_again_makes_nothing(message) -> None:
    first = render(message, at=moment(DAY), forms=TEXTS)
    assert [(one.language, one.form) for one in first] == [("vi", "sms"), ("en", "sms")]
    short = message.variants.get(language="vi", form=Form.SHORT)
    assert content_of(first[0]).decode() == short.text
    assert [one.pk for one in render(message, at=moment(DAY, 18), forms=TEXTS)] == [one.pk for one in first]


def test_only_the_language_whose_words_changed_is_made_again(message) -> None:
    vi, en = render(message, at=moment(DAY), forms=TEXTS)
    rewrite(message.variants.get(language="en", form=Form.SHORT), subject="", words="{place}: {new_cases} cases.")
    again_vi, again_en = render(message, at=moment(DAY), forms=TEXTS)
    assert again_vi.pk == vi.pk
    assert again_en.pk != en.pk and content_of(again_en) == "Vĩnh Phúc: 1,234 cases.".encode()


def test_a_draft_names_the_files_that_it_should_have(message) -> None:
    assert ("vi", "sms") in out_of_date(message)
    render(message, at=moment(DAY), forms=TEXTS)
    assert ("vi", "sms") not in out_of_date(message)


def test_a_file_made_after_reading_was_not_read(stage, message) -> None:
    from vungxanh.messages.lock import fingerprint

    read = fingerprint(message)
    render(message, at=moment(DAY), forms=TEXTS)
    with translation.override("vi"), pytest.raises(ReviewRefused, match="đã thay đổi"):
        approve(message, by=stage.second, at=moment(DAY), read=read)


def test_nothing_is_made_of_an_approved_message_any_more(stage, message) -> None:
    render(message, at=moment(DAY), forms=TEXTS)
    approve(message, by=stage.second, at=moment(DAY))
    with pytest.raises(AlreadyApproved):
        render(message, at=moment(DAY), forms=TEXTS)


def path_of(rendition: Rendition) -> Path:
    return Path(rendition.file.path)


@pytest.mark.parametrize("spoil", ["one byte", "gone", "database"])
def test_a_message_with_a_spoilt_file_is_not_put_into_the_outbox(stage, message, spoil: str) -> None:
    vi, _en = render(message, at=moment(DAY), forms=TEXTS)
    approve(message, by=stage.second, at=moment(DAY))
    assert require_sealed(message)
    if spoil == "one byte":
        path_of(vi).write_bytes(path_of(vi).read_bytes() + b"\x00")
    elif spoil == "gone":
        path_of(vi).unlink()
    else:
        Rendition.objects.filter(pk=vi.pk).update(sha256="0" * 64)
    with pytest.raises((FileChanged, ChangedSinceApproval)) as refused:
        dispatch(
            message,
            ChannelKind.SMS,
            audiences=["toan-dan"],
            place=stage.place,
            at=moment(DAY),
            expires_at=moment(DAY, 23),
        )
    assert str(refused.value)


def test_a_preview_is_made_of_the_words_as_they_stand_and_kept_nowhere(message) -> None:
    assert "1.234" in fresh(message, "vi", "sms").decode()
    assert not message.renditions.exists()


def test_another_voice_makes_a_draft_s_sound_old_and_nothing_else(message, monkeypatch) -> None:
    spoken, written = ("vi", "audio-opus"), ("vi", "radio-script")
    render(message, at=moment(DAY), languages=["vi"], forms=["audio-opus", "radio-script"])
    assert not {spoken, written} & set(out_of_date(message))
    monkeypatch.setenv("VUNGXANH_PIPER_VOICE", "/voices/vi_VN-vais1000-medium.onnx")
    forms._voice_ground.cache_clear()
    assert spoken in out_of_date(message) and written not in out_of_date(message)
    monkeypatch.undo()
    forms._voice_ground.cache_clear()
