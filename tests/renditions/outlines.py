"""Reads the letters that an SVG draws: each outline is compared with the same letter of the house's fonts.

Typst writes letters as curves, so the words beside the picture prove nothing of what is seen; this reads the curves.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import typst

from vungxanh.documents.typeset import FONTS

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
LETTERS = "".join(dict.fromkeys(string.digits + string.ascii_letters + VOWELS + VOWELS.upper() + ".,:;/·-–—()“”!?…#&'"))
WEIGHTS = (400, 700, 800)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ALIKE = 0.004  # of the outline's own size: what rounding to a thousandth of a point makes of the same curve
A_SPACE = 0.12  # of the letters' size: more than any pair of letters is set apart
UNKNOWN = "□"
LIST = """#set page(width: 900pt, height: auto, margin: 0pt)
#set text(font: "Be Vietnam Pro", size: 100pt, weight: {weight}, ligatures: false, features: (kern: 0))
#for c in sys.inputs.letters.clusters() {{ block(c + c) }}"""


@dataclass(frozen=True, slots=True)
class Outline:
    """A curve apart from its size: its commands, its numbers as shares of their sum, and that sum."""

    commands: str
    shape: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the fonts at 100 points, with how far the next one stands from it."""

    written: str
    outline: Outline
    advance: float


def lines_of(svg: bytes) -> list[str]:
    """Every line of letters in the picture, in the order in which they are drawn."""
    root = ElementTree.fromstring(svg)
    curves = _curves(root)
    return [_line(run, curves) for run in _runs(root)]


def _runs(root: ElementTree.Element) -> Iterator[list[tuple[str, float]]]:
    for group in root.iter(f"{SVG}g"):
        if uses := group.findall(f"{SVG}use"):
            yield [(use.attrib[LINK].removeprefix("#"), float(use.get("x", "0"))) for use in uses]


def _curves(root: ElementTree.Element) -> dict[str, str]:
    found = {}
    for symbol in root.iter(f"{SVG}symbol"):
        path = symbol.find(f"{SVG}path")
        if path is not None:
            found[symbol.attrib["id"]] = path.attrib["d"]
    return found


def _line(run: list[tuple[str, float]], curves: dict[str, str]) -> str:
    line, reached = "", None
    for name, x in run:
        letter, scale = _known(curves[name])
        if reached is not None and x - reached > A_SPACE * 100 * scale:
            line += " "
        line += letter.written if letter else UNKNOWN
        reached = x + letter.advance * scale if letter else None
    return line


@cache
def _known(curve: str) -> tuple[Letter | None, float]:
    """The letter of an outline, and how much larger it is than at 100 points. The nearest of those that are alike."""
    drawn = _outline(curve)
    found = [(_apart(drawn, letter.outline), letter) for letter in _alphabet().get(drawn.commands, [])]
    apart, nearest = min(found, key=lambda one: one[0], default=(1.0, None))
    if nearest is None or apart > ALIKE:
        return None, 1.0
    return nearest, drawn.size / nearest.outline.size


def _outline(curve: str) -> Outline:
    numbers = [float(one) for one in NUMBER.findall(curve)]
    size = sum(map(abs, numbers)) or 1.0
    return Outline(NUMBER.sub("", curve).replace(" ", ""), tuple(one / size for one in numbers), size)


def _apart(one: Outline, other: Outline) -> float:
    return max((abs(a - b) for a, b in zip(one.shape, other.shape, strict=True)), default=0.0)


@cache
def _alphabet() -> dict[str, list[Letter]]:
    """Every letter in every weight, by the commands of its outline."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    found: dict[str, list[Letter]] = {}
    for weight in WEIGHTS:
        source = LIST.format(weight=weight).encode()
        page = typst.compile(source, format="svg", font_paths=fonts, sys_inputs={"letters": LETTERS})
        root = ElementTree.fromstring(page)
        curves = _curves(root)
        for written, run in zip(LETTERS, _runs(root), strict=True):
            (name, start), (_same, end) = run
            outline = _outline(curves[name])
            found.setdefault(outline.commands, []).append(Letter(written, outline, end - start))
    return found
