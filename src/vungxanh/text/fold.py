"""One spelling for searching and matching: no accents, no đ, no capitals, single spaces.

Folding is for comparing, never for showing: "Đăk Lăk" and "dak lak" fold alike, and cannot be told apart again.
"""

import unicodedata

_BARRED_D = str.maketrans({"đ": "d", "ð": "d", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """`text` in lower case without accents or đ, composed or not on the way in: "Đắk Lắk" → "dak lak"."""
    apart = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare.translate(_BARRED_D)).split())


def key(text: str) -> str:
    """`text` folded to letters and digits only, as lists of units join names: "Thị xã Phúc Yên" → "thixaphucyen"."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
