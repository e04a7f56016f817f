"""The editor's previews as its author waits for them: each a whole request to the desk, each of words not seen before.

Run: python benchmarks/previews.py [--requests 20]. A database of its own with the small province of the desk's tests; a
draft of the day's situation is rewritten before every request, so that no file comes from memory. Printed per form:
median and slowest time of an answer in milliseconds, and its size; of sound also how long it plays.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from time import perf_counter

from own_database import own_database

NAME = "vungxanh_bench_previews"
LIMIT, LIMIT_SOUND = 300, 2000  # milliseconds at the median; the second for a minute of sound: issue 5
# Read aloud, about a minute with its chimes.
A_MINUTE = " ".join(
    ["Ngày {day}, tỉnh {place} có thêm {new_cases} ca mắc mới, {level}. Ở nhà khi có thể, gọi {hotline}."] * 6
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20)
    asked = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    with own_database(NAME), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = folder
        call_command("migrate", verbosity=0)
        return 0 if _measure(asked.requests) else 1


def _measure(requests: int) -> bool:
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from desk.conftest import at, build_world
    from vungxanh.desk.seat import Seat
    from vungxanh.desk.to_say import unwritten
    from vungxanh.duties.speak import draft_speech
    from vungxanh.messages.draft import rewrite
    from vungxanh.renditions.forms import FORMS, Family, forms_for
    from vungxanh.renditions.read import said_of

    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = at(17, 10).isoformat(), "26"
    setup_test_environment()
    world = build_world()
    officer, client = world.people["officer"], Client()
    client.force_login(officer)
    speech = unwritten(Seat(officer, world.province, at(17, 10)))[0]
    message = draft_speech(world.adopted, speech, world.release, by=officer, at=at(17, 10))
    full = message.variants.get(language="vi", form="long")
    own_words = full.words
    kept, number = True, 0

    def timed(form: str, words: str) -> tuple[float, bytes]:
        """Milliseconds and body of one answer, for words with another ending than any before."""
        nonlocal number
        number += 1
        if form == "text":
            typed = {"variant": full.pk, "subject": "Tình hình ngày {day}", "words": f"{words} ({number})"}
            begun = perf_counter()
            answer = client.post(reverse("desk:message_preview", args=[message.pk]), typed)
        else:
            rewrite(full, subject="Tình hình ngày {day}", words=f"{words} Tin số {number}.")
            begun = perf_counter()
            answer = client.get(reverse("desk:message_file", args=[message.pk, "vi", form]))
        took = 1000 * (perf_counter() - begun)
        assert answer.status_code == 200, (form, answer.status_code)
        return took, answer.content

    print(f"{'preview':<28} {'median ms':>10} {'slowest ms':>11} {'kB':>7}  plays")
    for key in ("text", *(form.key for form in forms_for(said_of(message, "vi")))):
        sound = key != "text" and FORMS[key].family is Family.SOUND
        words = A_MINUTE if sound else own_words
        timed(key, words)
        answers = [timed(key, words) for _ in range(max(requests // 4, 3) if sound else requests)]
        times, body = [took for took, _body in answers], answers[-1][1]
        median = statistics.median(times)
        limit = LIMIT_SOUND if sound else LIMIT
        kept &= median < limit
        plays = f"{_seconds(body):.0f} s" if key.startswith("audio-") else ""
        over = "" if median < limit else "  over the limit"
        print(
            f"{key:<28} {median:>10.0f} {max(times):>11.0f} {len(body) / 1000:>7.0f}  {plays}{over}",
            flush=True,
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return kept


def _seconds(content: bytes) -> float:
    import soundfile

    return float(soundfile.info(BytesIO(content)).duration)


if __name__ == "__main__":
    sys.exit(main())
