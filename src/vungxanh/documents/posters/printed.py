"""What is printed and hung up: a poster, a folded leaflet, a banner, and the lines of an LED board."""

import textwrap
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import segno

from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.laid import GROUND, laid_out
from vungxanh.documents.posters.pieces import fewer_and_fewer, fewer_paragraphs, pieces
from vungxanh.documents.posters.readable import png_that_says

POSTER, LEAFLET, BANNER = "posters/poster.typ", "posters/leaflet.typ", "posters/banner.typ"
MADE_WITH = (POSTER, LEAFLET, BANNER, *GROUND)
LED_LETTERS = 24  # of a line
MOST_ON_A_LEAFLET = 4


def poster_pdf(notice: Notice) -> bytes:
    return laid_out("poster", POSTER, _with_body(notice), kind="pdf")[0][0]


def poster_png(notice: Notice, *, ppi: float = 60) -> bytes:
    (page, *_), chosen = laid_out("poster", POSTER, _with_body(notice), kind="png", ppi=ppi)
    return png_that_says(page, notice.title, chosen["said"])


def leaflet_pdf(notice: Notice) -> bytes:
    """Two pages: outside and inside. Printed on both sides, turned over the short edge, folded in three."""
    return laid_out("leaflet", LEAFLET, _with_body(notice, figures=True), kind="pdf")[0][0]


def banner_pdf(notice: Notice) -> bytes:
    return laid_out("banner", BANNER, [pieces(notice, size="banner")], kind="pdf")[0][0]


def led_png(notice: Notice) -> bytes:
    """512 by 128 points, for a board that shows pictures."""
    (page, *_), chosen = laid_out("LED board", BANNER, [pieces(notice, size="led")], kind="png", ppi=72)
    return png_that_says(page, notice.title, chosen["said"])


def led_text(notice: Notice) -> bytes:
    """Lines of at most 24 letters, for a board that shows letters. No word is cut that fits a line."""
    lines = [notice.place, notice.action, f"Tel. {notice.hotline}"]
    cut = [part for line in lines for part in textwrap.wrap(line, LED_LETTERS)]
    return "\n".join(cut).encode()


def _with_body(notice: Notice, *, figures: bool = False) -> Iterator[dict[str, Any]]:
    shown = next(iter(fewer_and_fewer(notice.figures, MOST_ON_A_LEAFLET))) if figures and notice.figures else ()
    for body in fewer_paragraphs(notice):
        yield pieces(notice, figures=shown, body=list(body), code=_code(notice.address))


def _code(address: str) -> str:
    """A QR code as SVG, with the reserve that a poster in the rain needs (level Q)."""
    drawn = BytesIO()
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=1, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()
