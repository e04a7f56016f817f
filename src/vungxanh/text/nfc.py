"""One spelling of a text: Unicode NFC, so that "ế" is one letter however it was typed."""

import unicodedata


def nfc(text: str) -> str:
    """`text` with every letter and its marks in one code point where Unicode has one."""
    return unicodedata.normalize("NFC", text)


def unaccented(text: str) -> str:
    """Vietnamese without marks, case kept: "Đề nghị" becomes "De nghi". Fits the plain SMS alphabet, at half the price.

    It is another text and is approved as one; nothing turns to it silently.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return nfc(bare.replace("đ", "d").replace("Đ", "D"))
