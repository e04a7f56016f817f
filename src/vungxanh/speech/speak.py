"""From a reading form, or from voices that were recorded, to one levelled piece of sound with its chimes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import piper
from .chime import closing, opening
from .espeak import ENGINE, PITCH, CannotSpeak
from .loudness import levelled, loudness
from .sound import Sound, at_our_rate, faded, joined, silence
from .speakable import paragraphs
from .voices import Voice

WORDS_A_MINUTE = 150  # slower than talk: it is heard across a field
BETWEEN_PARAGRAPHS, BETWEEN_PARTS = 0.7, 1.2  # seconds

__all__ = ["CannotSpeak", "Spoken", "bulletin", "speak"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """`loudness` in LUFS, as it now is."""

    sound: Sound
    loudness: float

    @property
    def seconds(self) -> float:
        return self.sound.seconds


def speak(
    reading_form: str, voice: Voice, *, words_a_minute: int = WORDS_A_MINUTE, pitch: int = PITCH, chimes: bool = True
) -> Spoken:
    """Paragraph by paragraph; a Piper voice keeps its own speed and pitch. Raises CannotSpeak."""
    parts = [_said(paragraph, voice, words_a_minute, pitch) for paragraph in paragraphs(reading_form)]
    if not any(part.peak for part in parts):
        raise CannotSpeak("There is nothing to say.")
    return bulletin([_with_pauses(parts, BETWEEN_PARAGRAPHS)], chimes=chimes)


def bulletin(parts: Sequence[Sound], *, chimes: bool = True) -> Spoken:
    """Several parts, such as a text in Vietnamese and a recording in Ê Đê, each brought to one level, with a pause
    between them and a chime at both ends."""
    level = [levelled(faded(at_our_rate(part))) for part in parts]
    whole = _with_pauses(level, BETWEEN_PARTS)
    if chimes:
        whole = joined([opening(), whole, closing()])
    return Spoken(whole, loudness(whole))


def _said(paragraph: str, voice: Voice, words_a_minute: int, pitch: int) -> Sound:
    if voice.engine == "piper":
        samples, rate = piper.speak(paragraph, voice.name)
    else:
        samples, rate = ENGINE.speak(paragraph, voice.name, words_a_minute=words_a_minute, pitch=pitch)
    return at_our_rate(Sound((np.frombuffer(samples, dtype="<i2") / 32768).astype(np.float32), rate))


def _with_pauses(parts: Sequence[Sound], seconds: float) -> Sound:
    between = silence(seconds)
    spread = [piece for part in parts for piece in (between, part)]
    return joined(spread[1:])
