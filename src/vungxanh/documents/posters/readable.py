"""A picture carries its own words: for screen readers, for search, and for proof of the numbers in it."""

import re
import struct
import zlib
from html import escape
from xml.etree import ElementTree

from vungxanh.documents.printable import printable

START_OF_PNG = 33  # the signature and the header chunk; what follows may be words
OPENING = re.compile(rb"<svg [^>]*>")
SVG = "{http://www.w3.org/2000/svg}"


def png_that_says(png: bytes, title: str, text: str) -> bytes:
    """The PNG with iTXt chunks "Title" and "Description" (PNG specification, 11.3.3.4)."""
    return png[:START_OF_PNG] + _chunk("Title", title) + _chunk("Description", text) + png[START_OF_PNG:]


def svg_that_says(svg: bytes, title: str, text: str, language: str) -> bytes:
    """Typst draws letters as outlines, so the words are put in as title and description; sizes become pixels."""
    opening = OPENING.match(svg)
    if opening is None:
        raise ValueError("not an SVG of Typst")
    start = re.sub(rb'(width|height)="([\d.]+)pt"', rb'\1="\2"', opening[0])[:-1]
    start += f' role="img" xml:lang="{escape(language)}" aria-labelledby="picture-title picture-text">'.encode()
    title, text = escape(printable(title)), escape(printable(text))
    words = f'<title id="picture-title">{title}</title><desc id="picture-text">{text}</desc>'
    return start + words.encode() + svg[opening.end() :]


def words_of_png(png: bytes) -> dict[str, str]:
    """The iTXt chunks by keyword; an empty dict when the picture has no words."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack_from(">L", png, at)
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"iTXt":
            keyword, _, rest = body.partition(b"\0")
            found[keyword.decode()] = rest[2:].split(b"\0", 2)[2].decode()
        at += 12 + length
    return found


def words_of_svg(svg: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 (a file that this room made)
    return {"Title": root.findtext(f"{SVG}title", ""), "Description": root.findtext(f"{SVG}desc", "")}


def _chunk(keyword: str, text: str) -> bytes:
    body = b"iTXt" + keyword.encode() + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">L", len(body) - 4) + body + struct.pack(">L", zlib.crc32(body))
