"""Letters are what they look like: composed, visible, of one script, from no old font (TCVN 6909:2001)."""

import re
import unicodedata
from collections.abc import Iterator

from vungxanh.text.legacy import Spelling, detect
from vungxanh.text.nfc import nfc

from ..draft import Draft
from ..finding import Code, Finding, Fix, Weight
from ..letters import VIETNAMESE
from ..passage import HIDDEN, Passage

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_ODD_BLANK = re.compile("[\u2000-\u200a\u202f\u205f\u3000\t]+")
_BROKEN = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_EMOJI = re.compile("[\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_TWINS = str.maketrans("АВЕКМНОРСТХУаеорсхуіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ", "ABEKMHOPCTXYaeopcxyijsdqwABEZHIKMNOPTYXovpu")
_KNOWN_SIGNS = frozenset("“”‘’–—…•·°²³×÷≥≤±€₫«»→✓§\u00a0" + HIDDEN)
_SURE = 3  # strange words that read well before a whole text is called garbled
_BLANKS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)|(?<=\w)[ \u00a0]+(?=[,;.!?](?:\s|$))")


def letters_sound(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        if not unicodedata.is_normalized("NFC", passage.raw):
            whole = len(passage.raw)
            yield Finding(Code.NOT_NFC, Weight.ADVICE, passage.part, 0, whole, fix=Fix(0, whole, nfc(passage.raw)))
        yield from _unseen(passage)
        yield from _mixed(passage)
        for match in _BLANKS.finditer(passage.text):
            double = passage.text[match.end()] not in ",;.!?"
            yield passage.found(Code.BLANKS, Weight.NOTE, *match.span(), instead=" " if double else "")
        if draft.said.is_vietnamese:
            yield from _legacy(passage)


def _unseen(passage: Passage) -> Iterator[Finding]:
    text = passage.typed
    for match in _UNSEEN.finditer(text):
        if match[0] == "\u200d" and _EMOJI.match(text, match.end()):
            continue  # joins the parts of one emoji
        yield passage.found(Code.HIDDEN_LETTER, Weight.ADVICE, *match.span(), _point(match[0]), instead="")
    for match in _ODD_BLANK.finditer(text):
        yield passage.found(Code.HIDDEN_LETTER, Weight.NOTE, *match.span(), _point(match[0]), instead=" ")
    for match in _BROKEN.finditer(text):
        yield passage.found(Code.BROKEN_LETTER, Weight.MUST_LOOK, *match.span(), _point(match[0]))


def _mixed(passage: Passage) -> Iterator[Finding]:
    """A Latin word with a Cyrillic or Greek letter in it looks right, and is neither found nor read aloud."""
    for match in _WORD.finditer(passage.typed):
        foreign = _FOREIGN.findall(match[0])
        if foreign and len(foreign) < len(match[0]) and re.search(r"[A-Za-z]", match[0]):
            right = match[0].translate(_TWINS)
            instead = None if _FOREIGN.search(right) else right
            params = {"typed": match[0], "letter": foreign[0]}
            yield passage.found(Code.MIXED_SCRIPTS, Weight.MUST_LOOK, *match.span(), params, instead=instead)


def _legacy(passage: Passage) -> Iterator[Finding]:
    strange = [
        match[0]
        for match in re.finditer(r"\S+", passage.typed)
        if any(ord(letter) > 0x7F and letter not in VIETNAMESE and letter not in _KNOWN_SIGNS for letter in match[0])
    ]
    reading = detect(strange) if len(strange) >= _SURE else None
    if reading and reading.spelling is not Spelling.UNICODE and reading.fitting >= _SURE:
        params = {"spelling": reading.spelling.value, "raw": reading.raw, "read": reading.read}
        yield passage.found(Code.LEGACY_FONT, Weight.MUST_LOOK, 0, len(passage.text), params)


def _point(letters: str) -> dict[str, str | int]:
    return {"letter": f"U+{ord(letters[0]):04X}"}
