"""What is typed or pasted is kept with one kind of line break, and no sign in it makes words read otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.typed import Sign, misleading, typed, typed_line


@pytest.mark.parametrize("pasted", ["a\r\nb", "a\rb", "a\x0bb", "a\x0cb", "a\u2028b", "a\x85b"])
def test_a_line_break_of_any_program_is_ours(pasted: str) -> None:
    assert typed(pasted) == "a\nb"


@pytest.mark.parametrize("nothing", ["", " \n", "\u200b \u202e", "\u00ad\ufeff", "\u3000"])
def test_what_cannot_be_seen_is_nothing(nothing: str) -> None:
    assert typed(nothing) == ""


def test_a_title_stands_on_one_line() -> None:
    assert typed_line(" Ở nhà\r\n  khi có thể ") == "Ở nhà khi có thể"


def test_a_number_turned_round_is_found_with_the_word_before_it() -> None:
    assert misleading("Gọi \u202e511\u202c ngay") == [Sign("U+202E", "Gọi"), Sign("U+202C", "511")]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\u202b", "\u2067", "\ufffe"])
def test_controls_and_what_is_no_character_are_found_at_the_beginning_too(sign: str) -> None:
    assert misleading(sign + "Ở nhà") == [Sign(f"U+{ord(sign):04X}", "")]


WRITTEN = ["Ở nhà.\nGọi 1022.", "Čhưng Ênuôl", "ភាសា\u200bខ្មែរ", "(\u200fعربية)", "👩\u200d⚕️", "38,5°C – “5K”"]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_a_language_writes_with_is_left_alone(text: str) -> None:
    assert misleading(text) == [] and typed(text) == text


@given(st.text())
def test_typing_again_what_was_kept_changes_nothing(text: str) -> None:
    kept = typed(text)
    assert typed(kept) == kept
    assert typed_line(kept).count("\n") == 0
