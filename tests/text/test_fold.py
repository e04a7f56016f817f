"""Two spellings of one name fold alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.text.fold import fold, key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Vĩnh Yên", "vinh yen"),
        ("ĐẮK LẮK", "dak lak"),
        ("Đăk  Lăk ", "dak lak"),
        ("Phường Tích Sơn", "phuong tich son"),
        ("Cư M’gar", "cu m'gar"),
        ("ươngƯƠNG", "uonguong"),
    ],
)
def test_accents_the_barred_d_capitals_and_spare_spaces_fold_away(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_key_keeps_letters_and_digits_only() -> None:
    assert key("Thị trấn M'Đrắk 2") == "thitranmdrak2"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâđeêioôơuưyáàảãạắằẳẵặĐỆ hmnt"))
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text).isascii()
