"""What a text as a whole must tell is missed when it is not there, and only then."""

from datetime import timedelta
from decimal import Decimal

import pytest

from vungxanh.text.lint import Code, Weight, lint

from .drafts import said


def codes(one):
    return {found.code for found in lint(one)}


GOOD = (
    "{issuer} thông báo: đến {hour} ngày {day}, tỉnh {place} có {new_cases} ca mắc mới, {new_deaths} ca tử vong. "
    "Bà con hãy đeo khẩu trang. Cần hỏi, gọi {hotline}. Nguồn số liệu: bản công bố số {release_number}."
)
GOOD_ENGLISH = (
    "The {issuer} of {place}: at {hour} on {day} there were {new_cases} new cases and {new_deaths} deaths. "
    "Please wear a mask. To ask, call {hotline}. Source: release no. {release_number}."
)


@pytest.mark.parametrize("one", [said(GOOD), said(GOOD_ENGLISH, "en")])
def test_a_text_that_tells_everything_has_no_finding_at_all(one):
    assert lint(one) == ()


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("đến {hour} ngày {day}, ", Code.AS_OF_MISSING),
        ("{hour} ", Code.HOUR_MISSING),
        ("{issuer} thông báo: ", Code.ISSUER_MISSING),
        ("tỉnh {place} ", Code.PLACE_MISSING),
        ("Bà con hãy đeo khẩu trang. Cần hỏi, gọi {hotline}. ", Code.NO_ACTION),
        ("Cần hỏi, gọi {hotline}. ", Code.HOTLINE_MISSING),
        ("Nguồn số liệu: bản công bố số {release_number}.", Code.SOURCE_MISSING),
        (", {new_deaths} ca tử vong", Code.DEATHS_LEFT_OUT),
    ],
)
def test_what_is_left_out_is_missed(left_out, code):
    assert left_out in GOOD
    assert code in codes(said(GOOD.replace(left_out, "")))


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("at {hour} on {day} ", Code.AS_OF_MISSING),
        ("at {hour} ", Code.HOUR_MISSING),
        ("{issuer} of ", Code.ISSUER_MISSING),
        (" of {place}", Code.PLACE_MISSING),
        ("Please wear a mask. To ask, call {hotline}. ", Code.NO_ACTION),
        ("To ask, call {hotline}. ", Code.HOTLINE_MISSING),
        ("Source: release no. {release_number}.", Code.SOURCE_MISSING),
        (" and {new_deaths} deaths", Code.DEATHS_LEFT_OUT),
    ],
)
def test_what_is_left_out_in_english_is_missed(left_out, code):
    assert left_out in GOOD_ENGLISH
    assert code in codes(said(GOOD_ENGLISH.replace(left_out, ""), "en"))


@pytest.mark.parametrize(
    ("typed", "more", "code"),
    [
        ("Số liệu đến 17 giờ ngày 2/9.", {}, Code.AS_OF_MISSING),
        ("Trạm y tế xã thông báo.", {}, Code.ISSUER_MISSING),
        ("Chi cục Thủy lợi thông báo.", {"issuer_names": ("Chi cục Thủy lợi",)}, Code.ISSUER_MISSING),
        ("Bà con xã Đông Khê chú ý.", {"place_names": ("Đông Khê",)}, Code.PLACE_MISSING),
        ("Hỏi 0211 386 5116.", {"hotlines": ("0211.386.5116",)}, Code.HOTLINE_MISSING),
    ],
)
def test_what_was_typed_in_other_words_is_not_missed(typed, more, code):
    assert code not in codes(said(typed, **more))
    assert code in codes(said("Bà con đeo khẩu trang.", **more))


def test_a_health_facility_is_not_the_department_that_speaks():
    assert Code.ISSUER_MISSING in codes(said("Hãy đến cơ sở y tế gần nhất."))


def test_figures_without_a_day_must_be_looked_at_and_advice_without_one_need_not():
    weights = {one.code: one.weight for one in lint(said("Có {new_cases} ca mắc mới."))}
    assert weights[Code.AS_OF_MISSING] is Weight.MUST_LOOK
    weights = {one.code: one.weight for one in lint(said("Hãy đeo khẩu trang."))}
    assert weights[Code.AS_OF_MISSING] is Weight.ADVICE


@pytest.mark.parametrize(
    ("words", "missed"),
    [
        ("Cấp độ cao. Hãy ở nhà.", True),
        ("Chưa rõ nguồn lây. Hãy ở nhà.", False),
        ("Đang xác minh 2 chùm ca bệnh. Hãy ở nhà.", False),
    ],
)
def test_at_a_high_level_what_is_not_known_is_said(words, missed):
    assert (Code.UNKNOWNS_UNSAID in codes(said(words, gravity="high"))) is missed
    assert Code.UNKNOWNS_UNSAID not in codes(said(words, gravity="low"))


@pytest.mark.parametrize(
    ("words", "code", "weight"),
    [
        ("Có {new_cases} ca mắc mới, {recovered} ca khỏi bệnh.", Code.DEATHS_REPLACED, Weight.MUST_LOOK),
        ("Có {new_cases} ca mắc mới, đã tiêm 1.234 liều.", Code.DEATHS_REPLACED, Weight.MUST_LOOK),
        ("Có {new_cases} ca mắc mới.", Code.DEATHS_LEFT_OUT, Weight.ADVICE),
        (
            "Có {new_cases} ca mắc mới, {seven_day_total} ca trong tuần, {wave_total} ca trong đợt, 12 ca nặng.",
            Code.DEATHS_LEFT_OUT,
            Weight.MUST_LOOK,
        ),
    ],
)
def test_good_figures_do_not_stand_in_for_deaths(words, code, weight):
    assert weight in [one.weight for one in lint(said(words)) if one.code is code]


@pytest.mark.parametrize(
    "words", ["Có {new_cases} ca mắc mới, không có ca tử vong.", "Có {new_cases} ca mắc, {new_deaths} ca tử vong."]
)
def test_deaths_that_are_said_or_denied_are_not_left_out(words):
    assert not codes(said(words)) & {Code.DEATHS_LEFT_OUT, Code.DEATHS_REPLACED}


def test_too_many_things_to_do_are_counted():
    words = "Hãy đeo khẩu trang. Hãy rửa tay. Hãy ở nhà. Hãy khai báo. Hãy giữ khoảng cách."
    (found,) = [one for one in lint(said(words)) if one.code is Code.MANY_ACTIONS]
    assert found.params == {"actions": 5, "most": 4}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Hãy ở nhà. Gọi {hotline}. Ngày {day}.", Code.SHORT_PLACE_MISSING),
        ("{place}: hãy ở nhà. Gọi {hotline}.", Code.SHORT_DAY_MISSING),
    ],
)
def test_a_short_text_says_its_place_and_its_day_itself_and_not_in_its_subject(words, code):
    subject = "{place}, ngày {day}"
    assert code in codes(said(words, form="short", subject=subject))
    assert codes(said(f"{subject}. {words}", form="short")).isdisjoint({code})


def test_the_parts_of_an_sms_are_counted_as_they_are_billed():
    (found,) = [one for one in lint(said("Ở nhà. " * 20, form="short")) if one.code is Code.SMS_PARTS]
    assert found.params == {"parts": 3, "most": 2, "letters": 140, "alphabet": "UCS-2"}


def test_the_cost_of_an_sms_is_given_when_the_price_is_known():
    one = said("Ở nhà. " * 20, form="short", price_per_part=Decimal("350"))
    assert [found.params["cost"] for found in lint(one) if found.code is Code.SMS_COST] == ["1050"]


def test_a_text_that_no_sms_can_hold_must_be_looked_at():
    assert Code.SMS_TOO_LONG in codes(said("ở nhà " * 4000, form="short"))


def test_a_stray_letter_of_a_plain_text_is_replaced_by_its_plain_one():
    one = said("Tinh Vinh Phuc thong bao: ba con ở nha.", form="plain")
    assert [found.fix.text for found in lint(one) if found.code is Code.SMS_STRAY] == ["o"]


def test_a_plain_text_written_with_accents_throughout_is_one_finding():
    words = "Bà con ở nhà, gọi {hotline}."
    (found,) = [one for one in lint(said(words, form="plain")) if one.code is Code.SMS_STRAY]
    assert found.fix.applied_to(words) == "Ba con o nha, goi {hotline}."


def test_a_field_with_accents_makes_an_english_sms_dearer():
    assert Code.SMS_FIELD_STRAY in codes(said("{place}: stay at home.", "en", "short"))
    assert Code.SMS_FIELD_STRAY not in codes(said("{place}: o nha.", form="plain"))


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("dịch " * 45 + ".", "vi", Code.SENTENCE_LONG),
        ("Hãy " + "ở nhà " * 20 + ".", "vi", Code.KEY_MESSAGE_LONG),
        ("Bà con ở nhà. " * 80, "vi", Code.READ_ALOUD_LONG),
        ("market " * 30 + ".", "en", Code.SENTENCE_LONG),
    ],
)
def test_what_is_too_long_to_be_heard_is_said_to_be(words, language, code):
    assert code in codes(said(words, language))
    assert code not in codes(said(words[: len(words) // 4], language))


def test_a_minute_of_an_sms_is_not_heard():
    assert Code.READ_ALOUD_LONG not in codes(said("Bà con ở nhà. " * 80, form="short"))


@pytest.mark.parametrize(("lives", "found"), [(None, False), (timedelta(hours=20), False), (timedelta(days=3), True)])
def test_today_is_noted_where_a_text_outlives_it(lives, found):
    one = said("Việc cần làm hôm nay: ở nhà.", lives=lives)
    assert [each.fix.text for each in lint(one) if each.code is Code.RELATIVE_DAY] == (["ngày {day}"] if found else [])


def test_a_language_that_the_area_needs_and_nobody_wrote_is_missed_once_each():
    one = said("Ở nhà.", languages_needed=("vi", "en", "tyz", "hmn"), languages_written=("vi", "en"))
    assert [found.params["language"] for found in lint(one) if found.code is Code.LANGUAGE_MISSING] == ["Tày", "Mông"]


def test_a_translation_keeps_the_figures_of_its_source():
    source = frozenset({"new_cases", "hotline", "day"})
    found = {
        one.code: (one.weight, one.params["field"])
        for one in lint(said("Call {hotline}. {app}. {day}", "en", source_fields=source))
        if "field" in one.params
    }
    assert found == {
        Code.FIGURE_LEFT_OUT: (Weight.MUST_LOOK, "new_cases"),
        Code.FIELD_ADDED: (Weight.NOTE, "app"),
    }


@pytest.mark.parametrize("audience", ["can-bo-dang-vien", "co-quan-bao-chi"])
def test_officials_and_the_press_read_abbreviations(audience):
    assert Code.ABBREVIATION in codes(said("UBND xã họp."))
    assert Code.ABBREVIATION not in codes(said("UBND xã họp.", audience=audience))


def test_an_abbreviation_is_only_noted_in_an_sms():
    weights = [one.weight for one in lint(said("{place} {day}: 5K", form="short")) if one.code is Code.ABBREVIATION]
    assert weights == [Weight.NOTE]


def test_text_from_an_old_font_is_recognised():
    one = said("ViÖt Nam chèng dÞch: mäi ng­êi h·y ë nhµ, ®eo khÈu trang")
    assert [found.params["spelling"] for found in lint(one) if found.code is Code.LEGACY_FONT] == ["TCVN3"]


def test_letters_in_pieces_are_found_and_joined():
    one = said("Ha\u0303y o\u031b\u0309 nha\u0300.")
    (found,) = [each for each in lint(one) if each.code is Code.NOT_NFC]
    assert found.fix.applied_to(one.words) == "Hãy ở nhà."


def test_a_place_is_marked_in_what_was_typed_even_in_pieces():
    words = "Hãy ở nhà. UBND xã."
    apart = "Ha\u0303y o\u031b\u0309 nha\u0300. UBND xa\u0303."
    assert [words[one.start : one.end] for one in lint(said(words)) if one.code is Code.ABBREVIATION] == ["UBND"]
    assert [apart[one.start : one.end] for one in lint(said(apart)) if one.code is Code.ABBREVIATION] == ["UBND"]


def test_an_emergency_is_spared_the_notes_and_nothing_else():
    words = "UBND: có 37 ca mắc mới, tuyệt đối không ra !!"
    routine = lint(said(words))
    assert any(one.weight is Weight.NOTE for one in routine)
    assert lint(said(words, urgency="emergency")) == tuple(one for one in routine if one.weight is not Weight.NOTE)


def test_what_must_be_looked_at_comes_first():
    order = [Weight.MUST_LOOK, Weight.ADVICE, Weight.NOTE]
    weights = [
        order.index(one.weight) for one in lint(said("UBND: có 37 ca mắc mới ở số nhà 12, tuyệt đối không ra !!"))
    ]
    assert weights == sorted(weights)
    assert len(set(weights)) == 3
