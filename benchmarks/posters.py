"""How long one picture, poster, letter or post takes from a ready notice (the aim: a preview under 300 ms).

Run: python benchmarks/posters.py [--runs 9]. Each run has another number of cases, so that nothing is remembered whole.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from notices import ORDINARY, figure
from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.infographic import infographic_png, infographic_svg
from vungxanh.documents.posters.led import led_png
from vungxanh.documents.posters.printed import banner_pdf, leaflet_pdf, poster_pdf, poster_png
from vungxanh.documents.screens import article, email, social

AT = datetime(2021, 11, 19, 10, tzinfo=UTC)
FORMS: dict[str, Callable[[Notice], bytes]] = {
    "picture, square, PNG": infographic_png,
    "picture, square, half size": lambda notice: infographic_png(notice, scale=0.5),
    "picture, square, SVG": infographic_svg,
    "picture, tall, PNG": lambda notice: infographic_png(notice, "tall"),
    "picture, wide, PNG": lambda notice: infographic_png(notice, "wide"),
    "poster A3, PDF": poster_pdf,
    "poster A3, PNG": poster_png,
    "poster A3, PNG of 60 ppi": lambda notice: poster_png(notice, ppi=60),
    "leaflet, PDF": leaflet_pdf,
    "banner, PDF": banner_pdf,
    "board of lamps, PNG": led_png,
    "e-mail": email.html,
    "article": lambda notice: article.html(notice, AT, AT),
    "post": social.post,
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=9)
    runs = arguments.parse_args().runs
    print(f"Python {platform.python_version()}, {runs} runs each, ms")
    for name, make in FORMS.items():
        taken = []
        for run in range(runs + 1):
            others = ORDINARY.figures[1:]
            notice = replace(ORDINARY, figures=(figure("new_cases", "Ca mắc mới", 100 + run, mandatory=True), *others))
            start = perf_counter()
            size = len(make(notice))
            taken.append((perf_counter() - start) * 1000)
        print(f"{name:<28} median {median(taken[1:]):7.1f}   first {taken[0]:7.1f}   {size / 1000:8.1f} kB")


if __name__ == "__main__":
    main()
