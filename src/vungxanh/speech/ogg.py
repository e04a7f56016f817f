"""An Ogg stream bears a number drawn by lot (RFC 3533); here it is always the same: one sound, one hash."""

import struct
import zlib

SERIAL = 0x56582021
_HEADER = struct.Struct("<4sBBqIIIB")


def same_serial(stream: bytes) -> bytes:
    """The stream with our serial number on every page, and each page's checksum made anew."""
    pages, at = [], 0
    while at < len(stream):
        capture, version, flags, position, _serial, sequence, _sum, segments = _HEADER.unpack_from(stream, at)
        if capture != b"OggS":
            raise ValueError("not an Ogg stream")
        sizes = stream[at + _HEADER.size : at + _HEADER.size + segments]
        end = at + _HEADER.size + segments + sum(sizes)
        head = _HEADER.pack(capture, version, flags, position, SERIAL, sequence, 0, segments)
        page = head + stream[at + _HEADER.size : end]
        pages.append(page[:22] + struct.pack("<I", _checksum(page)) + page[26:])
        at = end
    return b"".join(pages)


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _checksum(page: bytes) -> int:
    """CRC-32 of polynomial 0x04c11db7, not mirrored, begun with zero: zlib's over mirrored bytes, undone at the end."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
