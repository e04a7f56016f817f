"""Old encodings are read letter by letter, and believed only on evidence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.legacy import Spelling, detect, is_syllable

from .letters import ACCENTED

NAMES = "phường Tích Sơn, thành phố Vĩnh Yên, huyện Lập Thạch, xã Hướng Đạo, thị trấn Đại Đình, xã Yên Phương"
# The same names as old files show them on a Western screen; written by hand from the fonts' charts.
AS_TCVN3 = "ph­êng TÝch S¬n, thµnh phè VÜnh Yªn, huyÖn LËp Th¹ch, x· H­íng §¹o, thÞ trÊn §¹i §×nh, x· Yªn Ph­¬ng"
AS_VNI = (
    "phöôøng Tích Sôn, thaønh phoá Vónh Yeân, huyeän Laäp Thaïch, xaõ Höôùng Ñaïo, thò traán Ñaïi Ñình, xaõ Yeân Phöông"
)
TONES = "\u0301\u0300\u0309\u0303\u0323"


def as_1258(text: str) -> str:
    """As Windows wrote it: a tone is a sign of its own unless the page has the letter with it."""
    octets = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            octets += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in apart if mark in TONES)
            octets += unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return octets.decode("latin-1")


@pytest.mark.parametrize(
    ("spelling", "raw"),
    [
        (Spelling.TCVN3, AS_TCVN3),
        (Spelling.VNI, AS_VNI),
        (Spelling.VNI, AS_VNI.encode("latin-1").decode("cp1252")),
        (Spelling.WINDOWS_1258, as_1258(NAMES)),
        (Spelling.UNICODE, NAMES),
        (Spelling.UNICODE, unicodedata.normalize("NFD", NAMES)),
    ],
)
def test_each_encoding_is_recognised_and_read(spelling: Spelling, raw: str) -> None:
    reading = detect([raw])
    assert reading is not None
    assert reading.spelling is spelling
    assert reading.fitting == reading.words
    assert spelling.read(raw) == NAMES


def test_old_fonts_are_read_on_a_vietnamese_windows_too() -> None:
    """There the same octets show as letters of Windows-1258, some of them marks of their own."""
    for spelling, raw in ((Spelling.TCVN3, AS_TCVN3), (Spelling.VNI, AS_VNI)):
        assert spelling.read(raw.encode("latin-1").decode("cp1258", "replace")) == NAMES


def test_capitals_of_vni_stay_capitals() -> None:
    assert Spelling.VNI.read("THÒ XAÕ PHUÙC YEÂN, ÑÖÔØNG") == "THỊ XÃ PHÚC YÊN, ĐƯỜNG"


@pytest.mark.parametrize("letter", ACCENTED)
def test_windows_1258_has_every_letter(letter: str) -> None:
    assert Spelling.WINDOWS_1258.read(as_1258(letter)) == letter


def test_the_evidence_shows_a_word_before_and_after() -> None:
    reading = detect([AS_TCVN3])
    assert reading is not None
    assert (reading.raw, reading.read) == ("ph­êng", "phường")


@pytest.mark.parametrize("text", ["", "phone,email", "José Müller, Zoë Brontë", "Ngô 北京"])
def test_without_evidence_a_text_is_what_it_is(text: str) -> None:
    reading = detect([text])
    assert reading is not None
    assert reading.spelling is Spelling.UNICODE


def test_octets_that_are_no_vietnamese_in_any_encoding_are_not_believed() -> None:
    old = [spelling for spelling in Spelling if spelling is not Spelling.UNICODE]
    assert detect(["José Müller, Zoë Brontë, Strøm, Gdañsk"], old) is None


@pytest.mark.parametrize(
    "word", ["Nghiêng", "thuở", "quý", "giếng", "Quốc", "khuỷu", "XÃ", "yêu", "ương", "oằn", "huệ", "gì"]
)
def test_a_vietnamese_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ViÖt", "Vieät", "Krông", "xãhội", "ạ́", "nghuêng", "ß", "bàng̀"])
def test_no_vietnamese_syllable(word: str) -> None:
    assert not is_syllable(unicodedata.normalize("NFC", word))


@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_text_has_a_reading_or_none(texts: list[str]) -> None:
    reading = detect(texts)
    assert reading is None or reading.fitting <= reading.words
    for text in texts:
        for spelling in Spelling:
            assert unicodedata.is_normalized("NFC", spelling.read(text))
