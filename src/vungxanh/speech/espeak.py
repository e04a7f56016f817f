"""espeak-ng in a process of its own: what is said goes in by a pipe, samples come back.

The library keeps its state in global variables and is written in C: here it can neither be called twice at once nor
take the web server down with it. A process that died, or does not answer, is replaced, and CannotSpeak is raised.
"""

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress

from .espeak_process import SIZE

SECONDS = 60  # within which any text of a message is spoken many times over
LONGEST = 20_000  # letters
PITCH = 50  # the middle of espeak-ng's scale


class CannotSpeak(Exception):
    """The engine gave no sound: it is not there, or the text is too long. Upload a recording, or shorten the text."""

    code = "cannot-speak"


class Engine:
    """One process, started when it is first asked, asked by one caller at a time."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "vungxanh.speech.espeak_process")) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def speak(self, text: str, voice: str, *, words_a_minute: int, pitch: int = PITCH) -> tuple[bytes, int]:
        """Samples of 16 bits and their rate; `pitch` from 0 to 99. Raises CannotSpeak."""
        if len(text) > LONGEST:
            raise CannotSpeak(f"The text has {len(text)} letters; a voice takes {LONGEST} at a time.")
        asked = json.dumps({"text": text, "voice": voice, "speed": words_a_minute, "pitch": pitch}).encode() + b"\n"
        with self._turn:
            process = self._running()
            late = threading.Timer(SECONDS, _kill, (process,))
            late.start()
            try:
                return _ask(process, asked)
            except (OSError, struct.error):
                self._end(process)
                raise CannotSpeak("The voice stopped in the middle; ask once more, or shorten the text.") from None
            finally:
                late.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            try:
                self._process = subprocess.Popen(  # noqa: S603  our own program
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )  # fmt: skip
            except OSError as problem:
                raise CannotSpeak(f"The voice cannot be started: {problem.strerror}.") from None
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        self._process = None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With the child that is speaking: it would keep the pipe open, and whoever reads from it would wait for ever."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _ask(process: subprocess.Popen[bytes], asked: bytes) -> tuple[bytes, int]:
    assert process.stdin and process.stdout
    process.stdin.write(asked)
    process.stdin.flush()
    size, rate = SIZE.unpack(process.stdout.read(SIZE.size))
    samples = process.stdout.read(size)
    if len(samples) != size or not rate:
        raise OSError("cut off")
    return samples, rate


ENGINE = Engine()
