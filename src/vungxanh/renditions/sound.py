"""The loudspeaker's forms: the script as it is read aloud, and the sound. An uploaded voice goes first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vungxanh.messages.bound import language_of
from vungxanh.renditions.said import Said
from vungxanh.speech.encode import decode, encode
from vungxanh.speech.sound import Sound
from vungxanh.speech.speak import bulletin, speak
from vungxanh.speech.voices import voice_for
from vungxanh.text.numbers import Language
from vungxanh.text.reading import aloud

SPOKEN_BY_US = ("vi", "en")
EXERCISE: Mapping[Language, str] = {
    "vi": "Diễn tập. Đây không phải là tin thật.",
    "en": "Exercise. This is not real.",
}


def script(said: Said) -> str:
    """What the voice says: the full text in its reading form; of an exercise, with that before and after it."""
    language = language_of(said.language)
    text = aloud(said.long, language=language, extra=said.names)
    return "\n\n".join((EXERCISE[language], text, EXERCISE[language])) if said.notice.is_exercise else text


def radio(said: Said) -> bytes:
    return script(said).encode()


def wav(said: Said) -> bytes:
    return encode(_spoken(said), "wav")


def mp3(said: Said) -> bytes:
    return encode(_spoken(said), "mp3")


def opus(said: Said) -> bytes:
    return encode(_spoken(said), "opus")


def is_spoken(said: Said) -> bool:
    """Whether there is a recording, or a voice for the language."""
    return said.recording is not None or (bool(said.long) and said.language in SPOKEN_BY_US)


def is_scripted(said: Said) -> bool:
    return bool(said.long) and said.language in SPOKEN_BY_US


@lru_cache(maxsize=2)
def _one_sound(words: str, said: "Same") -> Sound:
    if said.of.recording:
        return bulletin(_marked(said.of, decode(said.of.recording))).sound
    return speak(script(said.of), voice_for(said.of.language)).sound


def _marked(said: Said, voice: Sound) -> list[Sound]:
    """An uploaded voice; in an exercise our own says so before and after it."""
    if not said.notice.is_exercise:
        return [voice]
    language = language_of(said.language)
    mark = speak(EXERCISE[language], voice_for(language), chimes=False).sound
    return [mark, voice, mark]


@dataclass(frozen=True)
class Same:
    """Two with the same words are the same: a message's three files are made of one sound, spoken once."""

    of: Said = field(compare=False)


def _spoken(said: Said) -> Sound:
    return _one_sound(said.words, Same(said))
