"""Syllables are counted as an announcer says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.lint.syllables import seconds, syllables


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Bà con hãy ở nhà", "vi", 5),
        ("37 ca", "vi", 4),  # ba mươi bảy ca
        ("10", "vi", 1),
        ("15", "vi", 2),
        ("205", "vi", 4),  # hai trăm linh năm
        ("1.234", "vi", 7),  # một nghìn hai trăm ba mươi tư
        ("1.000.000", "vi", 2),
        ("0", "vi", 1),
        ("0912", "vi", 4),  # a number to call, digit by digit
        ("5%", "vi", 3),
        ("BCĐ họp", "vi", 4),
        ("stay at home", "en", 3),
        ("vaccination", "en", 4),
        ("", "vi", 0),
    ],
)
def test_syllables(text, language, count):
    assert syllables(text, language) == count


def test_a_sentence_ends_with_a_pause():
    assert seconds("Ở nhà. Gọi ngay.", "vi") == pytest.approx(4 / 4 + 0.8)


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_texts_are_as_long_as_both(one, other):
    assert syllables(f"{one}\n|\n{other}", "vi") == syllables(one, "vi") + syllables(other, "vi")
