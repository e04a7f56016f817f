"""Sound as a file: WAV as it is, MP3 and Opus for phones and the net. The same sound gives the same bytes."""

from io import BytesIO

import numpy as np
import soundfile

from .ogg import same_serial
from .sound import Sound, at_our_rate, one_channel

_FORMATS = {"wav": ("WAV", "PCM_16"), "mp3": ("MP3", "MPEG_LAYER_III"), "opus": ("OGG", "OPUS")}
MEDIA_TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "opus": "audio/ogg"}


def encode(sound: Sound, kind: str) -> bytes:
    """The bytes of a file of that kind: wav, mp3 or opus."""
    container, subtype = _FORMATS[kind]
    file = BytesIO()
    soundfile.write(file, np.clip(sound.samples, -1, 1), sound.rate, format=container, subtype=subtype)
    return same_serial(file.getvalue()) if kind == "opus" else file.getvalue()


def decode(content: bytes) -> Sound:
    """Any file that `hear` has heard through, as one channel at our rate."""
    samples, rate = soundfile.read(BytesIO(content), dtype="float32", always_2d=False)
    return at_our_rate(Sound(one_channel(samples), rate))
