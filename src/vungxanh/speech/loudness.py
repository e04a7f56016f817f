"""Level as the ear has it: measured by ITU-R BS.1770, brought to one loudness, never above its ceiling."""

import numpy as np
import pyloudnorm
from scipy.signal import resample_poly

from .sound import Sound, scaled

TARGET = -16.0  # LUFS: speech over loudspeakers out of doors
CEILING = -1.0  # dB of full scale, between the samples too
SHORTEST = 0.4  # seconds: the standard measures in blocks of this length
SILENT = -70.0  # LUFS: the standard's gate


def loudness(sound: Sound) -> float:
    """LUFS. Minus infinity for what is silent or shorter than a block."""
    if sound.seconds <= SHORTEST or sound.peak == 0:
        return float("-inf")
    return float(pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.astype(np.float64)))


def levelled(sound: Sound, target: float = TARGET) -> Sound:
    """At the target, or as near as the ceiling allows; what is silent stays so."""
    measured = loudness(sound)
    if measured <= SILENT:
        return sound
    louder = 10 ** ((target - measured) / 20)
    return _under_the_ceiling(scaled(sound, louder))


def _under_the_ceiling(sound: Sound) -> Sound:
    """A soft bend near the ceiling: peaks give way, the rest keeps its level."""
    ceiling = 10 ** (CEILING / 20)
    if _true_peak(sound) <= ceiling:
        return sound
    knee = 0.7 * ceiling
    size = np.abs(sound.samples)
    room = ceiling * 0.97 - knee
    bent = knee + room * np.tanh((size - knee) / room)
    return Sound(np.where(size > knee, np.sign(sound.samples) * bent, sound.samples).astype(np.float32), sound.rate)


def _true_peak(sound: Sound) -> float:
    """Between the samples too: four times oversampled, as the standard says."""
    if not len(sound.samples):
        return 0.0
    return float(np.abs(resample_poly(sound.samples, 4, 1)).max(initial=0.0))
