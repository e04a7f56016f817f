"""A minute of speech from its reading form to files: seconds, and how many times faster than it is heard.

Run: python benchmarks/speak.py [--runs 9]. The aim: a minute at one level as a file in under two seconds, each form.
The engine is started before the clock; its start is timed apart. The machine may be shared: its load is printed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

from vungxanh.speech.encode import encode
from vungxanh.speech.espeak import ENGINE, Engine
from vungxanh.speech.loudness import levelled
from vungxanh.speech.speak import Spoken, speak
from vungxanh.speech.voices import voice_for

TEXT = (
    "Tính đến mười bảy giờ ngày mùng hai tháng chín, Vĩnh Phúc có hai trăm sáu mươi tư ca mắc mới.\n"
    "Hãy ở nhà khi có thể, đeo khẩu trang và gọi một không hai hai khi cần hỏi.\n"
) * 6
LIMIT = 2.0  # seconds for a minute


def timed(runs: int, work: Callable[[], object]) -> float:
    seconds = []
    for _run in range(runs):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    return median(seconds)


def whole(kind: str) -> bytes:
    return encode(spoken().sound, kind)


def spoken() -> Spoken:
    return speak(TEXT, voice_for("vi"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    start = timed(3, lambda: Engine().speak("một", "vi", words_a_minute=150))
    ENGINE.speak("một", "vi", words_a_minute=150)
    sound = spoken().sound
    minutes = sound.seconds / 60
    steps: dict[str, Callable[[], object]] = {
        "spoken, levelled, chimes": spoken,
        "  of which the level": lambda: levelled(sound),
        "to WAV": lambda: whole("wav"),
        "to MP3": lambda: whole("mp3"),
        "to Opus": lambda: whole("opus"),
    }
    print(f"{sound.seconds:.1f} s of sound; the engine starts in {start:.2f} s\n")
    print(f"{'from the reading form':<26} {'s a minute':>11} {'times real time':>16}")
    slowest = 0.0
    for name, work in steps.items():
        taken = timed(runs, work) / minutes
        slowest = max(slowest, taken)
        print(f"{name:<26} {taken:>11.2f} {60 / taken:>16.0f}")
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0 if slowest < LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
