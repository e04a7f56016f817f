"""The SHA-256 of a file of any size."""

import hashlib
from typing import BinaryIO

_PIECE = 1 << 20


def fingerprint(file: BinaryIO) -> str:
    """SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        sha256.update(piece)
    return sha256.hexdigest()
