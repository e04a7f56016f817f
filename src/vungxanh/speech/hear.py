"""Is an uploaded file sound, and how long? It is read through to its end; its name is never believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import soundfile

from .sound import Samples, one_channel
from .tell_tale import counts_its_frames, cut_off, from_a_phone

LONGEST = 600.0  # seconds: no loudspeaker plays longer in one piece
SHORTEST = 0.5
SILENT, QUIET, CLIPPED = 0.01, 0.003, 0.999  # of full scale: a peak, a mean (-50 dB), a peak
CLIPPED_SHARE = 0.001
MISSING = 1.0  # seconds: some programs count a frame or two too many
RATES, CHANNELS = range(8_000, 96_001), (1, 2)  # what recorders write; more is a small file that fills the memory
BLOCK = 1 << 16  # frames read at a time: a file is never held whole as samples of every channel
MEDIA_TYPES = {"WAV": "audio/wav", "WAVEX": "audio/wav", "MP3": "audio/mpeg", "OGG": "audio/ogg", "FLAC": "audio/flac"}


@dataclass(frozen=True, slots=True)
class Heard:
    """`peak` and `mean` (root mean square) are of full scale, 0 to 1, of all channels in one, as a loudspeaker plays
    them; `clipped` the share of samples at the very end of the scale."""

    seconds: float
    media_type: str
    rate: int
    peak: float
    mean: float
    clipped: float
    whole: bool


class NotHeard(Exception):
    """The file is not kept. `codes` are all that is wrong: not-sound, phone-format, unusual, broken, too-short,
    too-long, silent, too-quiet, clipped."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(", ".join(codes))


def hear(content: bytes) -> Heard:
    """Raises NotHeard with everything that is wrong at once."""
    try:
        file = soundfile.SoundFile(BytesIO(content))
    except (soundfile.LibsndfileError, ValueError, RuntimeError):
        raise NotHeard(["phone-format" if from_a_phone(content) else "not-sound"]) from None
    with file:
        if file.format not in MEDIA_TYPES:
            raise NotHeard(["not-sound"])
        if file.samplerate not in RATES or file.channels not in CHANNELS:
            raise NotHeard(["unusual"])
        try:
            heard = _through(file, content)
        except (soundfile.LibsndfileError, ValueError, RuntimeError):
            raise NotHeard(["broken"]) from None
    if wrong := list(_wrong(heard)):
        raise NotHeard(wrong)
    return heard


def blocks(file: soundfile.SoundFile) -> Iterator[Samples]:
    """Of every channel, to the true end. soundfile's own `blocks` believes the header, and repeats what it has."""
    while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
        yield block


def _through(file: soundfile.SoundFile, content: bytes) -> Heard:
    frames, peak, power, clipped, numbers = 0, 0.0, 0.0, 0, True
    for block in blocks(file):
        numbers = numbers and bool(np.isfinite(block).all())
        block = np.nan_to_num(block, posinf=1.0, neginf=-1.0)
        together = one_channel(block).astype(np.float64)
        frames += len(block)
        peak = max(peak, float(np.abs(together).max(initial=0.0)))
        power += float(np.square(together).sum())
        clipped += int((np.abs(block).max(axis=1, initial=0.0) >= CLIPPED).sum())
        if frames > LONGEST * file.samplerate:
            break
    missing = (file.frames - frames) / file.samplerate
    short = missing > MISSING and frames <= LONGEST * file.samplerate and counts_its_frames(content)
    return Heard(
        frames / file.samplerate, MEDIA_TYPES[file.format], file.samplerate, peak,
        (power / frames) ** 0.5 if frames else 0.0, clipped / frames if frames else 0.0,
        numbers and not short and not cut_off(content),
    )  # fmt: skip


def _wrong(heard: Heard) -> list[str]:
    checks = {
        "broken": not heard.whole,
        "too-short": heard.seconds < SHORTEST,
        "too-long": heard.seconds > LONGEST,
        "silent": heard.peak < SILENT,
        "too-quiet": heard.peak >= SILENT and heard.mean < QUIET,
        "clipped": heard.clipped > CLIPPED_SHARE,
    }
    return [code for code, wrong in checks.items() if wrong]
