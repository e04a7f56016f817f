"""Pictures and print: the figures of the day for a feed, a wall, a street, a folded sheet."""

from collections.abc import Callable
from typing import cast

from vungxanh.documents.posters import infographic, led, printed
from vungxanh.documents.posters.infographic import Size, infographic_png, infographic_svg
from vungxanh.renditions.said import Said

INFOGRAPHIC_WITH, PRINT_WITH, LED_WITH = infographic.MADE_WITH, printed.MADE_WITH, led.MADE_WITH


def picture(size: str, kind: str) -> Callable[[Said], bytes]:
    """The maker of the infographic of that size, as PNG or SVG. It raises DoesNotFit."""
    made = cast(Size, size)

    def png(said: Said) -> bytes:
        return infographic_png(said.notice, made)

    def svg(said: Said) -> bytes:
        return infographic_svg(said.notice, made)

    return png if kind == "png" else svg


def poster_pdf(said: Said) -> bytes:
    return printed.poster_pdf(said.notice)


def poster_png(said: Said) -> bytes:
    return printed.poster_png(said.notice)


def leaflet(said: Said) -> bytes:
    return printed.leaflet_pdf(said.notice)


def banner(said: Said) -> bytes:
    return printed.banner_pdf(said.notice)


def led_png(said: Said) -> bytes:
    return led.led_png(said.notice)


def led_text(said: Said) -> bytes:
    return led.led_text(said.notice)
