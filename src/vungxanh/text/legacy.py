"""Vietnamese text from before Unicode: Windows-1258, TCVN3 (the ABC fonts) and VNI, told apart by evidence.

Such text looks like Western letters ("ViÖt Nam", "Vieät Nam"). A reading is believed when it turns most of the strange
words into Vietnamese syllables and no other reading does; where none does, nothing is believed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from vungxanh.text.nfc import nfc

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộ", 0xEA: "ờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_TCVN3 = {first + n: letter for first, letters in _TCVN3_RUNS.items() for n, letter in enumerate(letters)}

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = {
    **{vowel + mark: nfc(_ALONE.get(vowel, vowel) + tone) for vowel in "aeouyôö" for mark, tone in _TONES.items()},
    **{vowel + mark: nfc(vowel + "\u0302" + tone) for vowel in "aeo" for mark, tone in _CIRCUMFLEX.items()},
    **{"a" + mark: nfc("a\u0306" + tone) for mark, tone in _BREVE.items()},
    **_ALONE,
}
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)


def _shown(octet: int, code_page: str) -> str:
    return bytes([octet]).decode(code_page, "replace").replace("\ufffd", chr(octet))


# The octets as a Western or a Vietnamese Windows shows them.
_OCTET_OF = {ord(_shown(octet, page)): octet for octet in range(0x80, 0x100) for page in ("cp1252", "cp1258")}
_WINDOWS_1258 = {ord(_shown(octet, "cp1252")): _shown(octet, "cp1258") for octet in range(0x80, 0x100)} | {
    octet: _shown(octet, "cp1258") for octet in range(0x80, 0x100)
}
_TCVN3_SHOWN = {shown: _TCVN3.get(octet, chr(octet)) for shown, octet in _OCTET_OF.items()} | _TCVN3


def _read_vni(text: str) -> str:
    return _VNI_LETTER.sub(_vni_letter, text.translate(_OCTET_OF))


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


class Spelling(Enum):
    """How the letters of a text stand for Vietnamese ones."""

    UNICODE = "Unicode"
    WINDOWS_1258 = "Windows-1258"
    TCVN3 = "TCVN3"
    VNI = "VNI"

    def read(self, text: str) -> str:
        """`text`, whose letters are octets as Latin-1 or Windows shows them, in Unicode NFC."""
        if self is Spelling.VNI:
            return nfc(_read_vni(text))
        return nfc(text.translate(_TABLES[self]))


_TABLES: dict[Spelling, dict[int, str]] = {
    Spelling.UNICODE: {},
    Spelling.WINDOWS_1258: _WINDOWS_1258,
    Spelling.TCVN3: _TCVN3_SHOWN,
}

_ONSET = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu?|r|s|th?|tr|v|x"
_RIME = (
    "a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|ă(?:c|m|ng?|p|t)|â(?:c|m|ng?|p|t|u|y)|e(?:c|m|ng?|o|p|t)?|ê(?:ch?|m|ng?|nh|p|t|u)?"
    "|i(?:a|ch|m|nh?|p|t|u|ê(?:c|m|ng?|p|t|u))?|o(?:c|i|m|ng?|p|t|oc|ong)?|oa(?:ch?|i|m|ng?|nh|o|p|t|y)?|oă(?:c|m|ng?|t)"
    "|oe(?:n|o|t)?|ô(?:c|i|m|ng?|p|t)?|ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|ng?|p|t|ơ)?|uâ(?:ng?|t|y)|uê(?:ch|nh)?"
    "|uô(?:c|i|m|ng?|t)|uy(?:a|ch|n|nh|p|t|u|ê(?:n|t))?|ư(?:a|c|i|m|ng?|t|u)?|ươ(?:c|i|m|ng?|p|t|u)|y(?:ê(?:m|ng?|t|u))?"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIME})")
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~0-9]+")

MOST_WORDS = 4_000
_FITTING = 0.6  # of the strange words; names from other tongues never fit
_CLEARLY = 1.5  # times as many as any other reading


def is_syllable(word: str) -> bool:
    """Whether `word` (NFC) is built like one Vietnamese syllable: "Nghiêng" is, "ViÖt" and "Krông" are not."""
    if not (word.islower() or word.istitle() or word.isupper()):
        return False
    bare, tones = _TONE_MARKS.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(nfc(bare)) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """`fitting` of `words` strange words are Vietnamese when read so; `raw` and `read` show the longest of them."""

    spelling: Spelling
    words: int
    fitting: int
    raw: str = ""
    read: str = ""


def detect(texts: Iterable[str], among: Iterable[Spelling] = Spelling) -> Reading | None:
    """The reading that the words of `texts` bear out. None when there are strange words and no reading is convincing.

    Text without strange words, and text that is Vietnamese as it stands, is Unicode if that is `among` the candidates.
    """
    words = _strange_words(texts)
    readings = sorted((_weigh(words, spelling) for spelling in among), key=lambda r: r.fitting, reverse=True)
    best, *others = readings
    if not words:
        return best
    if best.fitting >= _FITTING * len(words) and all(best.fitting >= _CLEARLY * other.fitting for other in others):
        return best
    return next((reading for reading in readings if reading.spelling is Spelling.UNICODE), None)


def _strange_words(texts: Iterable[str]) -> list[str]:
    words: dict[str, None] = {}
    for text in texts:
        words.update(dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii()))
        if len(words) >= MOST_WORDS:
            break
    return list(words)[:MOST_WORDS]


def _weigh(words: list[str], spelling: Spelling) -> Reading:
    fits = [(raw, read) for raw in words if is_syllable(read := spelling.read(raw))]
    raw, read = max(fits, key=lambda pair: (pair[0] != pair[1], len(pair[0])), default=("", ""))
    return Reading(spelling, len(words), len(fits), raw, read)
