"""Cuts a stream of octets into SMPP PDUs (SMPP 3.4, section 3.2). Pure; both ends of a line use it.

A length that cannot be true raises BadFrame after the PDUs before it were given: nothing can be found behind it.
"""

import struct
from collections.abc import Iterator

HEADER = struct.Struct(">IIII")  # length, command, status, sequence
LONGEST = 70_000  # a message_payload of 64 KiB, and what stands around it
Frame = tuple[int, int, int, bytes]  # command, status, sequence, the whole PDU with its header


class BadFrame(ValueError):
    """The far end announced a PDU of a length that no PDU has. The connection is of no more use."""

    code = "bad-frame"

    def __init__(self, length: int) -> None:
        super().__init__(f"A PDU of {length} octets was announced; {HEADER.size} to {LONGEST} are possible.")


class Frames:
    """What was read and is not yet a whole PDU."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, octets: bytes) -> Iterator[Frame]:
        """The PDUs that are whole now, in order. Take them all before feeding again. Raises BadFrame."""
        if self._rest:
            octets, self._rest = self._rest + octets, b""
        start, end = 0, len(octets)
        while end - start >= HEADER.size:
            length, command, status, sequence = HEADER.unpack_from(octets, start)
            if not HEADER.size <= length <= LONGEST:
                raise BadFrame(length)
            if end - start < length:
                break
            yield command, status, sequence, octets[start : start + length]
            start += length
        self._rest = octets[start:]


def pdu(command: int, sequence: int, status: int = 0, body: bytes = b"") -> bytes:
    """One PDU from its header's fields and its body."""
    return HEADER.pack(HEADER.size + len(body), command, status, sequence) + body


def c_string(octets: bytes, start: int = HEADER.size) -> str:
    """The text from `start` to the next zero, or to the end where there is none."""
    end = octets.find(0, start)
    return octets[start : end if end >= 0 else len(octets)].decode("latin-1")
