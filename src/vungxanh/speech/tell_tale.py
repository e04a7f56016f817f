"""What the first bytes of a file tell of it: what a phone recorded, and what was cut off on its way."""

_UNTOLD = 0x7FFFFFFF  # a program that writes to a pipe does not know the length: it puts the largest number there
_HEAD = 1 << 16  # bytes among which a header stands


def from_a_phone(content: bytes) -> bool:
    """M4A and 3GP, AAC, AMR, WebM: what phones and browsers record, and libsndfile cannot read."""
    aac = content[:1] == b"\xff" and content[1:2] in (b"\xf0", b"\xf1", b"\xf8", b"\xf9")
    return aac or content[4:8] == b"ftyp" or content.startswith((b"#!AMR", b"\x1aE\xdf\xa3", b"ADIF"))


def cut_off(content: bytes) -> bool:
    """Of a WAV file: it is shorter than it says. libsndfile reads such a file as if it were whole."""
    if content[:4] != b"RIFF":
        return False
    told = int.from_bytes(content[4:8], "little")
    return told < _UNTOLD and len(content) < told  # some writers count one byte, or the eight of the header, too many


def counts_its_frames(content: bytes) -> bool:
    """Of an MP3 file: without this mark the length in its header is a guess."""
    return any(mark in content[:_HEAD] for mark in (b"Xing", b"Info"))
