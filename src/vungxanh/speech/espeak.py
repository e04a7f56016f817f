"""espeak-ng in a process of its own: what is said goes in by a pipe, samples come back.

The library keeps its state in global variables and is written in C: here it can neither be called twice at once nor
take the web server down with it. A process that died, or does not answer, is replaced, and CannotSpeak is raised.
"""

import json
import os
import struct
import subprocess
import sys
import threading
from typing import IO

SECONDS = 60  # within which any text of a message is spoken many times over
LONGEST = 20_000  # letters
_SIZE = struct.Struct(">II")  # bytes of samples, samples a second


class CannotSpeak(Exception):
    """The engine gave no sound: it is not there, or the text is too long. Upload a recording, or shorten the text."""

    code = "cannot-speak"


class Engine:
    """One process, started when it is first asked, asked by one caller at a time."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", "vungxanh.speech.espeak")) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def speak(self, text: str, voice: str, *, words_a_minute: int) -> tuple[bytes, int]:
        """Samples of 16 bits and their rate. Raises CannotSpeak."""
        if len(text) > LONGEST:
            raise CannotSpeak(f"The text has {len(text)} letters; a voice takes {LONGEST} at a time.")
        asked = json.dumps({"text": text, "voice": voice, "speed": words_a_minute}).encode() + b"\n"
        with self._turn:
            process = self._running()
            late = threading.Timer(SECONDS, process.kill)
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
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
            except OSError as problem:
                raise CannotSpeak(f"The voice cannot be started: {problem.strerror}.") from None
        return self._process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        self._process = None


def _ask(process: subprocess.Popen[bytes], asked: bytes) -> tuple[bytes, int]:
    assert process.stdin and process.stdout
    process.stdin.write(asked)
    process.stdin.flush()
    size, rate = _SIZE.unpack(process.stdout.read(_SIZE.size))
    samples = process.stdout.read(size)
    if len(samples) != size or not rate:
        raise OSError("cut off")
    return samples, rate


ENGINE = Engine()


def _serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """In the process of its own: a line of JSON in, samples out, until the pipe is closed.

    Each text is spoken by a child that knows of no text before it: the same words are the same sound, to the sample.
    """
    for line in stdin:
        child = os.fork()
        if not child:
            samples, rate = _synthesised(**json.loads(line))
            stdout.write(_SIZE.pack(len(samples), rate) + samples)
            stdout.flush()
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        if status:
            stdout.write(_SIZE.pack(0, 0))
            stdout.flush()


def _synthesised(text: str, voice: str, speed: int) -> tuple[bytes, int]:
    import ctypes

    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    synchronous, characters_utf8, rate_parameter = 2, 1, 1
    rate = library.espeak_Initialize(synchronous, 0, ctypes.c_char_p(espeakng_loader.get_data_path().encode()), 0)
    called_back = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    heard = bytearray()

    def keep(samples: "ctypes._Pointer[ctypes.c_short]", number: int, _events: object) -> int:
        if samples and number > 0:
            heard.extend(ctypes.string_at(samples, number * 2))
        return 0

    kept = called_back(keep)
    library.espeak_SetSynthCallback(kept)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(rate_parameter, speed, 0)
    ended = text.encode() + b"\0"
    library.espeak_Synth(ended, ctypes.c_size_t(len(ended)), 0, 0, 0, characters_utf8, None, None)
    library.espeak_Synchronize()
    return bytes(heard), rate


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
