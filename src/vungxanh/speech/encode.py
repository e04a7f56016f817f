"""Sound as a file: WAV as it is, MP3 and Opus for phones and the net. The same sound gives the same bytes."""

from io import BytesIO

import numpy as np
import soundfile

from .hear import blocks
from .ogg import same_serial
from .sound import Sound, at_our_rate, one_channel

_FORMATS = {"wav": ("WAV", "PCM_16"), "mp3": ("MP3", "MPEG_LAYER_III"), "opus": ("OGG", "OPUS")}
OPUS_LEVEL = 0.8  # 57 kbit/s: at 42 and less the encoder needs more than twice the time
MEDIA_TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "opus": "audio/ogg"}


def encode(sound: Sound, kind: str) -> bytes:
    """The bytes of a file of that kind: wav, mp3 or opus."""
    container, subtype = _FORMATS[kind]
    file = BytesIO()
    soundfile.write(
        file, np.clip(sound.samples, -1, 1), sound.rate, format=container, subtype=subtype,
        compression_level=OPUS_LEVEL if kind == "opus" else None,
    )  # fmt: skip
    return same_serial(file.getvalue()) if kind == "opus" else file.getvalue()


def decode(content: bytes) -> Sound:
    """Any file that `hear` has heard through, as one channel at our rate."""
    with soundfile.SoundFile(BytesIO(content)) as file:
        samples = [one_channel(block) for block in blocks(file)]
        return at_our_rate(Sound(np.concatenate(samples), file.samplerate))
