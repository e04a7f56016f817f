"""Daily figures as bars or as a line, with the level in force as a ribbon below. Pure: numbers in, one SVG out.

A day without a reported number has no bar, and the line breaks there (never zero passed off as "no cases").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from vungxanh.pictures.emblem import LEAF, SHAPES, TEXT_AT, rank


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    value: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A level in force from `first` to `last`, both within the chart."""

    first: date
    last: date
    order: int
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the chart is drawn on, in CSS pixels: a phone and a desk need different papers."""

    width: int
    height: int
    left: int = 40
    right: int = 10
    top: int = 16
    axis: int = 26
    ribbon: int = 34

    @property
    def floor(self) -> int:
        return self.height - self.axis - self.ribbon


PHONE = Paper(340, 260)
DESK = Paper(1080, 340)


def daily_chart(
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    *,
    paper: Paper,
    title: str,
    description: str,
    day_label: Callable[[date], str],
    key: str,
    line: bool = False,
) -> SafeString:
    """The chart as `<svg role="img">` with title and description. `key` makes its ids unique on the page.

    `line`: for what stands on a day (beds, people in treatment), where bars and a weekly mean would say nothing.

    `points` are consecutive days, oldest first. An empty list gives an empty string.
    """
    if not points:
        return SafeString("")
    step = (paper.width - paper.left - paper.right) / len(points)
    ticks = scale(max((p.value or 0 for p in points), default=0))
    at = {p.day: paper.left + i * step for i, p in enumerate(points)}

    def y(value: float) -> float:
        return paper.floor - (paper.floor - paper.top) * value / ticks[-1]

    parts = [
        f'<svg class="chart {key}" viewBox="0 0 {paper.width} {paper.height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc">',
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>',
        *(_tick(value, y(value), paper) for value in ticks),
        *([_line(points, at, step, y)] if line else _counted(points, at, step, y, paper)),
        *(_day(day, at[day] + step / 2, paper, day_label) for day in _days_to_name(points, step)),
        *(_stretch(s, at, step, paper) for s in stretches if s.first in at and s.last in at),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308  every word was escaped above


def scale(highest: int) -> tuple[int, ...]:
    """Round numbers from 0 up to `highest` or just above: three or four steps a person can read."""
    if highest <= 4:
        return (0, 2, 4)
    magnitude = 10 ** int(log10(highest))
    step = next(s for m in (0.5, 1, 2, 2.5, 5) if (s := m * magnitude) * 4 >= highest and s == int(s))
    return tuple(int(step * i) for i in range(ceil(highest / step) + 1))


def seven_day_mean(points: Sequence[Point], index: int) -> float | None:
    """The mean of the seven days that end at `index`; None unless all seven were reported."""
    week = [p.value for p in points[max(0, index - 6) : index + 1]]
    known = [v for v in week if v is not None]
    return sum(known) / 7 if len(known) == 7 else None


def _counted(
    points: Sequence[Point], at: dict[date, float], step: float, y: Callable[[float], float], paper: Paper
) -> list[str]:
    return [
        f'<path class="bars" d="{_bars(points, at, step, y, paper)}"/>',
        f'<path class="mean" d="{_mean(points, at, step, y)}"/>',
    ]


def _line(points: Sequence[Point], at: dict[date, float], step: float, y: Callable[[float], float]) -> str:
    """From each reported day to the next; a day between two silent ones is a dot."""
    path, pen = [], "M"
    for point, after in zip(points, [*points[1:], None], strict=True):
        if point.value is None:
            pen = "M"
            continue
        alone = pen == "M" and (after is None or after.value is None)
        path.append(f"{pen}{at[point.day] + step / 2:.1f} {y(point.value):.1f}{'h.1' if alone else ''}")
        pen = "L"
    return f'<path class="line" d="{"".join(path)}"/>'


def _bars(
    points: Sequence[Point], at: dict[date, float], step: float, y: Callable[[float], float], paper: Paper
) -> str:
    wide = max(step * 0.72, 1)
    return "".join(
        f"M{at[p.day] + (step - wide) / 2:.1f} {paper.floor}V{y(p.value):.1f}h{wide:.1f}V{paper.floor}z"
        for p in points
        if p.value
    )


def _mean(points: Sequence[Point], at: dict[date, float], step: float, y: Callable[[float], float]) -> str:
    path, pen = [], "M"
    for i, p in enumerate(points):
        mean = seven_day_mean(points, i)
        if mean is None:
            pen = "M"
            continue
        path.append(f"{pen}{at[p.day] + step / 2:.1f} {y(mean):.1f}")
        pen = "L"
    return "".join(path)


def _tick(value: int, y: float, paper: Paper) -> str:
    return (
        f'<path class="tick" d="M{paper.left} {y:.1f}H{paper.width - paper.right}"/>'
        f'<text class="amount" x="{paper.left - 7}" y="{y + 4:.1f}" text-anchor="end">{value}</text>'
    )


def _days_to_name(points: Sequence[Point], step: float) -> list[date]:
    every = max(1, ceil(64 / step))
    return [p.day for p in points[::every] if (len(points) - 1 - points.index(p)) * step > 20 or len(points) < 3]


def _day(day: date, x: float, paper: Paper, label: Callable[[date], str]) -> str:
    return (
        f'<path class="stub" d="M{x:.1f} {paper.floor}v5"/>'
        f'<text class="day" x="{x:.1f}" y="{paper.floor + 19}" text-anchor="middle">{escape(label(day))}</text>'
    )


def _stretch(stretch: Stretch, at: dict[date, float], step: float, paper: Paper) -> str:
    x, wide = at[stretch.first], at[stretch.last] - at[stretch.first] + step
    y, place = paper.floor + paper.axis, rank(stretch.order)
    inside = TEXT_AT[place]
    sign = (
        f'<text class="sign" x="50" y="{inside}" text-anchor="middle">{escape(stretch.sign)}</text>'
        if stretch.sign
        else f'<path class="leaf" d="{LEAF}"/>'
    )
    room = wide - 34
    label = (
        f'<text class="level" x="{x + 31:.1f}" y="{y + 22}">{escape(stretch.label)}</text>'
        if room > 8.2 * len(stretch.label)
        else ""
    )
    return (
        f'<g class="lv-{place}"><rect class="ribbon" x="{x:.1f}" y="{y}" width="{max(wide - 1.5, 1):.1f}" height="32"/>'
        f'<svg x="{x + 4:.1f}" y="{y + 5}" width="22" height="22" viewBox="0 0 100 100">'
        f'<path class="shape" d="{SHAPES[place]}"/>{sign}</svg>{label}</g>'
    )
