"""Every form of a message says the numbers of its release: read back from the file that leaves, form by form."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from words_of_files import words_of

from reading_back import numbers_in
from stage import moment
from vungxanh.documents.letters import NoSuchLetter
from vungxanh.documents.posters.laid import DoesNotFit
from vungxanh.messages.draft import rewrite
from vungxanh.messages.languages import add_language
from vungxanh.messages.models import Form, Message
from vungxanh.renditions import sound
from vungxanh.renditions.forms import FORMS, Family, forms_for
from vungxanh.renditions.read import languages_of, said_of
from vungxanh.renditions.recordings import keep_recording
from vungxanh.renditions.store import out_of_date, render, unfit
from vungxanh.renditions.unfit import reason_of, sentence
from vungxanh.speech.chime import opening
from vungxanh.speech.encode import encode
from vungxanh.speech.espeak import CannotSpeak
from vungxanh.speech.hear import hear
from vungxanh.speech.sound import joined
from vungxanh.speech.speak import speak

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)
WITHOUT_FIGURES = {"banner-pdf", "led-png", "led-txt"}  # one line over a street: what to do, and whom to call
# The plain SMS is made when somebody asks for it; sound is listened to below.
FILES = [key for key, form in FORMS.items() if form.family is not Family.SOUND and key != "sms-plain"]


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize(("language", "cases"), [("vi", "1.234"), ("en", "1,234")])
def test_the_figures_of_the_release_stand_in_it(message: Message, form: str, language: str, cases: str) -> None:
    said = said_of(message, language)
    text = words_of(form, FORMS[form].make(said))
    if form not in WITHOUT_FIGURES:
        assert cases in text
        assert re.search(r"\b5\b", text), "deaths are never left out"
    assert "1022" in text


@pytest.mark.parametrize("form", [key for key in FORMS if key != "sms-plain"])
def test_the_same_words_are_the_same_file(message: Message, form: str) -> None:
    said = said_of(message, "vi")
    assert FORMS[form].make(said) == FORMS[form].make(said_of(message, "vi"))


def test_no_two_forms_are_called_the_same() -> None:
    labels = [str(form.label) for form in FORMS.values()]
    assert len(set(labels)) == len(labels)


def test_the_loudspeaker_says_the_numbers_of_the_release(message: Message) -> None:
    script = FORMS["radio-script"].make(said_of(message, "vi")).decode()
    assert not any(letter.isdigit() for letter in script)
    assert {1234, 5} <= set(numbers_in(script))
    assert "một không hai hai" in script


@pytest.mark.parametrize(("language", "mark"), [("vi", "Diễn tập."), ("en", "Exercise.")])
def test_an_exercise_is_said_before_and_after_what_is_read_out(message: Message, settings, language, mark) -> None:
    settings.VUNGXANH_EXERCISE = True
    paragraphs = FORMS["radio-script"].make(said_of(message, language)).decode().split("\n\n")
    assert paragraphs[0].startswith(mark) and paragraphs[-1].startswith(mark)
    settings.VUNGXANH_EXERCISE = False
    assert mark not in FORMS["radio-script"].make(said_of(message, language)).decode()


def test_an_uploaded_voice_is_framed_by_the_word_of_an_exercise(stage, message: Message, settings) -> None:
    voice = BytesIO(encode(joined([opening()] * 3), "wav"))
    keep_recording(add_language(message, "rad"), voice, by=stage.user, at=moment(DAY))
    seconds = {}
    for settings.VUNGXANH_EXERCISE in (True, False):
        seconds[settings.VUNGXANH_EXERCISE] = hear(FORMS["audio-mp3"].make(said_of(message, "rad"))).seconds
    assert seconds[True] > seconds[False] + 2


@pytest.mark.parametrize("form", ["audio-wav", "audio-mp3", "audio-opus"])
def test_the_sound_is_as_long_as_its_script(message: Message, form: str) -> None:
    heard = hear(FORMS[form].make(said_of(message, "vi")))
    assert 20 < heard.seconds < 120 and heard.media_type == FORMS[form].media_type


def test_every_form_in_every_language_is_made_once_and_then_nothing_is(message: Message) -> None:
    told: list[tuple[int, int]] = []
    made = render(message, at=moment(DAY), progress=lambda done, of: told.append((done, of)))
    expected = sum(len(forms_for(said_of(message, language))) for language in languages_of(message))
    assert len(made) == expected == told[-1][0] == told[-1][1]
    assert out_of_date(message) == []
    assert [one.pk for one in render(message, at=moment(DAY, 18))] == [one.pk for one in made]


def test_one_changed_word_makes_every_file_of_that_language_old(message: Message) -> None:
    render(message, at=moment(DAY))
    english = message.variants.get(language="en", form=Form.LONG)
    rewrite(english, subject="Other", words="{place}: {new_cases} new cases.")
    old = out_of_date(message)
    assert {language for language, _form in old} == {"en"} and len(old) > 20


@pytest.mark.parametrize("level", [None, 0])
def test_a_figure_that_nobody_reported_is_said_so_in_every_picture(stage, level: int | None) -> None:
    message = stage.situation(stage.release(DAY, 12, level))
    text = words_of("infographic-square-png", FORMS["infographic-square-png"].make(said_of(message, "vi")))
    assert ("chưa có báo cáo" in text) is (level is None)


def test_a_language_without_a_short_text_gets_none_in_vietnamese(stage, message: Message) -> None:
    ede = add_language(message, "rad")
    rewrite(ede, subject="Hđăp mta", words="{place}: {new_cases} čô. Dôk hlăm sang bi jăk.")
    said = said_of(message, "rad")
    assert {"sms", "sms-plain", "led-txt"}.isdisjoint(form.key for form in forms_for(said))
    assert said.notice.action == "Dôk hlăm sang bi jăk."
    vietnamese = said_of(message, "vi")
    assert vietnamese.short and vietnamese.short not in words_of("poster-png", FORMS["poster-png"].make(said))
    assert vietnamese.notice.action not in words_of("poster-png", FORMS["poster-png"].make(said))


def test_a_language_that_is_only_a_recording_gets_sound_and_nothing_else(stage, message: Message) -> None:
    keep_recording(
        add_language(message, "rad"), BytesIO(encode(joined([opening()] * 3), "wav")), by=stage.user, at=moment(DAY)
    )
    assert {form.family for form in forms_for(said_of(message, "rad"))} == {Family.SOUND}


def test_a_post_says_what_to_do_and_why(message: Message) -> None:
    post = FORMS["social-txt"].make(said_of(message, "vi")).decode()
    assert "Việc cần làm: Tránh nơi đông người và chỉ ra ngoài khi thật cần thiết." in post
    assert "Ai đã gặp người nghi mắc mà thấy sốt, ho hãy đến ngay trạm y tế gần nhất" in post


LONG = "Ủy ban nhân dân các xã, phường, thị trấn và toàn thể nhân dân hãy cùng thực hiện nghiêm mọi biện pháp " * 6


def test_what_does_not_fit_a_picture_is_named_and_stops_no_other_form(message: Message) -> None:
    rewrite(message.variants.get(language="vi", form=Form.LONG), subject="Tình hình dịch", words=LONG)
    rewrite(message.variants.get(language="vi", form=Form.SHORT), subject="", words=LONG)
    rewrite(message.variants.get(language="en", form=Form.SHORT), subject="", words="Stay at home.")
    made = render(message, at=moment(DAY), languages=["vi"])
    forms = {one.form for one in made}
    assert "press-release-pdf" in forms and "banner-pdf" not in forms
    assert out_of_date(message, languages=["vi"]) == []


def test_a_title_with_marks_of_html_stays_a_title(message: Message) -> None:
    for language in ("vi", "en"):
        rewrite(
            message.variants.get(language=language, form=Form.LONG),
            subject="<script>alert(1)</script>",
            words="{place}: {new_cases}. </script><b>x</b>",
        )
    for form in ("email-html", "article-html"):
        content = FORMS[form].make(said_of(message, "vi")).decode()
        assert "<script>alert" not in content and content.count("</script>") <= (form == "article-html")


@pytest.mark.parametrize("form", ["email-txt", "email-html", "poster-pdf"])
@pytest.mark.parametrize(("language", "source"), [("vi", "bản công bố số"), ("en", "release no.")])
def test_the_release_is_named_once_at_the_foot(message: Message, form: str, language: str, source: str) -> None:
    text = words_of(form, FORMS[form].make(said_of(message, language)))
    assert f"{source} {message.release}" in text and text.count(source) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_voice_is_given_the_radio_script(message: Message, language: str, monkeypatch) -> None:
    said, given = said_of(message, language), []
    monkeypatch.setattr(sound, "speak", lambda words, voice: given.append(words) or speak("một", voice))
    FORMS["audio-wav"].make(replace(said, names={"ZZ": "zét"}))  # no sound that is kept
    assert given == [FORMS["radio-script"].make(said).decode()]


def test_a_sign_that_no_font_writes_is_named_for_each_form_that_lacks_it(message: Message) -> None:
    rewrite(message.variants.get(language="vi", form=Form.LONG), subject="Dịch 😷", words="{place}: đeo khẩu trang 😷.")
    render(message, at=moment(DAY), languages=["vi"])
    why = {form.key: sentence for language, form, sentence in unfit(message) if language == "vi"}
    assert {"poster-pdf", "press-release-pdf", "bulletin-pdf", "infographic-tall-svg"} <= set(why)
    assert "press-release-docx" not in why and "radio-script" not in why
    assert all("😷 (U+1F637)" in sentence for sentence in why.values())


@pytest.mark.parametrize("sign", ["\u0007", "\u000b", "\u001b", "\ufffe"])
def test_no_control_character_of_an_old_text_stops_any_form(message: Message, sign: str) -> None:
    long = message.variants.get(language="vi", form=Form.LONG)
    long.text, long.words, long.subject = f"Ở nhà{sign} khi có thể.", "", f"Dịch{sign} bệnh"
    long.save()
    said = said_of(message, "vi")
    for form in forms_for(said):
        assert form.make(said)


REFUSALS = (
    DoesNotFit("figure:new_cases", "poster"), DoesNotFit("word:dài", "board"), DoesNotFit("body", "poster"),
    NoSuchLetter("😷"), CannotSpeak("gone"),
)  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_has_a_sentence_that_says_what_to_change(refusal: Exception) -> None:
    said = sentence(reason_of(refusal))
    assert said and "%" not in said
    assert not isinstance(refusal, NoSuchLetter) or "😷" in said
