"""Is an uploaded file sound, and how long? It is read through to its end; its name is never believed."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import soundfile

LONGEST = 600.0  # seconds: no loudspeaker plays longer in one piece
SHORTEST = 0.5
QUIET, CLIPPED = 0.01, 0.999  # of full scale
CLIPPED_SHARE = 0.001
BLOCK = 1 << 16  # frames read at a time: a file is never held whole as samples
MEDIA_TYPES = {"WAV": "audio/wav", "WAVEX": "audio/wav", "MP3": "audio/mpeg", "OGG": "audio/ogg", "FLAC": "audio/flac"}


@dataclass(frozen=True, slots=True)
class Heard:
    """`peak` is of full scale, 0 to 1; `clipped` the share of samples at its very end."""

    seconds: float
    media_type: str
    rate: int
    peak: float
    clipped: float


class NotHeard(Exception):
    """The file is not kept. `codes` are all that is wrong: not-sound, broken, too-short, too-long, silent, clipped."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(", ".join(codes))


def hear(content: bytes) -> Heard:
    """Raises NotHeard with everything that is wrong at once."""
    try:
        with soundfile.SoundFile(BytesIO(content)) as file:
            if file.format not in MEDIA_TYPES:
                raise NotHeard(["not-sound"])
            if file.frames > LONGEST * file.samplerate:
                raise NotHeard(["too-long"])
            heard = _through(file)
    except (soundfile.LibsndfileError, ValueError, RuntimeError):
        raise NotHeard(["not-sound"]) from None
    if wrong := list(_wrong(heard)):
        raise NotHeard(wrong)
    return heard


def _through(file: soundfile.SoundFile) -> Heard:
    frames, peak, clipped = 0, 0.0, 0
    for block in file.blocks(BLOCK, dtype="float32", always_2d=True):
        size = np.abs(block)
        frames += len(block)
        peak = max(peak, float(size.max(initial=0.0)))
        clipped += int((size.max(axis=1, initial=0.0) >= CLIPPED).sum())
        if frames > LONGEST * file.samplerate:
            raise NotHeard(["too-long"])  # a header that lied about its length
    share = clipped / frames if frames else 0.0
    return Heard(frames / file.samplerate, MEDIA_TYPES[file.format], file.samplerate, peak, share)


def _wrong(heard: Heard) -> list[str]:
    checks = {
        "too-short": heard.seconds < SHORTEST,
        "silent": heard.peak < QUIET,
        "clipped": heard.clipped > CLIPPED_SHARE,
    }
    return [code for code, wrong in checks.items() if wrong]
