"""A text as SMS parts: what is counted here is what goes on the wire and what the operator bills.

The text is put into NFC first. 160 letters of GSM-7 (153 in each of several parts), or 70 UTF-16 units (67), as in
3GPP TS 23.038 and 23.040. A text that needs more than 255 parts raises `TooManyParts`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vungxanh.text.alphabet import Encoding, encoding_of, octets_of, read_octets
from vungxanh.text.nfc import nfc

MOST_PARTS = 255
ESM_PLAIN, ESM_WITH_HEADER = 0x00, 0x40


class TooManyParts(ValueError):
    code = "too-many-parts"

    def __init__(self, letters: int) -> None:
        super().__init__(f"This text of {letters} letters needs more than {MOST_PARTS} SMS parts. Shorten it.")


@dataclass(frozen=True, slots=True)
class SmsPart:
    text: str
    units: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class SmsParts:
    """The whole text in NFC, its alphabet, and its parts in order. An empty text is one empty part."""

    text: str
    encoding: Encoding
    parts: tuple[SmsPart, ...]

    @property
    def units(self) -> int:
        return sum(part.units for part in self.parts)


@dataclass(frozen=True, slots=True)
class UserData:
    """What one submit carries: octets with their header, data_coding and esm_class."""

    octets: bytes
    data_coding: int
    esm_class: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One part as read back from the wire. `reference` is None for a message of a single part."""

    reference: int | None
    total: int
    number: int
    text: str


def split(text: str) -> SmsParts:
    """Cut `text` into parts, never inside a surrogate pair or an escape pair.

    A sign made of several code points (a letter with a mark apart, an emoji with skin tone or joiners) may be cut
    between them: the phone joins the parts before it shows them, and a fuller part is worth more.
    """
    whole = nfc(text)
    encoding = encoding_of(whole)
    unit = 1 if encoding is Encoding.GSM7 else 2
    cut = list(_cut(whole, encoding, encoding.single * unit))
    if len(cut) > 1:
        cut = list(_cut(whole, encoding, encoding.joined * unit))
    if len(cut) > MOST_PARTS:
        raise TooManyParts(len(whole))
    return SmsParts(whole, encoding, tuple(SmsPart(words, len(octets) // unit, octets) for words, octets in cut))


def encode(parts: SmsParts, reference: int) -> list[UserData]:
    """The user data of each part. `reference` (its low 8 bits) ties the parts of one message together on the phone."""
    return [encode_part(parts, number, reference) for number in range(1, len(parts.parts) + 1)]


def encode_part(parts: SmsParts, number: int, reference: int) -> UserData:
    """The user data of part `number`, counted from 1."""
    coding, total = parts.encoding.data_coding, len(parts.parts)
    payload = parts.parts[number - 1].payload
    if total == 1:
        return UserData(payload, coding, ESM_PLAIN)
    return UserData(bytes([5, 0, 3, reference & 0xFF, total, number]) + payload, coding, ESM_WITH_HEADER)


def read_piece(octets: bytes, data_coding: int, esm_class: int) -> Piece:
    """One part as a phone reads it."""
    encoding = Encoding.UCS2 if data_coding == Encoding.UCS2.data_coding else Encoding.GSM7
    if not esm_class & ESM_WITH_HEADER:
        return Piece(None, 1, 1, read_octets(octets, encoding))
    _, _, _, reference, total, number = octets[:6]
    return Piece(reference, total, number, read_octets(octets[6:], encoding))


def join(pieces: Iterable[Piece]) -> str:
    """The text a phone shows once it has every piece, in whatever order they came."""
    return "".join(piece.text for piece in sorted(pieces, key=lambda piece: piece.number))


def _cut(text: str, encoding: Encoding, limit: int) -> Iterator[tuple[str, bytes]]:
    start, octets = 0, bytearray()
    for position, letter in enumerate(text):
        wire = octets_of(letter, encoding)
        if len(octets) + len(wire) > limit:
            yield text[start:position], bytes(octets)
            start, octets = position, bytearray()
        octets += wire
    yield text[start:], bytes(octets)
