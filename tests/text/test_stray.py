"""The letters that make a plain text dear are named with their places."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.alphabet import GSM_OCTETS, Encoding, encoding_of
from vungxanh.text.nfc import nfc
from vungxanh.text.stray import outside, strays


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De nghi nguoi dan o nha", []),
        ("ngay\tmai", [("\t", 4)]),
        ("“o nha” – 😷", [("“", 0), ("”", 6), ("–", 8), ("😷", 10)]),
        ("De nghị nguoi dan o nha", [("ị", 6)]),
        (unicodedata.normalize("NFD", "De nghị nguoi dan o nha"), [("ị", 6)]),
        ("5 € {x} à la é", []),
        ("Đề nghị người dân ở nhà, chỉ ra đường khi cần", []),
        ("", []),
    ],
)
def test_a_few_letters_that_flip_a_plain_text_are_named_and_accented_vietnamese_is_not(text, found):
    assert strays(text) == found


@given(st.text(max_size=200))
def test_outside_names_every_letter_that_forces_ucs_2_at_its_place_in_the_nfc(text):
    whole, found = nfc(text), outside(text)
    assert all(whole[position] == letter for letter, position in found)
    assert len(found) == sum(letter not in GSM_OCTETS for letter in whole)
    assert (found == []) == (encoding_of(whole) is Encoding.GSM7)


@given(st.text(max_size=200))
def test_strays_are_all_that_is_outside_or_nothing(text):
    assert strays(text) in ([], outside(text))
