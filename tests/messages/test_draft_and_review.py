"""From a release to a draft in every language and form, and from a draft to a text that a second person locked."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from messages.test_quoting import correct
from stage import moment
from vungxanh.messages.blanks import UnknownBlanks, fill
from vungxanh.messages.cannot_fill import MisleadingSign, SubjectTooLong
from vungxanh.messages.draft import draft_message, fill_again, rewrite
from vungxanh.messages.languages import NotReady
from vungxanh.messages.lock import AlreadyApproved, ChangedSinceApproval, NotApproved, require_approved
from vungxanh.messages.models import Fact, Form, MessageTemplate, Review, Variant
from vungxanh.messages.offers import NoTemplate, template_for
from vungxanh.messages.quoting import corrected
from vungxanh.messages.review import ReviewRefused, approve, return_to_author
from vungxanh.text.parts import split

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)


def test_a_draft_quotes_the_release_in_each_language_as_that_language_writes_numbers(message) -> None:
    texts = {(v.language, v.form): v.text for v in message.variants.all()}
    assert set(texts) == {("vi", "long"), ("vi", "short"), ("en", "long"), ("en", "short")}
    assert "1.234 ca mắc COVID-19 mới và 5 ca tử vong" in texts["vi", "long"]
    assert "new COVID-19 cases 1,234, deaths 5" in texts["en", "long"]
    assert "Cấp độ 3" in texts["vi", "long"]
    assert "level 3" in texts["en", "long"]


def test_a_figure_that_was_not_reported_is_said_to_be_so_and_never_called_zero(stage) -> None:
    message = stage.situation(stage.release(DAY, 12, None))
    assert "chưa có báo cáo ca tử vong" in message.variants.get(language="vi", form=Form.LONG).text


def test_drafting_the_same_duty_day_and_slot_twice_gives_one_message(stage) -> None:
    release = stage.release(DAY, 12)
    assert stage.situation(release) == stage.situation(release)
    assert Variant.objects.count() == 4


def test_every_ready_template_is_filled_and_its_vietnamese_sms_fits_two_parts(stage) -> None:
    release = stage.release(DAY, 1234, 5)
    of_this_plan = ("vung-xanh", "cap-1", "cap-2", "cap-3", "cap-4")
    for slot, template in enumerate(MessageTemplate.objects.all(), start=1):
        for level in set(of_this_plan) & set(template.levels) or ("vung-xanh", "cap-4"):
            message = draft_message(
                stage.adopted, release, duty_id=f"d-{level}", slot=slot, template=template, level=level,
                by=stage.user, at=moment(DAY), expires_at=moment(DAY, 23),
            )  # fmt: skip
            short = message.variants.get(language="vi", form=Form.SHORT)
            assert len(split(short.text).parts) <= 2, template.key
            assert all("{" not in v.text + v.subject for v in message.variants.all()), template.key


def test_every_level_of_the_plan_has_a_situation_template(stage) -> None:
    for level in ("vung-xanh", "cap-1", "cap-2", "cap-3", "cap-4"):
        assert level in template_for("dien-bien-ngay", level).levels


def test_a_theme_without_a_template_says_so() -> None:
    with pytest.raises(NoTemplate, match="ket-qua"):
        template_for("ket-qua", "cap-1")


def test_a_template_that_asks_for_the_unknown_names_all_of_it() -> None:
    with pytest.raises(UnknownBlanks, match=r"\{beds\}, \{icu\}"):
        fill("{icu} {beds} {place}", {"place": "Vĩnh Phúc"})


def test_a_blank_cannot_reach_into_a_value() -> None:
    with pytest.raises(UnknownBlanks):
        fill("{place.__class__}", {"place": "x"})


def test_a_subject_that_its_fields_make_too_long_is_refused_with_how_long_it_is(stage, message, in_english) -> None:
    Fact.objects.create(
        key="measures", place=stage.place, text_vi="x" * 250, text_en="y", valid_from=DAY, document="1/TB",
        recorded_by=stage.user, recorded_at=moment(DAY),
    )  # fmt: skip
    full = message.variants.get(language="vi", form=Form.LONG)
    before = full.subject
    with pytest.raises(SubjectTooLong, match="has 250 letters; at most 200"):
        rewrite(full, subject="{measures}", words="x")
    full.refresh_from_db()
    assert full.subject == before


def test_a_sign_that_turns_a_number_round_is_refused_with_the_word_before_it(message, in_english) -> None:
    full = message.variants.get(language="vi", form=Form.LONG)
    with pytest.raises(MisleadingSign, match=r"U\+202E\) after “Gọi”"):
        rewrite(full, subject="x", words="Gọi \u202e511\u202c ngay")
    rewrite(full, subject="Tin\x0bngày {day}", words="Một.\x0bHai.\r\nBa.")
    assert (full.subject, full.text) == ("Tin ngày 27/11/2021", "Một.\nHai.\nBa.")


def test_a_message_with_a_gap_is_not_approved_until_the_fact_is_recorded_or_the_sentence_is_gone(
    stage, message, in_english
) -> None:
    full = message.variants.get(language="vi", form=Form.LONG)
    rewrite(full, subject="x", words="Nơi xét nghiệm: {test_points}. Gọi {hotline}.")
    with pytest.raises(NotReady, match=r"nobody has recorded \{test_points\}"):
        approve(message, by=stage.second, at=moment(DAY))
    Fact.objects.create(
        key="test_points", place=stage.place, text_vi="trạm y tế", text_en="health station", valid_from=DAY,
        document="1/TB", recorded_by=stage.user, recorded_at=moment(DAY),
    )  # fmt: skip
    assert fill_again(message) and not fill_again(message)
    full.refresh_from_db()
    assert full.text == "Nơi xét nghiệm: trạm y tế. Gọi 1022."


def test_figures_that_were_corrected_since_are_not_approved_before_they_are_written_again(stage, in_english) -> None:
    old = stage.situation(stage.release(DAY, 37, 1))
    correction = correct(stage, old.release, new_cases=73)
    public = correction.published_at
    assert corrected(old, public - timedelta(seconds=1)) == ()
    assert {(one.blank, one.old, one.new) for one in corrected(old, public)} >= {("new_cases", 37, 73)}
    with pytest.raises(ReviewRefused, match=r"\{new_cases\}: 37 → 73"):
        approve(old, by=stage.second, at=public)


def test_nobody_approves_their_own_message(stage, message) -> None:
    with pytest.raises(ReviewRefused) as refused:
        approve(message, by=stage.user, at=moment(DAY))
    assert refused.value.code == "own-message"
    with pytest.raises(Error), transaction.atomic():
        Review.objects.create(
            message=message,
            verdict="approved",
            sha256="",
            author=stage.user,
            reviewer=stage.user,
            reviewed_at=moment(DAY),
        )


def test_an_approved_text_is_refused_when_one_code_point_changes(stage, message) -> None:
    approve(message, by=stage.second, at=moment(DAY))
    assert require_approved(message)
    variant = message.variants.get(language="vi", form=Form.SHORT)
    Variant.objects.filter(pk=variant.pk).update(text=variant.text + "\u200b")
    with pytest.raises(ChangedSinceApproval):
        require_approved(message)


def test_an_unapproved_text_is_refused(message) -> None:
    with pytest.raises(NotApproved):
        require_approved(message)


def test_a_draft_may_be_rewritten_until_it_is_approved(stage, message) -> None:
    variant = message.variants.get(language="vi", form=Form.SHORT)
    rewrite(variant, subject="", words="Vĩnh Phúc: hãy ở nhà. ")
    assert variant.text == "Vĩnh Phúc: hãy ở nhà."
    rewrite(message.variants.get(language="en", form=Form.SHORT), subject="", words="Vĩnh Phúc: stay at home.")
    approve(message, by=stage.second, at=moment(DAY))
    with pytest.raises(AlreadyApproved):
        rewrite(variant, subject="", words="other")


def test_a_reviewer_approves_only_the_text_that_was_read(stage, message) -> None:
    with pytest.raises(ReviewRefused) as refused:
        approve(message, by=stage.second, at=moment(DAY), read="the hash of an older text")
    assert refused.value.code == "changed-while-reading"


def test_a_returned_message_says_what_to_change_and_can_still_be_approved(stage, message) -> None:
    with pytest.raises(ReviewRefused):
        return_to_author(message, by=stage.second, at=moment(DAY), note=" ")
    return_to_author(message, by=stage.second, at=moment(DAY), note="Say where to ask")
    approve(message, by=stage.second, at=moment(DAY) + timedelta(minutes=5))
    assert [r.verdict for r in message.reviews.all()] == ["returned", "approved"]


def test_a_review_cannot_be_changed_afterwards(stage, message) -> None:
    approve(message, by=stage.second, at=moment(DAY))
    with pytest.raises(Error), transaction.atomic():
        Review.objects.update(sha256="other")
