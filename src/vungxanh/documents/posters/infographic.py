"""The day's figures as a picture: the figures large, the level, the days behind it, one thing to do, whom to call.

Figures, and then the days, are left out when there is no room for all; new cases and the mandatory figures never are.
Raises DoesNotFit.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from vungxanh.documents.fewer import fewer_figures
from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.laid import GROUND, laid_out
from vungxanh.documents.posters.pieces import pieces
from vungxanh.documents.posters.readable import png_that_says, svg_that_says

Size = Literal["square", "tall", "wide"]
SIZES: Mapping[Size, tuple[int, int]] = {"square": (1080, 1080), "tall": (1080, 1920), "wide": (1200, 630)}
MOST: Mapping[Size, int] = {"square": 4, "tall": 4, "wide": 3}
TEMPLATE = "posters/infographic.typ"
MADE_WITH = (TEMPLATE, *GROUND)


def infographic_png(notice: Notice, size: Size = "square", *, scale: float = 1.0) -> bytes:
    """`scale` below 1 makes a smaller picture of the same page, for a quick preview."""
    (page, *_), chosen = laid_out(f"{size} picture", TEMPLATE, _choices(notice, size), kind="png", ppi=72 * scale)
    return png_that_says(page, notice.title, chosen["said"])


def infographic_svg(notice: Notice, size: Size = "square") -> bytes:
    (page, *_), chosen = laid_out(f"{size} picture", TEMPLATE, _choices(notice, size), kind="svg")
    return svg_that_says(page, notice.title, chosen["said"], notice.language)


def infographic_pdf(notice: Notice, size: Size = "square") -> bytes:
    """The same page with its letters as letters: tests read from it what the picture shows."""
    (page, *_), _chosen = laid_out(f"{size} picture", TEMPLATE, _choices(notice, size), kind="pdf")
    return page


def _choices(notice: Notice, size: Size) -> Iterator[dict[str, Any]]:
    for with_days in (True, False):
        for figures in fewer_figures(notice.figures, MOST[size]):
            yield pieces(notice, figures=figures, with_days=with_days, size=size)
