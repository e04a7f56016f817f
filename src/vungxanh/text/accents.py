"""Whether two spellings of a name differ only in what people leave out: the accents of a word, signs, blanks, capitals.

"Cu M'gar", "Cư Mgar" and "CƯ M’GAR" agree with "Cư M'gar"; "Tân Lạp" contradicts "Tân Lập". Where a tone stands in its
word ("Hoà", "Hòa") makes no difference, and d may stand for đ.
"""

import unicodedata
from functools import cache

from .fold import key

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def agrees(written: str, name: str) -> bool:
    """Each word of `written` is the one of `name`, or that word without its accents; blanks and signs do not matter."""
    if key(written) != key(name):
        return False
    ours, theirs = written.split(), name.split()
    if len(ours) != len(theirs):
        ours, theirs = ["".join(ours)], ["".join(theirs)]
    return all(_apart(one) in (_apart(other), (key(other), "")) for one, other in zip(ours, theirs, strict=True))


@cache
def _apart(word: str) -> tuple[str, str]:
    """Its letters and digits without their tones, d for đ; and the tones in their order."""
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d").replace("ð", "d"))
    tones = "".join(sign for sign in apart if sign in _TONES)
    toneless = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONES))
    return "".join(letter for letter in toneless if letter.isalnum()), tones
