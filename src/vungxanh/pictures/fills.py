"""How an area of a map is filled: a colour and a pattern together, so that no two differ by colour alone.

The colours are CSS classes (static/pictures/pictures.css), so that a page's dark and print styles reach them.
"""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vungxanh.pictures.emblem import SHAPES

SIZE = 16  # of a pattern's tile, in the units of the map
UNKNOWN, ZERO = "none", "q0"
QUANTITIES = ("q0", "q1", "q2", "q3", "q4")
LEVELS = tuple(f"lv-{n}" for n in range(len(SHAPES)))

DOTS = "M4 4h.01M12 12h.01"
LINES = "M-2 18 18-2M-2 2 2-2M14 18 18 14"
ACROSS = "M-2-2 18 18M-2 14 2 18M14-2 18 2"
BARS = "M0 4H16M0 12H16"
MARKS = {
    "none": LINES,
    "q0": "",
    "q1": "",
    "q2": DOTS,
    "q3": LINES,
    "q4": LINES + ACROSS,
    "lv-0": "",
    "lv-1": DOTS,
    "lv-2": BARS,
    "lv-3": LINES,
    "lv-4": LINES + ACROSS,
}


def patterns(key: str, kinds: Iterable[str]) -> str:
    """The definitions of these fills. `key` makes their ids unique on the page."""
    return "".join(
        f'<pattern id="{key}-{kind}" class="fill {kind}" width="{SIZE}" height="{SIZE}" patternUnits="userSpaceOnUse">'
        f'<path class="ground" d="M0 0H{SIZE}V{SIZE}H0z"/>{_mark(kind)}</pattern>'
        for kind in sorted(set(kinds))
    )


def swatch(key: str, kind: str) -> SafeString:
    """A piece of the fill for a legend; it borrows the pattern of the map that has this key."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 48 32" aria-hidden="true" focusable="false">'
        '<rect class="edge" x="1" y="1" width="46" height="30" rx="5" fill="url(#{}-{})"/></svg>',
        key,
        kind,
    )


def signs(key: str, ranks: Iterable[int]) -> str:
    """The shapes of levels and zones, to be set into areas."""
    return "".join(
        f'<symbol id="{key}-s{rank}" viewBox="0 0 100 100"><path class="sign lv-{rank}" d="{SHAPES[rank]}"/></symbol>'
        for rank in sorted(set(ranks))
    )


def safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  callers escape every word


def _mark(kind: str) -> str:
    return f'<path class="mark" d="{MARKS[kind]}"/>' if MARKS[kind] else ""
