"""What is printed and hung up: a poster, a folded leaflet, a banner. `bleed` mm run over every edge, to be cut off.

Paragraphs are left out from the end when there is no room for all; figures as in a picture. Raises DoesNotFit.
"""

from collections.abc import Iterator
from typing import Any

from vungxanh.documents.fewer import fewer_figures, fewer_paragraphs
from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.laid import GROUND, laid_out
from vungxanh.documents.posters.pieces import pieces
from vungxanh.documents.posters.qr import qr_svg
from vungxanh.documents.posters.readable import png_that_says
from vungxanh.documents.typeset import Kind

POSTER, LEAFLET, BANNER = "posters/poster.typ", "posters/leaflet.typ", "posters/banner.typ"
MADE_WITH = (POSTER, LEAFLET, BANNER, *GROUND)
MOST_FIGURES = 5
SCREEN = 110  # pixels an inch: an A3 page on a screen, 1286 by 1819


def poster_pdf(notice: Notice, *, bleed: float = 0) -> bytes:
    """A3 portrait, one page: what to do, why, where to ask."""
    return _poster(notice, bleed, "pdf")[0]


def poster_png(notice: Notice, *, ppi: float = SCREEN) -> bytes:
    page, said = _poster(notice, 0, "png", ppi)
    return png_that_says(page, notice.title, said)


def leaflet_pdf(notice: Notice, *, bleed: float = 0) -> bytes:
    """A4 landscape, two pages: the outer side (flap, back, front) and the inner side, with fold marks."""
    (page, *_), _chosen = laid_out("leaflet", LEAFLET, _leaflets(notice, bleed), kind="pdf")
    return page


def banner_pdf(notice: Notice, *, bleed: float = 0) -> bytes:
    """600 by 100 mm, a tenth of the cloth: one line in capitals, and the hotline."""
    words = pieces(notice, bleed=bleed, shout=notice.action.rstrip(".").upper())
    (page, *_), _chosen = laid_out("banner", BANNER, [words], kind="pdf")
    return page


def _poster(notice: Notice, bleed: float, kind: Kind, ppi: float = SCREEN) -> tuple[bytes, str]:
    choices = (pieces(notice, body=body, code=qr_svg(notice.address), bleed=bleed) for body in fewer_paragraphs(notice))
    (page, *_), chosen = laid_out("poster", POSTER, choices, kind=kind, ppi=ppi)
    return page, chosen["said"]


def _leaflets(notice: Notice, bleed: float) -> Iterator[dict[str, Any]]:
    code, lines = qr_svg(notice.address), _broken(notice.address)
    for body in fewer_paragraphs(notice):
        for figures in fewer_figures(notice.figures, MOST_FIGURES):
            yield pieces(
                notice, figures=figures, with_days=True, body=body, code=code, address_lines=lines, bleed=bleed
            )


def _broken(address: str) -> list[str]:
    """An address over lines of at most 42 letters, broken after a slash where there is one."""
    lines = [""]
    for part in address.removeprefix("https://").replace("/", "/\n").split("\n"):
        if len(lines[-1]) + len(part) > 42 and lines[-1]:
            lines.append("")
        lines[-1] += part
    return [line for line in lines if line]
