"""Sound as numbers: one channel, so many samples a second, each from -1 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

RATE = 24_000  # samples a second: more than a loudspeaker of a commune can give back
Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    samples: Samples
    rate: int = RATE

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        """The largest sample, 0 to 1."""
        return float(np.abs(self.samples).max(initial=0.0))


def silence(seconds: float) -> Sound:
    return Sound(np.zeros(round(seconds * RATE), dtype=np.float32))


def at_our_rate(sound: Sound) -> Sound:
    if sound.rate == RATE:
        return sound
    return Sound(resample_poly(sound.samples, RATE, sound.rate).astype(np.float32))


def one_channel(samples: NDArray[np.float32]) -> Samples:
    return samples if samples.ndim == 1 else samples.mean(axis=1, dtype=np.float32)


def joined(sounds: Sequence[Sound]) -> Sound:
    """One after the other. All have our rate."""
    return Sound(np.concatenate([sound.samples for sound in sounds])) if sounds else silence(0)


def scaled(sound: Sound, factor: float) -> Sound:
    return Sound((sound.samples * np.float32(factor)).astype(np.float32), sound.rate)


def faded(sound: Sound, seconds: float = 0.01) -> Sound:
    """From silence and into silence: a recording that begins in the middle of a wave would crack."""
    length = min(round(seconds * sound.rate), len(sound.samples) // 2)
    edge = np.ones(len(sound.samples), dtype=np.float32)
    if length:
        edge[:length] = np.linspace(0, 1, length, dtype=np.float32)
        edge[-length:] = edge[:length][::-1]
    return Sound(sound.samples * edge, sound.rate)
