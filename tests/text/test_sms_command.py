"""`vungxanh sms parts` shows the parts as they leave, and what would make them fewer."""

import pytest

from vungxanh.text.cli import main


@pytest.fixture
def printed(capsys):
    def printed(text, status=0):
        assert main(["parts", text]) == status
        return capsys.readouterr().out.splitlines()

    return printed


def test_it_prints_alphabet_parts_where_they_split_and_the_price_without_accents(printed):
    assert printed("Đề nghị " + "ở nhà " * 12) == [
        "As written: UCS-2, 2 parts, 80 units",
        f"  1/2   67 of 67  {'Đề nghị ' + 'ở nhà ' * 9 + 'ở nhà'!r}",
        f"  2/2   13 of 67  {' ' + 'ở nhà ' * 2!r}",
        "UCS-2 because of: ở ×12, Đ, ề, ị",
        "Without accents: GSM-7, 1 part, 80 units",
        f"  1/1   80 of 160  {'De nghi ' + 'o nha ' * 12!r}",
    ]


def test_a_plain_text_needs_no_more_words(printed):
    assert printed("o nha {x}") == ["As written: GSM-7, 1 part, 11 units", "  1/1   11 of 160  'o nha {x}'"]


def test_a_tab_is_seen_and_named_as_what_makes_the_text_dear(printed):
    lines = printed("ngay\tmai")
    assert lines[1] == "  1/1    8 of 70  'ngay\\tmai'"
    assert lines[2] == "Only these keep it from GSM-7: \\t (U+0009 TAB) at 5"
    assert lines[3:] == ["Without accents: GSM-7, 1 part, 8 units", "  1/1    8 of 160  'ngay mai'"]


def test_a_sign_that_comes_often_is_named_once_with_its_first_place(printed):
    assert printed("“o nha”, “o nha”")[2] == (
        "Only these keep it from GSM-7: “ (U+201C LEFT DOUBLE QUOTATION MARK) at 1 ×2, "
        "” (U+201D RIGHT DOUBLE QUOTATION MARK) at 7 ×2"
    )


def test_what_still_forces_ucs_2_without_accents_is_named(printed):
    assert printed("sốt 38°C, nghỉ ở nhà")[-1] == "Still outside GSM-7: ° (U+00B0 DEGREE SIGN)"


def test_joiners_and_marks_are_printed_so_that_they_can_be_seen(printed):
    assert "\\u200d (U+200D ZERO WIDTH JOINER) at 2" in printed("👨\u200d👩")[2]


def test_a_text_too_long_with_accents_still_shows_what_it_would_be_without(printed):
    lines = printed("ế" * (67 * 255 + 1), status=1)
    assert lines[0].startswith("As written: This text of 17086 letters needs more than 255 SMS parts.")
    assert "Without accents: GSM-7, 112 parts, 17086 units" in lines


def test_a_text_too_long_either_way_says_so_twice(printed):
    lines = printed("😷" * 9000, status=1)
    assert [line.split(":")[0] for line in lines] == [
        "As written",
        "Only these keep it from GSM-7",
        "Without accents",
        "Still outside GSM-7",
    ]


def test_one_letter_is_one_unit(printed):
    assert printed("a") == ["As written: GSM-7, 1 part, 1 unit", "  1/1    1 of 160  'a'"]


def test_no_text_has_no_parts(printed):
    assert printed("", status=1) == ["There is no text, so there are no parts."]
