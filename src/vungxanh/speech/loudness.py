"""Level as the ear has it: measured by ITU-R BS.1770, brought to one loudness, never above its ceiling.

What is silent, or shorter than the standard can measure, keeps its level; the ceiling holds for everything.
"""

import numpy as np
import pyloudnorm
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from .sound import Samples, Sound, scaled

TARGET = -16.0  # LUFS: speech over loudspeakers out of doors
CEILING = -1.0  # dB of full scale, between the samples too
SHORTEST = 0.4  # seconds: the standard measures in blocks of this length
SILENT = -70.0  # LUFS: the standard's gate
NEAR = 0.1  # LU: nobody hears less
ROUNDS, MOST = 4, 6.0  # how often, and by how many dB, what the ceiling took is given back
GIVES_WAY = 0.005  # seconds in which a peak is turned down, and up again
PIECE, BEYOND = 1 << 18, 32  # samples looked at together, and those around them that have a say
MARGIN = 0.2  # dB kept for what turning down moves between the samples, and for what MP3 and Opus add


def loudness(sound: Sound) -> float:
    """LUFS. Minus infinity for what is silent or shorter than a block."""
    if sound.seconds <= SHORTEST or sound.peak == 0:
        return float("-inf")
    return float(pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.astype(np.float64)))


def true_peak(sound: Sound) -> float:
    """dB of full scale, between the samples too: four times oversampled, as the standard says."""
    peak = float(_between(sound).max(initial=0.0))
    return float(20 * np.log10(peak)) if peak else float("-inf")


def levelled(sound: Sound, target: float = TARGET) -> Sound:
    """Within 0.1 LU of the target, or as near as the ceiling allows."""
    measured = loudness(sound)
    if measured <= SILENT:
        return _under_the_ceiling(sound)
    first = gain = target - measured
    for _round in range(ROUNDS):
        heard = _under_the_ceiling(scaled(sound, 10 ** (gain / 20)))
        missing = target - loudness(heard)
        if abs(missing) <= NEAR or gain >= first + MOST:
            break
        gain = min(gain + missing, first + MOST)
    return heard


def _under_the_ceiling(sound: Sound) -> Sound:
    """Peaks are turned down a little before they come and up again behind them; a wave is never bent."""
    size = _between(sound)
    ceiling = 10 ** ((CEILING - MARGIN) / 20)
    if size.max(initial=0.0) <= ceiling:
        return sound
    reach = round(GIVES_WAY * sound.rate)
    lowest = minimum_filter1d(ceiling / np.maximum(size, ceiling), 2 * reach + 3)
    turned = uniform_filter1d(lowest, 2 * reach + 1)  # a mean of gains each of which is allowed here: allowed too
    return Sound((sound.samples * turned).astype(np.float32), sound.rate)


def _between(sound: Sound) -> Samples:
    """For each sample the largest size from it to the next; piece by piece, for ten minutes are many samples."""
    samples, sizes = sound.samples, [np.zeros(0, dtype=np.float32)]
    for start in range(0, len(samples), PIECE):
        before = min(start, BEYOND)
        size = np.abs(resample_poly(samples[start - before : start + PIECE + BEYOND], 4, 1).astype(np.float32))
        first, second, third, last = (size[place::4] for place in range(4))
        largest = np.maximum(np.maximum(first, second), np.maximum(third, last))
        sizes.append(largest[before : before + PIECE])
    return np.concatenate(sizes)[: len(samples)]
