import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.letters import ACCENTED, FAMILY, PIECES, SIGNS, THUMB, VIETNAMESE
from vungxanh.text.alphabet import GSM_OCTETS, Encoding
from vungxanh.text.nfc import nfc
from vungxanh.text.parts import TooManyParts, encode, join, read_piece, split

PLAIN_PIECES = sorted(GSM_OCTETS)
texts = st.lists(st.sampled_from(PIECES), max_size=400).map("".join)
plain_texts = st.lists(st.sampled_from(PLAIN_PIECES), max_size=800).map("".join)


def through_the_wire(text: str, reference: int = 7) -> str:
    return join(read_piece(u.octets, u.data_coding, u.esm_class) for u in reversed(encode(split(text), reference)))


def test_there_are_134_accented_vietnamese_letters():
    assert len(ACCENTED) == 134
    assert sum(letter.islower() for letter in ACCENTED) == 67


@pytest.mark.parametrize("text", ["", VIETNAMESE, "ngày\tmai", "5 € {x}", "😷" * 80, "a" * 161, "{" * 200])
def test_a_text_comes_back_from_the_wire_as_its_nfc(text):
    assert through_the_wire(text) == nfc(text)


@given(st.text(max_size=800), st.integers(0, 65535))
def test_any_text_comes_back_from_the_wire_as_its_nfc(text, reference):
    assert through_the_wire(text, reference) == nfc(text)


@given(plain_texts)
def test_gsm_texts_stay_within_gsm_and_come_back(text):
    assert split(text).encoding is Encoding.GSM7
    assert through_the_wire(text) == nfc(text)


@given(st.one_of(texts, plain_texts), st.integers(0, 65535))
def test_parts_previewed_are_the_parts_on_the_wire_and_the_parts_read_back(text, reference):
    sms = split(text)
    pieces = [read_piece(u.octets, u.data_coding, u.esm_class) for u in encode(sms, reference)]
    assert [piece.text for piece in pieces] == [part.text for part in sms.parts]
    assert [piece.number for piece in pieces] == list(range(1, len(sms.parts) + 1))
    assert {piece.total for piece in pieces} == {len(sms.parts)}
    assert join(reversed(pieces)) == nfc(text)


@given(st.one_of(texts, plain_texts))
def test_every_part_is_readable_alone_as_no_surrogate_or_escape_pair_is_cut(text):
    sms = split(text)
    for part in sms.parts:
        if sms.encoding is Encoding.UCS2:
            assert part.payload.decode("utf-16-be", errors="strict") == part.text
            assert part.units == len(part.payload) / 2
        else:
            assert part.payload == b"".join(GSM_OCTETS[letter] for letter in part.text)
            assert part.units == len(part.payload)


@given(st.one_of(texts, plain_texts))
def test_every_part_is_as_full_as_its_next_letter_allows(text):
    sms = split(text)
    for part, following in zip(sms.parts, sms.parts[1:], strict=False):
        assert part.units + split(following.text[0]).units in (sms.encoding.joined + 1, sms.encoding.joined + 2)


@pytest.mark.parametrize("letter", [*ACCENTED, *SIGNS])
@pytest.mark.parametrize("before", [65, 66, 67, 69, 70, 133, 134])
def test_a_letter_anywhere_near_a_seam_comes_back_in_either_form(letter, before):
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "ă" * before + letter + "z" * 3)
        assert split(text).encoding is Encoding.UCS2
        assert through_the_wire(text) == nfc(text)


@pytest.mark.parametrize(
    ("sign", "room", "kept"), [(FAMILY, 5, "👨\u200d👩"), (FAMILY, 3, "👨\u200d"), (THUMB, 3, "👍")]
)
def test_a_sign_of_several_code_points_may_be_cut_between_them_and_is_whole_again_on_the_phone(sign, room, kept):
    text = "ă" * (67 - room) + sign + "ă" * 9
    assert split(text).parts[0].text == "ă" * (67 - room) + kept
    assert through_the_wire(text) == text


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
        ("a" * 70 + "\t", Encoding.UCS2, [67, 4]),
        ("€" * 80, Encoding.GSM7, [160]),
        ("€" * 81, Encoding.GSM7, [152, 10]),
        ("😷" * 35, Encoding.UCS2, [70]),
        ("😷" * 36, Encoding.UCS2, [66, 6]),
        ("“a”", Encoding.UCS2, [3]),
    ],
)
def test_parts_are_counted_as_operators_bill_them(text, encoding, units):
    sms = split(text)
    assert (sms.encoding, [part.units for part in sms.parts]) == (encoding, units)


def test_the_header_names_reference_total_and_number():
    first, second = encode(split("ế" * 71), 0x1234)
    assert (first.octets[:6], second.octets[:6]) == (bytes([5, 0, 3, 0x34, 2, 1]), bytes([5, 0, 3, 0x34, 2, 2]))
    assert (first.data_coding, first.esm_class) == (8, 0x40)


def test_a_text_beyond_255_parts_is_refused_with_a_sentence():
    with pytest.raises(TooManyParts, match="255 SMS parts"):
        split("ế" * (67 * 255 + 1))
