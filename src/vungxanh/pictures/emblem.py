"""A level's sign: a shape and a number, so that it is never told by colour alone. Pure: order in, SVG out."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

LEAF = "M29 69C25 40 48 27 76 27 77 55 61 76 35 71M27 79 55 48"

# From calm to grave, as on road signs: circle, square, triangle, diamond, and the octagon of a stop sign.
SHAPES = (
    "M50 4a46 46 0 1 1 0 92a46 46 0 1 1 0-92z",
    "M18 7h64q11 0 11 11v64q0 11-11 11h-64q-11 0-11-11v-64q0-11 11-11z",
    "M43 10q7-11 14 0l39 70q6 12-8 13h-76q-14-1-8-13z",
    "M43 6q7-6 14 0l37 37q6 7 0 14l-37 37q-7 6-14 0l-37-37q-6-7 0-14z",
    "M31 4h38l27 27v38l-27 27h-38l-27-27v-38z",
)
TEXT_AT = (69, 69, 82, 68, 69)


def rank(order: int) -> int:
    """Where a level stands among the five signs. Plans with more levels share the gravest sign."""
    return max(0, min(order, len(SHAPES) - 1))


def emblem(order: int, sign: str, *, classes: str = "") -> SafeString:
    """The sign of a level as inline SVG, hidden from screen readers: the label always stands beside it.

    `sign` is what is written in the shape; empty draws the leaf of the green zone.
    """
    place = rank(order)
    inside = (
        format_html('<text x="50" y="{}" text-anchor="middle">{}</text>', TEXT_AT[place], sign)
        if sign
        else format_html('<path class="leaf" d="{}"/>', LEAF)
    )
    return format_html(
        '<svg class="emblem lv-{} {}" viewBox="0 0 100 100" aria-hidden="true" focusable="false">'
        '<path class="shape" d="{}"/>{}</svg>',
        place,
        classes,
        SHAPES[place],
        inside,
    )
