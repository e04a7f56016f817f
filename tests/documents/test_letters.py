"""Every letter of Vietnam's written languages is in a font of the house; what is in none is refused by name."""

import unicodedata

import pytest
import typst

from vungxanh.documents.letters import FIRST, SIGNS, WIDER, NoSuchLetter, faces_for, letters_of
from vungxanh.documents.typeset import FONTS

VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = "".join(vowel + tone for vowel in VOWELS for tone in TONES) + "bcdđghklmnpqrstvx"
HIGHLANDS = "aăâbƀčdđeĕêê\u0306ghiĭjklmnñoŏôô\u0306ơơ\u0306prstuŭưư\u0306wy"
ALPHABETS = {
    "Vietnamese": VIETNAMESE,
    "Tày, Nùng": VIETNAMESE + "fjwz",
    "Thái": VIETNAMESE + "fjwz",
    "Mông": "aăâbcdđeêfghijklmnoôơpqrstuưvxyz",
    "Ê Đê": HIGHLANDS,
    "Gia Rai": HIGHLANDS,
    "Ba Na": HIGHLANDS + "e\u0302\u0306",
    "M'Nông": HIGHLANDS + "’'vz",
    "signs": "–—“”‘’…%°≥≤×±→•·₫",
}


@pytest.mark.parametrize("language", ALPHABETS)
@pytest.mark.parametrize("weight", [400, 700])
def test_every_letter_is_drawn_and_none_is_an_empty_box(language: str, weight: int) -> None:
    text = unicodedata.normalize("NFC", ALPHABETS[language] + ALPHABETS[language].upper())
    families = ", ".join(f'"{one}"' for one in faces_for(text))
    # Typst refuses to write PDF/A with a letter that it cannot show.
    typst.compile(
        f'#set text(font: ({families}), weight: {weight}, fallback: false)\n#"{text.replace(chr(34), "")}"'.encode(),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        pdf_standards="a-2b",
    )


def test_a_word_is_never_set_in_two_faces() -> None:
    assert faces_for("Vĩnh Phúc: 1.234 ca")[0] == FIRST
    assert faces_for("≥ 20 ca")[0] == FIRST, "a sign is no reason to change the face of words"
    assert faces_for("ƀuôn")[0] == WIDER
    assert faces_for("ê\u0306")[0] == WIDER
    assert set(faces_for("a")) == {FIRST, WIDER, SIGNS}


def test_signs_that_no_font_has_are_named_all_at_once() -> None:
    with pytest.raises(NoSuchLetter) as refused:
        faces_for("Chào 😷 bạn 🏥")
    assert refused.value.letters == ("🏥", "😷")
    assert "U+1F637" in str(refused.value)


@pytest.mark.parametrize("family", [FIRST, WIDER, SIGNS])
def test_the_letters_of_a_font_are_read_from_its_file(family: str) -> None:
    assert set("aZ09ăđợỹ") <= letters_of(family)
    assert "中" not in letters_of(family)
