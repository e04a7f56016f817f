"""Three soft tones before and after: rising to open, falling to close, so that a listener knows which it is."""

import numpy as np

from .sound import RATE, Sound, joined, silence

TONES = (523.25, 659.26, 783.99)  # hertz: C, E, G
SECONDS_EACH, OVERLAP = 0.35, 0.12
LOUD = 0.25  # of full scale


def opening() -> Sound:
    return joined([_chime(TONES), silence(0.4)])


def closing() -> Sound:
    return joined([silence(0.4), _chime(tuple(reversed(TONES)))])


def _chime(tones: tuple[float, ...]) -> Sound:
    step, long = round((SECONDS_EACH - OVERLAP) * RATE), round(SECONDS_EACH * 2 * RATE)
    whole = np.zeros(step * (len(tones) - 1) + long, dtype=np.float32)
    at = np.arange(long) / RATE
    fade = np.minimum(1, at / 0.01) * np.exp(-at * 5) * np.minimum(1, (at[-1] - at) / 0.05)
    for place, tone in enumerate(tones):
        struck = (np.sin(2 * np.pi * tone * at) + 0.25 * np.sin(4 * np.pi * tone * at)) * fade
        whole[place * step : place * step + long] += (LOUD * struck).astype(np.float32)
    return Sound(whole)
