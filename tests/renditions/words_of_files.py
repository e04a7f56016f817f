"""The words of a file as its reader has them: taken from its bytes, by the kind of file. `handset` reads an SMS."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO

import pypdfium2
from docx import Document
from outlines import lines_of

from vungxanh.documents.posters.readable import words_of_png, words_of_svg
from vungxanh.renditions.forms import FORMS
from vungxanh.text.parts import encode, split

GSM = (  # 3GPP TS 23.038, 6.2.1
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


def words_of(form: str, content: bytes) -> str:
    """Everything that the file says in words, in one line."""
    return " ".join(READERS[FORMS[form].suffix](content).split())


def drawn_in(content: bytes) -> tuple[str, ...]:
    """What an SVG shows, line by line: its letters are curves, beside the words that it carries."""
    return tuple(lines_of(content))


def handset(text: str, reference: int) -> str:
    """The SMS as a telephone shows it: from the octets of each part, which came in the wrong order."""
    parts = sorted(
        _part(one.octets, one.data_coding, one.esm_class) for one in reversed(encode(split(text), reference))
    )
    assert [number for number, _total, _words in parts] == list(range(1, len(parts) + 1))
    assert {total for _number, total, _words in parts} == {len(parts)}
    return "".join(words for _number, _total, words in parts)


def _part(octets: bytes, data_coding: int, esm_class: int) -> tuple[int, int, str]:
    """(number, of how many, words); the header is that of 3GPP TS 23.040, 9.2.3.24.1."""
    number, total = (octets[5], octets[4]) if esm_class & 0x40 else (1, 1)
    body = octets[1 + octets[0] :] if esm_class & 0x40 else octets
    return number, total, body.decode("utf-16-be") if data_coding == 8 else "".join(GSM[octet] for octet in body)


def in_pdf(content: bytes) -> str:
    """Page by page; a page's own number, alone on its line from the second page on, is no word of the paper."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    return "\n".join(re.sub(rf"^\s*{n}\s*$", "", page, count=1, flags=re.M) for n, page in enumerate(pages, start=1))


def in_docx(content: bytes) -> str:
    """Paragraphs and tables in the order of the paper, with what stands above and below every page."""
    document = Document(BytesIO(content))
    frames = [part for section in document.sections for part in (section.header, section.footer)]
    return "\n".join(
        node.text or "" if node.tag.endswith("}t") else "\n"
        for element in (document.element.body, *(frame._element for frame in frames))
        for node in element.iter()
        if node.tag.endswith(("}t", "}p", "}tc"))
    )


def in_html(content: bytes) -> str:
    """What is seen, where every link leads, and what the data for search engines says."""
    page = _Page()
    page.feed(content.decode())
    return "\n".join([*page.seen, *(line for data in page.data for line in _told(json.loads(data)))])


def _told(data: object, name: str = "") -> Iterator[str]:
    """Each value of JSON-LD on a line; an observation's is named as the observation is."""
    if isinstance(data, dict):
        name = data["name"] if data.get("@type") == "Observation" else ""
        for key in sorted(data.keys() - ({"name"} if name else set())):
            yield from _told(data[key], name)
    elif isinstance(data, list):
        for one in data:
            yield from _told(one)
    else:
        yield f"{name} = {data}" if name else str(data)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.data: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in ("script", "style") else self._inside
        self.seen += [said or "" for name, said in attrs if name in ("href", "title", "alt", "aria-label")]

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            (self.data if self._inside == "script" else self.seen).append(data)


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": in_pdf,
    "docx": in_docx,
    "png": lambda content: "\n".join(words_of_png(content).values()),
    "svg": lambda content: "\n".join(words_of_svg(content).values()),
    "html": in_html,
    "txt": bytes.decode,
}
