"""The voices there are: espeak-ng's, and a Piper voice where an operator has configured one."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PIPER_VOICE = "VUNGXANH_PIPER_VOICE"  # path of a voice's .onnx file


@dataclass(frozen=True, slots=True)
class Voice:
    """`name` is what the engine calls it: a voice of espeak-ng, or the file of a Piper voice."""

    key: str
    engine: Literal["espeak", "piper"]
    name: str
    language: str
    label_vi: str
    label_en: str


BUILT_IN = (
    Voice("vi", "espeak", "vi", "vi", "giọng Bắc (tổng hợp)", "northern voice (synthetic)"),
    Voice("vi-central", "espeak", "vi-vn-x-central", "vi", "giọng Trung (tổng hợp)", "central voice (synthetic)"),
    Voice("vi-south", "espeak", "vi-vn-x-south", "vi", "giọng Nam (tổng hợp)", "southern voice (synthetic)"),
    Voice("en", "espeak", "en", "en", "giọng Anh (tổng hợp)", "English voice (synthetic)"),
)


class UnknownVoice(Exception):
    """There is no such voice, or none for the language: another language is recorded, not synthesised."""

    code = "unknown-voice"

    def __init__(self, asked: str, known: list[str]) -> None:
        super().__init__(f"There is no voice “{asked}”. The voices are: {', '.join(known)}.")


def voices() -> tuple[Voice, ...]:
    """A configured Piper voice goes before the built-in ones: whoever installs it wants to hear it."""
    piper = os.environ.get(PIPER_VOICE, "")
    if not piper:
        return BUILT_IN
    name = Path(piper).name.removesuffix(".onnx")
    language = "en" if name.startswith("en") else "vi"
    return (Voice("piper", "piper", piper, language, f"giọng Piper {name}", f"Piper voice {name}"), *BUILT_IN)


def ground() -> str:
    """What any text is spoken with here; another one means that sound made before would now be another's voice."""
    return " ".join(f"{voice.engine}:{voice.language}:{voice.name}" for voice in voices())


def voice_for(language: str, key: str = "") -> Voice:
    """The voice of that key, else the first of the language. Raises UnknownVoice."""
    known = voices()
    for voice in known:
        if voice.key == key if key else voice.language == language:
            return voice
    raise UnknownVoice(key or language, [voice.key for voice in known])
