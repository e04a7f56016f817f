"""Every language of a message is written from the source, read by somebody who knows it, and stale when it changes."""

from datetime import date

import pytest

from stage import moment
from vungxanh.messages.bound import values
from vungxanh.messages.draft import rewrite
from vungxanh.messages.languages import (
    LanguageRefused,
    NotReady,
    State,
    add_language,
    check_language,
    drop_language,
    with_states,
)
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Form, Message, Recording, Variant
from vungxanh.messages.review import approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = date(2021, 11, 27)


def state(message: Message, language: str, form: Form = Form.LONG) -> State:
    (found,) = [state for one, state in with_states(message) if (one.language, one.form) == (language, form)]
    return found


def write(message: Message, language: str, words: str) -> Variant:
    return rewrite(message.variants.get(language=language, form=Form.LONG), subject="x", words=words)


def test_a_draft_from_a_template_has_its_source_and_a_fresh_translation(message) -> None:
    assert (state(message, "vi"), state(message, "en")) == (State.SOURCE, State.WRITTEN)


def test_a_translation_is_stale_when_its_source_changes_and_fresh_when_it_is_saved_again(stage, message) -> None:
    write(message, "vi", "{place}: {new_cases} ca mới. Hãy ở nhà.")
    assert state(message, "en") is State.STALE
    with pytest.raises(NotReady, match="English"):
        approve(message, by=stage.second, at=moment(DAY))
    write(message, "en", "{place}: {new_cases} new cases. Stay at home.")
    assert state(message, "en") is State.WRITTEN
    assert approve(message, by=stage.second, at=moment(DAY))


def test_a_minority_language_waits_for_somebody_who_reads_it(stage, message) -> None:
    add_language(message, "rad")
    with pytest.raises(NotReady, match="Ê Đê has neither text nor recording"):
        approve(message, by=stage.second, at=moment(DAY))
    ede = write(message, "rad", "Ƀuôn sang: {new_cases} čô mnuih.")
    assert ede.text == f"Ƀuôn sang: {values(message)['vi']['new_cases']} čô mnuih."  # it writes numbers as Vietnamese
    with pytest.raises(NotReady, match="waits for somebody who reads it"):
        approve(message, by=stage.second, at=moment(DAY))
    with pytest.raises(LanguageRefused, match="not the author"):
        check_language(ede, by=stage.user, at=moment(DAY))
    check_language(ede, by=stage.second, at=moment(DAY))
    assert state(message, "rad") is State.CHECKED
    assert approve(message, by=stage.second, at=moment(DAY))


def test_a_check_holds_for_exactly_the_words_that_were_read(stage, message) -> None:
    ede = add_language(message, "rad")
    check_language(write(message, "rad", "Sa hruê."), by=stage.second, at=moment(DAY))
    write(message, "rad", "Dua hruê.")
    assert state(message, "rad") is State.UNCHECKED
    check_language(Variant.objects.get(pk=ede.pk), by=stage.second, at=moment(DAY))
    assert state(message, "rad") is State.CHECKED


def test_a_check_holds_for_the_words_beside_a_recording_too(stage, message) -> None:
    add_language(message, "rad")
    spoken = write(message, "rad", "Hdip ênang.")
    Recording.objects.create(
        variant=spoken, sha256="a" * 64, media_type="audio/wav", seconds=3, uploaded_by=stage.user,
        uploaded_at=moment(DAY),
    )  # fmt: skip
    spoken.refresh_from_db()
    check_language(spoken, by=stage.second, at=moment(DAY))
    assert state(message, "rad") == State.CHECKED
    write(message, "rad", "Other words.")
    assert state(message, "rad") == State.UNCHECKED


def test_the_source_stays_and_an_unknown_language_is_refused(message) -> None:
    with pytest.raises(LanguageRefused, match="source of the others"):
        drop_language(message, "vi")
    with pytest.raises(LanguageRefused, match="xx"):
        add_language(message, "xx")
    with pytest.raises(LanguageRefused, match="already"):
        add_language(message, "en")


def test_nothing_is_added_or_taken_away_once_a_second_person_has_approved(stage, message) -> None:
    approve(message, by=stage.second, at=moment(DAY))
    for change in (lambda: add_language(message, "rad"), lambda: drop_language(message, "en")):
        with pytest.raises(AlreadyApproved):
            change()
