"""A map of areas as one SVG: each filled by its kind, with its name and what is said of it. Pure: shapes in, SVG out.

A table of the same places always stands beside it; the picture has a title and a description, and needs no script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString

from vungxanh.pictures.fills import patterns, safe, signs

SIGN, LEAST_SIGN = 40, 22
LETTER = 15.0  # usual width of one letter of a small label, in the map's units
LARGE = 1.9  # how much larger labels are set on a phone; see pictures.css


@dataclass(frozen=True, slots=True)
class Patch:
    """One area. `d`: its outline as a path; (x, y): where a label may stand, with `room` units around it.

    `kind` is a fill (fills.MARKS); `sign` the rank of a level or zone; `label` a few letters, left out where they do
    not fit.
    """

    d: str
    x: int
    y: int
    room: int
    kind: str
    name: str
    said: str
    label: str = ""
    sign: int | None = None


def draw_map(
    patches: Sequence[Patch],
    *,
    width: int,
    height: int,
    key: str,
    title: str,
    description: str,
    borders: Sequence[str] = (),
) -> SafeString:
    """`borders` are paths of larger units, drawn over the areas. An empty list of patches gives an empty string."""
    if not patches:
        return SafeString("")
    parts = [
        f'<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}-title {key}-desc">',
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>',
        f"<defs>{patterns(key, (p.kind for p in patches))}",
        signs(key, (p.sign for p in patches if p.sign is not None)),
        "</defs>",
        *(_area(p, key) for p in patches),
        *(f'<path class="border" d="{d}"/>' for d in borders),
        *(_marked(p, key) for p in patches),
        "</svg>",
    ]
    return safe("".join(parts))


def _area(patch: Patch, key: str) -> str:
    said = f": {patch.said}" if patch.said else ""
    return (
        f'<path class="area" fill="url(#{key}-{patch.kind})" d="{patch.d}">'
        f"<title>{escape(patch.name)}{escape(said)}</title></path>"
    )


def _marked(patch: Patch, key: str) -> str:
    if patch.sign is not None:
        size = max(LEAST_SIGN, min(SIGN, patch.room * 2))
        x, y = patch.x - size // 2, patch.y - size // 2
        return f'<use href="#{key}-s{patch.sign}" x="{x}" y="{y}" width="{size}" height="{size}"/>'
    half = len(patch.label) * LETTER / 2
    if not patch.label or half > patch.room * 1.15:
        return ""
    small = "" if half * LARGE <= patch.room * 1.15 else " fine"
    return f'<text class="label{small}" x="{patch.x}" y="{patch.y}">{escape(patch.label)}</text>'


class Shape(Protocol):
    """An area as places.sketch gives it."""

    @property
    def place_id(self) -> int: ...
    @property
    def d(self) -> str: ...
    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def room(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What a map tells of one place."""

    kind: str
    said: str
    label: str = ""
    sign: int | None = None


def patches(
    shapes: Sequence[Shape], names: Mapping[int, str], told: Mapping[int, Told], otherwise: Told
) -> list[Patch]:
    """The areas with what is told of each; `otherwise` where nothing is."""
    made = []
    for shape in shapes:
        say = told.get(shape.place_id, otherwise)
        name = names.get(shape.place_id, "")
        made.append(Patch(shape.d, shape.x, shape.y, shape.room, say.kind, name, say.said, say.label, say.sign))
    return made
