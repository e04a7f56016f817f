"""What was in force when, as bars on days: a row for the level, one for each local zone. Pure: stretches in, SVG out.

A bar is a colour, a pattern, a shape and its words; the same is told as a list beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.html import escape
from django.utils.safestring import SafeString

from vungxanh.pictures.emblem import SHAPES
from vungxanh.pictures.fills import patterns, safe

BAR, GAP, AXIS, NAME, SIDE = 30, 14, 30, 20, 8
LETTER = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """From the day `first` to the day `last`, both included; `rank` gives colour, pattern and shape."""

    first: date
    last: date
    rank: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    bars: Sequence[Bar]


def draw_timeline(
    rows: Sequence[Row],
    *,
    first: date,
    last: date,
    width: int,
    key: str,
    title: str,
    description: str,
    day_label: Callable[[date], str],
) -> SafeString:
    """The days from `first` to `last`. Rows without a bar in that time are left out; none gives an empty string."""
    shown = [Row(r.name, cut) for r in rows if (cut := _cut(r.bars, first, last))]
    if not shown:
        return SafeString("")
    days = (last - first).days + 1
    step = (width - 2 * SIDE) / days
    tall = NAME + BAR + GAP
    height = tall * len(shown) + AXIS
    kinds = {f"lv-{bar.rank}" for row in shown for bar in row.bars}

    def x(day: date) -> float:
        return SIDE + (day - first).days * step

    parts = [
        f'<svg class="times {key}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}-title {key}-desc">',
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>',
        f"<defs>{patterns(key, kinds)}</defs>",
    ]
    for n, row in enumerate(shown):
        top = n * tall
        parts.append(f'<text class="name" x="{SIDE}" y="{top + 14}">{escape(_fitting(row.name, width))}</text>')
        parts += [_bar(bar, x(bar.first), x(bar.last) + step, top + NAME, key) for bar in row.bars]
    every = max(1, ceil(72 / step))
    floor = tall * len(shown)
    parts.append(f'<path class="tick" d="M{SIDE} {floor}H{width - SIDE}"/>')
    for n in range(0, days, every):
        day = first + timedelta(days=n)
        if x(day) < width - 40 or days == 1:
            parts.append(f'<path class="stub" d="M{x(day):.0f} {floor}v5"/>')
            parts.append(f'<text class="day" x="{x(day):.0f}" y="{floor + 20}">{escape(day_label(day))}</text>')
    parts.append("</svg>")
    return safe("".join(parts))


def _cut(bars: Sequence[Bar], first: date, last: date) -> list[Bar]:
    seen = [bar for bar in bars if bar.first <= last and bar.last >= first]
    return [Bar(max(bar.first, first), min(bar.last, last), bar.rank, bar.words) for bar in seen]


def _bar(bar: Bar, left: float, right: float, top: int, key: str) -> str:
    wide = max(right - left - 2, 3)
    sign = ""
    if wide >= 24:
        sign = (
            f'<svg x="{left + 4:.1f}" y="{top + 5}" width="20" height="20" viewBox="0 0 100 100">'
            f'<path class="sign lv-{bar.rank}" d="{SHAPES[bar.rank]}"/></svg>'
        )
    room = wide - 34
    words = (
        f'<text class="words" x="{left + 30:.1f}" y="{top + 20}">{escape(bar.words)}</text>'
        if room > LETTER * len(bar.words)
        else ""
    )
    stands = f'x="{left:.1f}" width="{wide:.1f}"'
    return (
        f'<g class="tint-{bar.rank}"><rect class="ribbon" {stands} y="{top}" height="{BAR}" rx="5"/>'
        f'<rect {stands} y="{top + BAR - 6}" height="6" fill="url(#{key}-lv-{bar.rank})"/>'
        f"<title>{escape(bar.words)}</title>{sign}{words}</g>"
    )


def _fitting(name: str, width: int) -> str:
    most = int(width / LETTER)
    return name if len(name) <= most else f"{name[: most - 1]}…"
