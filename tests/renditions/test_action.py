"""The one thing to do, found in a short text: what a poster says in large letters."""

import pytest

from vungxanh.renditions.action import action_of


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
    ],
)
def test_it_is_the_first_sentence_that_asks_for_something(words: str, text: str, action: str) -> None:
    assert action_of(words, text) == action
