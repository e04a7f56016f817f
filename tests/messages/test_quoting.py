"""A correction names every message that quoted the old number, and each has a redraft ready."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from stage import Stage, moment
from vungxanh.figures.models import Release, Report
from vungxanh.figures.release import prepare_correction, sign
from vungxanh.messages.draft import draft_message
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Form, Message, MessageTemplate, Variant
from vungxanh.messages.quoting import Change, quoting
from vungxanh.messages.redraft import NotBefore, redraft
from vungxanh.messages.review import approve

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 19)
LATER = moment(DAY + timedelta(days=30), 9)
WORDS = {"day": "Hôm nay {new_cases} ca.", "week": "Tuần này {seven_day_total} ca.", "wave": "Đợt này {wave_total} ca.",
         "deaths": "Tử vong: {new_deaths}.", "nothing": "Gọi {hotline}."}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def templates(db) -> dict[str, MessageTemplate]:
    return {
        key: MessageTemplate.objects.create(
            key=f"t-{key}", theme="t", levels=[], audience="toan-dan", subject_vi="Tin", subject_en="News",
            long_vi=text, long_en=text, short_vi=text, short_en=text,
        )
        for key, text in WORDS.items()
    }  # fmt: skip


def say(stage: Stage, release: Release, template: MessageTemplate, slot: int = 1) -> Message:
    return draft_message(
        stage.adopted, release, duty_id=template.key, slot=slot, template=template, level="", by=stage.user,
        at=moment(release.day), expires_at=moment(release.day, 23),
    )  # fmt: skip


def correct(stage: Stage, release: Release, at: datetime = LATER, **values: int) -> Release:
    for key, value in values.items():
        Report.objects.filter(place=release.place, day=release.day, indicator=key).update(value=value)
    draft = prepare_correction(release, by=stage.user, as_of=at, at=at, reason="Counted twice")
    return sign(draft, by=stage.second, at=at)


def long(message: Message, language: str = "vi") -> str:
    return message.variants.get(language=language, form=Form.LONG).text


@pytest.fixture
def days(stage: Stage) -> list[Release]:
    """Twelve days of ten cases each, from five days before DAY to six after."""
    return [stage.release(DAY + timedelta(days=n), 10) for n in range(-5, 7)]


def test_messages_of_that_day_and_later_totals_are_named_and_no_others(stage, days, templates) -> None:
    before, that_day, week_after = days[4], days[5], days[11]
    quoted = [
        say(stage, that_day, templates["day"]), say(stage, that_day, templates["week"]),
        say(stage, week_after, templates["week"]), say(stage, week_after, templates["wave"]),
    ]  # fmt: skip
    for release, key in (
        (that_day, "nothing"), (that_day, "deaths"), (before, "day"), (before, "wave"), (week_after, "day")
    ):  # fmt: skip
        say(stage, release, templates[key])
    found = quoting(correct(stage, that_day, new_cases=4))
    assert {one.message.pk: one.changes for one in found} == {
        quoted[0].pk: (Change("new_cases", 10, 4),),
        quoted[1].pk: (Change("seven_day_total", 60, 54),),
        quoted[2].pk: (Change("seven_day_total", 70, 64),),
        quoted[3].pk: (Change("wave_total", 120, 114),),
    }
    assert {one.successor for one in found} == {None}


def test_a_total_whose_week_begins_after_the_day_is_not_named(stage, days, templates) -> None:
    late = stage.release(DAY + timedelta(days=7), 10)
    week, wave = say(stage, late, templates["week"]), say(stage, late, templates["wave"])
    assert [one.message for one in quoting(correct(stage, days[5], new_cases=4))] == [wave]
    assert week.pk != wave.pk


def test_a_message_written_after_the_correction_is_not_named(stage, days, templates) -> None:
    correction = correct(stage, days[5], new_cases=4)
    say(stage, correction, templates["day"])
    say(stage, stage.release(DAY + timedelta(days=7), 10), templates["wave"])
    assert quoting(correction) == []


def test_two_errors_that_cancel_out_in_a_total_are_no_reason_to_write_again(stage, days, templates) -> None:
    say(stage, days[11], templates["week"])
    first = correct(stage, days[5], new_cases=4)
    assert len(quoting(first)) == 1
    assert quoting(correct(stage, days[6], new_cases=16)) == []


def test_a_correction_of_deaths_names_who_quoted_deaths(stage, days, templates) -> None:
    deaths = say(stage, days[5], templates["deaths"])
    say(stage, days[5], templates["day"])
    assert [(one.message, one.changes) for one in quoting(correct(stage, days[5], new_deaths=2))] == [
        (deaths, (Change("new_deaths", 0, 2),))
    ]


def test_a_message_whose_words_are_not_known_is_named_for_all_it_may_have_quoted(stage, days, templates) -> None:
    message = say(stage, days[5], templates["nothing"])
    Variant.objects.update(words="", subject_words="")
    (found,) = quoting(correct(stage, days[5], new_cases=4))
    assert found.message == message
    assert {change.blank for change in found.changes} == {"new_cases", "seven_day_total", "wave_total"}


@pytest.mark.parametrize("messages", [3, 12])
def test_the_number_of_queries_does_not_grow(stage, days, templates, messages: int, django_assert_num_queries) -> None:
    for slot in range(messages):
        say(stage, days[5 + slot % 6], templates["wave"], slot)
    correction = correct(stage, days[5], new_cases=4)
    with django_assert_num_queries(6):
        assert len(quoting(correction)) == messages


def test_a_redraft_says_the_numbers_as_now_known_and_waits_for_review(stage, days, templates) -> None:
    message = say(stage, days[5], templates["week"])
    approve(message, by=stage.second, at=moment(DAY))
    correction = correct(stage, days[5], new_cases=4)
    new = redraft(message, correction, by=stage.second, at=LATER)
    assert (new.replaces, new.correction, new.release) == (message, correction, correction)
    assert (new.duty, new.day, new.slot, new.template) == (message.duty, message.day, message.slot, message.template)
    assert long(new) == "Đính chính theo bản công bố số 13; tin này thay cho tin trước.\n\nTuần này 54 ca."
    assert long(message) == "Tuần này 60 ca."
    assert new.variants.get(language="en", form=Form.SHORT).text == "Correction: Tuần này 54 ca."
    assert new.expires_at > LATER
    assert not new.reviews.exists()
    assert approve(new, by=stage.user, at=LATER).sha256 == fingerprint(new)


def test_a_redraft_of_a_later_day_quotes_its_own_release_with_the_totals_of_now(stage, days, templates) -> None:
    message = say(stage, days[11], templates["wave"])
    correction = correct(stage, days[5], new_cases=4)
    new = redraft(message, correction, by=stage.user, at=LATER)
    assert (new.release, new.source) == (days[11], correction)
    assert long(new).endswith("Đợt này 114 ca.")
    (found,) = quoting(correction)
    assert (found.message, found.successor) == (message, new)


def test_writing_it_again_twice_gives_the_same_draft(stage, days, templates) -> None:
    message = say(stage, days[5], templates["day"])
    correction = correct(stage, days[5], new_cases=4)
    new = redraft(message, correction, by=stage.user, at=LATER)
    assert redraft(message, correction, by=stage.second, at=LATER) == new
    with pytest.raises(NotBefore):
        redraft(new, correction, by=stage.user, at=LATER)


def test_a_day_corrected_twice_has_the_last_draft_replaced(stage, days, templates) -> None:
    message = say(stage, days[5], templates["day"])
    first = correct(stage, days[5], new_cases=4)
    middle = redraft(message, first, by=stage.user, at=LATER)
    second = correct(stage, first, new_cases=5)
    assert {one.message: one.changes for one in quoting(second)} == {
        message: (Change("new_cases", 10, 5),),
        middle: (Change("new_cases", 4, 5),),
    }
    last = redraft(message, second, by=stage.user, at=LATER)
    assert last.replaces == middle
    assert long(last).endswith("Hôm nay 5 ca.")


def test_a_slot_is_still_written_once_and_a_message_replaced_once(stage, days, templates) -> None:
    message = say(stage, days[5], templates["day"])
    assert say(stage, days[5], templates["day"]) == message
    new = redraft(message, correct(stage, days[5], new_cases=4), by=stage.user, at=LATER)
    assert say(stage, days[5], templates["day"]) == message
    for wrong in ({"replaces": message, "correction": new.correction}, {"replaces": None, "correction": None}):
        copy = Message.objects.get(pk=new.pk)
        copy.pk = None
        copy.replaces, copy.correction = wrong["replaces"], wrong["correction"]
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()


def test_the_seal_of_a_redraft_covers_the_correction_it_was_written_for(stage, days, templates) -> None:
    new = redraft(
        say(stage, days[11], templates["wave"]), correct(stage, days[5], new_cases=4), by=stage.user, at=LATER
    )
    sealed = fingerprint(new)
    new.correction = days[6]
    assert fingerprint(new) != sealed


def test_what_nobody_was_told_takes_nothing_back_when_it_is_written_again(stage, days, templates) -> None:
    message = say(stage, days[5], templates["week"])
    new = redraft(message, correct(stage, days[5], new_cases=4), by=stage.user, at=LATER, sent=False)
    assert new.replaces == message and long(new) == "Tuần này 54 ca."
    assert new.variants.get(language="vi", form=Form.LONG).subject == "Tin"
    last = redraft(message, correct(stage, new.source, new_cases=3), by=stage.user, at=LATER, sent=False)
    assert last.replaces == new and long(last) == "Tuần này 53 ca."
