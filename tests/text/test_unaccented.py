"""The unaccented form is plain Vietnamese that fits GSM-7, and it says what does not fit."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.letters import ACCENTED, FAMILY, PIECES, VIETNAMESE
from vungxanh.text.alphabet import GSM_OCTETS, Encoding, encoding_of
from vungxanh.text.nfc import nfc
from vungxanh.text.parts import split
from vungxanh.text.unaccented import Unaccented, unaccented

texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=100).map("".join))


@pytest.mark.parametrize("letter", ACCENTED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_accented_vietnamese_letter_becomes_its_plain_letter_in_its_own_case(letter, form):
    form_without = unaccented(unicodedata.normalize(form, letter))
    plain, left = form_without.text, form_without.left
    assert plain.isascii()
    assert len(plain) == 1
    assert plain.isupper() == letter.isupper()
    assert left == ()
    base = unicodedata.normalize("NFD", letter)[0]
    assert plain == {"đ": "d", "Đ": "D"}.get(base, base)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Đề nghị người dân ở nhà", "De nghi nguoi dan o nha"),
        ("VĨNH PHÚC: 104 ca mới!", "VINH PHUC: 104 ca moi!"),
        ("“ở nhà” – chờ…", '"o nha" - cho...'),
        ("Cư M’gar", "Cu M'gar"),
        ("1\u00a0022\tgọi", "1 022 goi"),
        ("giá 5 € @ {x} [y] ^~|\\", "gia 5 € @ {x} [y] ^~|\\"),
        ("Ê Đê: čŏ ƀuôn ê̆", "E De: co buon e"),
        ("Müller, Señor, Ångström, Ærø", "Müller, Señor, Ångström, Ærø"),
        ("Łódź, façade, Ðông", "Lodz, facade, Dong"),
        ("dòng một\r\ndòng hai\u2028ba", "dong mot\r\ndong hai\nba"),
        ("từ\u200b khoá\ufeff", "tu khoa"),
        ("≥ 38, 100.000₫", ">= 38, 100.000d"),
        ("", ""),
    ],
)
def test_vietnamese_loses_its_accents_and_keeps_its_case_its_signs_and_what_gsm_7_has(written, plain):
    assert unaccented(written) == Unaccented(plain, ())


@pytest.mark.parametrize(
    ("written", "plain", "left"),
    [
        ("sốt 38°C, 39°C 😷", "sot 38°C, 39°C 😷", ("°", "😷")),
        ("nhà " + FAMILY, "nha " + FAMILY, ("👨", "\u200d", "👩", "👧", "👦")),
        ("10² không thành 102", "10² khong thanh 102", ("²",)),
        ("Привет, 你好, สวัสดี", "Привет, 你好, สวัสดี", tuple(dict.fromkeys("Привет你好สวัสดี"))),
        ("й", "й", ("й",)),
        ("nhé ค่ะ", "nhe ค่ะ", ("ค", "\u0e48", "ะ")),
        ("\u0301 5\u0323", "\u0301 5\u0323", ("\u0301", "\u0323")),
    ],
)
def test_what_has_no_plain_form_stays_and_is_named_once_in_order(written, plain, left):
    assert unaccented(written) == Unaccented(nfc(plain), left)


def test_all_134_letters_together_fit_gsm_7():
    assert split(unaccented(VIETNAMESE).text).encoding is Encoding.GSM7


@given(texts)
def test_it_fits_gsm_7_exactly_when_nothing_is_left(text):
    plain = unaccented(text)
    assert (encoding_of(plain.text) is Encoding.GSM7) == (plain.left == ())
    assert set(plain.left) == {letter for letter in plain.text if letter not in GSM_OCTETS}


@given(texts)
def test_composed_and_decomposed_texts_have_one_unaccented_form(text):
    assert unaccented(unicodedata.normalize("NFD", text)) == unaccented(unicodedata.normalize("NFC", text))


@given(texts)
def test_taking_accents_away_twice_changes_nothing_more(text):
    plain = unaccented(text)
    assert unaccented(plain.text) == plain
    assert nfc(plain.text) == plain.text
