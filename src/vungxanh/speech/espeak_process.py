"""What runs in the process of its own: espeak-ng's library, asked by lines of JSON, answering with samples.

Nothing but `espeak.py` starts it. Where there is no sound, two zeroes are the answer.
"""

import ctypes
import json
import os
import struct
import sys
from typing import IO

SIZE = struct.Struct(">II")  # bytes of samples, samples a second


def serve(stdin: IO[bytes], stdout: IO[bytes]) -> None:
    """A line of JSON in, samples out, until the pipe is closed.

    Each text is spoken by a child that knows of no text before it: the same words are the same sound, to the sample.
    """
    for line in stdin:
        child = os.fork()
        if not child:
            samples, rate = _synthesised(**json.loads(line))
            stdout.write(SIZE.pack(len(samples), rate) + samples)
            stdout.flush()
            os._exit(0)
        _child, status = os.waitpid(child, 0)
        if status:
            stdout.write(SIZE.pack(0, 0))
            stdout.flush()


def _synthesised(text: str, voice: str, speed: int, pitch: int) -> tuple[bytes, int]:
    import espeakng_loader  # only here: who asks needs no library

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    synchronous, characters_utf8, rate_parameter, pitch_parameter = 2, 1, 1, 3
    rate = library.espeak_Initialize(synchronous, 0, ctypes.c_char_p(espeakng_loader.get_data_path().encode()), 0)
    _well(rate <= 0)
    called_back = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    heard = bytearray()

    def keep(samples: "ctypes._Pointer[ctypes.c_short]", number: int, _events: object) -> int:
        if samples and number > 0:
            heard.extend(ctypes.string_at(samples, number * 2))
        return 0

    kept = called_back(keep)
    library.espeak_SetSynthCallback(kept)
    _well(library.espeak_SetVoiceByName(voice.encode()))  # else it would go on in English
    _well(library.espeak_SetParameter(rate_parameter, speed, 0))
    _well(library.espeak_SetParameter(pitch_parameter, pitch, 0))
    ended = text.encode() + b"\0"
    _well(library.espeak_Synth(ended, ctypes.c_size_t(len(ended)), 0, 0, 0, characters_utf8, None, None))
    library.espeak_Synchronize()
    return bytes(heard), rate


def _well(status: int) -> None:
    """Every call of the library answers with zero, or with what went wrong; then there is no sound at all."""
    if status != 0:
        raise SystemExit(1)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
