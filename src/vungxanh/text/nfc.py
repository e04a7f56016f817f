"""One spelling of a text: Unicode NFC, so that "ế" is one letter however it was typed."""

import unicodedata


def nfc(text: str) -> str:
    """`text` with every letter and its marks in one code point where Unicode has one."""
    return unicodedata.normalize("NFC", text)
