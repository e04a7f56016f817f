"""The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, section 6.2.1), and how texts become octets.

Seven-bit letters travel unpacked, one octet each, as SMPP expects with data_coding 0; the operator packs them.
"""

from enum import Enum

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = {
    "\x0c": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
ESCAPE = 0x1B

GSM_OCTETS: dict[str, bytes] = {c: bytes([i]) for i, c in enumerate(_BASIC) if i != ESCAPE} | {
    c: bytes([ESCAPE, i]) for c, i in _EXTENSION.items()
}
_GSM_LETTERS = {octets: c for c, octets in GSM_OCTETS.items()}


class Encoding(Enum):
    """An alphabet of SMS: its SMPP data_coding, the units in a single message and in one part of several."""

    GSM7 = ("GSM-7", 0, 160, 153)
    UCS2 = ("UCS-2", 8, 70, 67)

    def __init__(self, label: str, data_coding: int, single: int, joined: int) -> None:
        self.label = label
        self.data_coding = data_coding
        self.single = single
        self.joined = joined


def encoding_of(text: str) -> Encoding:
    """GSM-7 when every letter has a place in it. One letter outside makes the whole text UCS-2."""
    return Encoding.GSM7 if all(c in GSM_OCTETS for c in text) else Encoding.UCS2


def octets_of(letter: str, encoding: Encoding) -> bytes:
    """One letter on the wire. An escape pair or a surrogate pair comes out whole, so it is never split."""
    return GSM_OCTETS[letter] if encoding is Encoding.GSM7 else letter.encode("utf-16-be")


def read_octets(octets: bytes, encoding: Encoding) -> str:
    """The text of one part's octets. An octet with no meaning becomes a space, as a phone shows it."""
    if encoding is Encoding.UCS2:
        return octets.decode("utf-16-be", errors="replace")
    letters, rest = [], iter(octets)
    for octet in rest:
        pair = bytes([octet]) if octet != ESCAPE else bytes([octet, next(rest, 0)])
        letters.append(_GSM_LETTERS.get(pair, " "))
    return "".join(letters)
