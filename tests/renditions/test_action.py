"""The one thing to do, found in the words of a message: what a poster says in large letters."""

import re

import pytest

from vungxanh.messages.bound import FACTS, GAP
from vungxanh.messages.ready import ReadyTemplate, ready_templates
from vungxanh.renditions.action import LONGEST, action_of
from vungxanh.renditions.asking import asks, is_sentence, only_calls
from vungxanh.text.numbers import Language

RELEASED: dict[Language, dict[str, str]] = {
    "vi": {
        "place": "Thừa Thiên Huế", "day": "27/11/2021", "hour": "17 giờ 00", "level": "Vùng Xanh", "hotline": "1022",
        "ambulance": "115", "release_number": "1.234", "new_cases": "12.345", "new_deaths": "chưa có báo cáo",
        "seven_day_total": "1", "wave_total": "23.456", "issuer": "Sở Thông tin và Truyền thông",
    },
    "en": {
        "place": "Thừa Thiên Huế", "day": "27 November 2021", "hour": "17:00", "level": "yellow zone",
        "hotline": "1022", "ambulance": "115", "release_number": "1,234", "new_cases": "1", "new_deaths": "1",
        "seven_day_total": "1", "wave_total": "23,456", "issuer": "Sở Thông tin và Truyền thông",
    },
}  # fmt: skip
RECORDED = "nhà văn hóa xã Tích Sơn"
READY = sorted({one.long_vi: one for one in reversed(ready_templates())}.values(), key=lambda one: one.key)


def said(words: str, language: Language, *, recorded: bool) -> str:
    names = dict(zip(FACTS, (vi_en[language == "en"] for vi_en in FACTS.values()), strict=True))
    facts = {key: RECORDED if recorded else GAP[language].format(name=name) for key, name in names.items()}
    return re.sub(r"\{(\w+)\}", lambda blank: (RELEASED[language] | facts)[blank[1]], words)


def chosen(one: ReadyTemplate, language: Language, *, recorded: bool) -> str:
    short, long = getattr(one, f"short_{language}"), getattr(one, f"long_{language}")
    return action_of(short, *(said(words, language, recorded=recorded) for words in (short, long)))


def is_named(action: str, one: ReadyTemplate, language: Language, *, recorded: bool) -> bool:
    """The full text says it after “Việc cần làm:”."""
    long = said(getattr(one, f"long_{language}"), language, recorded=recorded)
    found = re.findall(r"(?:(?:cần|nên) làm|to do)(?: hôm nay| today)?([^:.\n]*): ([^\n]+)", long)
    return any(f"{when}: {rest}".lower().lstrip(" :").startswith(action.lower().rstrip(".")) for when, rest in found)


@pytest.mark.parametrize(
    ("words", "text", "action"),
    [
        (
            "{place} {day}: {new_cases} ca mới, {level}. Tránh tụ tập. Hỏi: {hotline}",
            "Vĩnh Phúc 27/11: 12 ca mới, Cấp độ 3. Tránh tụ tập. Hỏi: 1022",
            "Tránh tụ tập.",
        ),
        (
            "{place} {day}: khó thở, tím môi: hãy gọi {ambulance} ngay. Việc khác, hỏi {hotline}",
            "Vĩnh Phúc 27/11: khó thở, tím môi: hãy gọi 115 ngay. Việc khác, hỏi 1022",
            "Khó thở, tím môi: hãy gọi 115 ngay.",
        ),
        ("{place}: thực hiện 5K. Hỏi {hotline}", "Vĩnh Phúc: thực hiện 5K. Hỏi 1022", "Thực hiện 5K."),
        ("Hãy ở nhà", "Hãy ở nhà", "Hãy ở nhà"),
        ("{new_cases} ca", "12 ca", "12 ca"),
        ("", "", ""),
        (
            "{place} {day}, {level}: stay at home. Food, medicine: {hotline}. Busy? Try again",
            "Vĩnh Phúc 27 November, level 4: stay at home. Food, medicine: 1022. Busy? Try again",
            "Stay at home.",
        ),
        (
            "{place} {day}: cảm ơn bà con. Hãy đeo khẩu trang. Máy bận, hãy gọi lại",
            "Vĩnh Phúc 27/11: cảm ơn bà con. Hãy đeo khẩu trang. Máy bận, hãy gọi lại",
            "Hãy đeo khẩu trang.",
        ),
    ],
)  # fmt: skip
def test_it_is_the_first_sentence_that_asks_for_something(words: str, text: str, action: str) -> None:
    assert action_of(words, text) == action


@pytest.mark.parametrize(
    ("long", "action"),
    [
        ("Có ca mới. Việc cần làm: ở nhà, đeo khẩu trang. Cả xóm an toàn.", "Ở nhà, đeo khẩu trang."),
        ("Việc cần làm hôm nay: đưa mẹ đi tiêm.\n\nGọi 1022.", "Đưa mẹ đi tiêm."),
        ("Việc cần làm khi được gọi: ở yên tại nhà.", "Khi được gọi: ở yên tại nhà."),
        ("What to do today: stay in your room. Food: 1022.", "Stay in your room."),
        ("What to do before you travel: declare your health.", "Before you travel: declare your health."),
        ("Việc cần làm: Cấp cứu 115.", "Hãy rửa tay thường xuyên."),
        ("Việc cần làm: xem [chưa có: địa chỉ sổ tay hướng dẫn].", "Hãy rửa tay thường xuyên."),
        (f"Việc cần làm: ở nhà; {'và giữ khoảng cách ' * 10}.", "Hãy rửa tay thường xuyên."),
        (f"Việc cần làm: ở yên trong nhà; {'và giữ khoảng cách ' * 10}.", "Ở yên trong nhà."),
    ],
)  # fmt: skip
def test_what_the_full_text_names_as_the_thing_to_do_goes_first(long: str, action: str) -> None:
    assert action_of("Hãy rửa tay thường xuyên.", "Hãy rửa tay thường xuyên.", long) == action


@pytest.mark.parametrize("said", ["Busy?", "Máy bận, hãy gọi lại", "Cấp cứu 115.", "Food, medicine: 1022.", "Gọi 1022"])
def test_a_question_or_a_number_to_call_is_no_thing_to_do(said: str) -> None:
    assert not is_sentence(said)


@pytest.mark.parametrize("recorded", [True, False], ids=["facts recorded", "facts missing"])
@pytest.mark.parametrize("one", READY, ids=[one.key for one in READY])
def test_every_ready_message_has_one_sentence_that_stands_alone_on_a_wall(one: ReadyTemplate, recorded: bool) -> None:
    for language in RELEASED:
        action = chosen(one, language, recorded=recorded)
        assert is_sentence(action) and not only_calls(action), action
        assert "?" not in action and "[" not in action and len(action) <= LONGEST, action
        assert is_named(action, one, language, recorded=recorded) or asks(action), action
        assert RELEASED[language]["place"] not in action and RELEASED[language]["day"] not in action, action
        assert not any(RELEASED[language][name] in action for name in ("release_number", "wave_total")), action


@pytest.mark.parametrize("recorded", [True, False], ids=["facts recorded", "facts missing"])
@pytest.mark.parametrize("one", READY, ids=[one.key for one in READY])
def test_both_languages_ask_for_the_same(one: ReadyTemplate, recorded: bool) -> None:
    """Taken from the same text, naming the same numbers to call."""
    vi, en = (chosen(one, language, recorded=recorded) for language in ("vi", "en"))
    named = [is_named(action, one, language, recorded=recorded) for action, language in ((vi, "vi"), (en, "en"))]
    assert named[0] == named[1], (vi, en)
    assert set(re.findall(r"\b(?:1022|115)\b", vi)) == set(re.findall(r"\b(?:1022|115)\b", en)), (vi, en)
