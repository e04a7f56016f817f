"""A Piper voice, spoken by the operator's own `piper` program: it is installed beside ours, never with it."""

import json
import shutil
import subprocess
from pathlib import Path

from .espeak import SECONDS, CannotSpeak

USUAL_RATE = 22_050


def speak(text: str, model: str) -> tuple[bytes, int]:
    """Samples of 16 bits and their rate. Raises CannotSpeak."""
    program = shutil.which("piper")
    if program is None:
        raise CannotSpeak("The program “piper” is not installed; install it, or choose another voice.")
    if not Path(model).is_file():
        raise CannotSpeak(f"There is no Piper voice at {model}; look at VUNGXANH_PIPER_VOICE.")
    try:
        done = subprocess.run(  # noqa: S603  the operator's own program and file
            [program, "--model", model, "--output-raw"],
            input=" ".join(text.split()).encode(), capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        samples = done.stdout[: len(done.stdout) // 2 * 2]  # whole samples only
    except (subprocess.SubprocessError, OSError):
        samples = b""
    if not samples:
        raise CannotSpeak("The program “piper” gave no sound; try it by hand, or choose another voice.")
    return samples, _rate(Path(f"{model}.json"))


def _rate(configuration: Path) -> int:
    try:
        return int(json.loads(configuration.read_text(encoding="utf-8"))["audio"]["sample_rate"])
    except (OSError, ValueError, KeyError, TypeError):
        return USUAL_RATE
