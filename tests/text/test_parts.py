import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.alphabet import GSM_OCTETS, Encoding
from vungxanh.text.cli import main
from vungxanh.text.nfc import nfc, unaccented
from vungxanh.text.parts import TooManyParts, encode, join, read_piece, split

MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
BASES = "aăâeêioôơuưy"
ACCENTED = sorted(
    {nfc(base + mark) for base in BASES + BASES.upper() for mark in MARKS} - set("aeiouyAEIOUY") | {"đ", "Đ"}
)
VIETNAMESE = "".join(ACCENTED)


def through_the_wire(text: str, reference: int = 7) -> str:
    return join(read_piece(u.octets, u.data_coding, u.esm_class) for u in reversed(encode(split(text), reference)))


def test_there_are_134_accented_vietnamese_letters():
    assert len(ACCENTED) == 134


@pytest.mark.parametrize("text", ["", VIETNAMESE, "ngày\tmai", "5 € {x}", "😷" * 80, "a" * 161, "{" * 200])
def test_a_text_comes_back_from_the_wire_as_its_nfc(text):
    assert through_the_wire(text) == nfc(text)


@given(st.text(max_size=800), st.integers(0, 65535))
def test_any_text_comes_back_from_the_wire_as_its_nfc(text, reference):
    assert through_the_wire(text, reference) == nfc(text)


@given(st.text(alphabet=st.sampled_from(sorted(GSM_OCTETS)), max_size=800))
def test_gsm_texts_stay_within_gsm_and_come_back(text):
    assert split(text).encoding is Encoding.GSM7
    assert through_the_wire(text) == nfc(text)


@given(st.text(max_size=800))
def test_no_part_is_over_its_limit_and_the_parts_are_the_text(text):
    sms = split(text)
    limit = sms.encoding.single if len(sms.parts) == 1 else sms.encoding.joined
    assert all(part.units <= limit for part in sms.parts)
    assert "".join(part.text for part in sms.parts) == sms.text
    assert all(len(u.octets) <= 140 or u.data_coding == 0 for u in encode(sms, 1))


@pytest.mark.parametrize("letter", ACCENTED)
def test_an_accented_letter_counts_the_same_however_it_was_typed(letter):
    assert split(unicodedata.normalize("NFD", letter) * 71) == split(letter * 71)


@pytest.mark.parametrize(
    ("text", "encoding", "units"),
    [
        ("a" * 160, Encoding.GSM7, [160]),
        ("a" * 161, Encoding.GSM7, [153, 8]),
        ("a" * 159 + "€", Encoding.GSM7, [153, 8]),
        ("a" * 152 + "€" + "a" * 10, Encoding.GSM7, [152, 12]),
        ("ế" * 70, Encoding.UCS2, [70]),
        ("ế" * 71, Encoding.UCS2, [67, 4]),
        ("ế" * 66 + "😷" + "ế" * 10, Encoding.UCS2, [66, 12]),
        ("", Encoding.GSM7, [0]),
        ("tab\t", Encoding.UCS2, [4]),
    ],
)
def test_parts_are_counted_as_operators_bill_them(text, encoding, units):
    sms = split(text)
    assert (sms.encoding, [part.units for part in sms.parts]) == (encoding, units)


def test_the_header_names_reference_total_and_number():
    first, second = encode(split("ế" * 71), 0x1234)
    assert (first.octets[:6], second.octets[:6]) == (bytes([5, 0, 3, 0x34, 2, 1]), bytes([5, 0, 3, 0x34, 2, 2]))
    assert (first.data_coding, first.esm_class) == (8, 0x40)


def test_every_vietnamese_letter_has_an_unaccented_form_in_gsm_7():
    assert split(unaccented(VIETNAMESE)).encoding is Encoding.GSM7
    assert unaccented("Đề nghị người dân ở nhà") == "De nghi nguoi dan o nha"


def test_a_text_beyond_255_parts_is_refused_with_a_sentence():
    with pytest.raises(TooManyParts, match="255 SMS parts"):
        split("ế" * (67 * 255 + 1))


def test_the_command_prints_alphabet_parts_and_where_they_split(capsys):
    assert main(["parts", "Đề nghị " + "ở nhà " * 12]) == 0
    printed = capsys.readouterr().out
    assert "UCS-2, 2 part(s), 80 units" in printed
    assert "1/2   67 of 67" in printed
    assert "Without accents: GSM-7, 1 part(s)" in printed
