"""The handbook as EPUB 3: a zip of small pages, its type first (EPUB OCF 3.3, 4.3). One book, one row of bytes."""

from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from vungxanh.documents.handbook.book import Chapter, Handbook
from vungxanh.documents.printable import printable
from vungxanh.documents.typeset import ONCE

MEDIA_TYPE = "application/epub+zip"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = (
    f'{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_STYLE = (
    "body{font-family:sans-serif;line-height:1.6;margin:1em}h1{line-height:1.25}"
    ".soft{color:#4a5a50;font-size:.85em}.call{font-weight:bold;font-size:1.3em}"
    ".exercise{font-weight:bold;text-align:center;border:2px solid;padding:.4em}"
)


def to_epub(book: Handbook) -> bytes:
    words = dict(book.words)
    pages = {
        "cover.xhtml": _page(book, book.title, _cover(book, words)),
        "nav.xhtml": _page(book, words["contents"], _contents(book, words)),
    }
    for n, one in enumerate(book.chapters, 1):
        pages[f"chapter-{n}.xhtml"] = _page(book, one.title, _chapter(one, words))
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        _write(archive, "mimetype", MEDIA_TYPE, ZIP_STORED)
        _write(archive, "META-INF/container.xml", _CONTAINER)
        _write(archive, "book/package.opf", _package(book, list(pages)))
        _write(archive, "book/style.css", _STYLE)
        for name, page in pages.items():
            _write(archive, f"book/{name}", page)
    return file.getvalue()


def _write(archive: ZipFile, name: str, content: str, how: int = ZIP_DEFLATED) -> None:
    archive.writestr(ZipInfo(name, ONCE.timetuple()[:6]), printable(content).encode(), how)


def _page(book: Handbook, title: str, body: str) -> str:
    return (
        f'{_HEAD}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{book.language}" xml:lang="{book.language}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head><body>{_exercise(book)}{body}</body></html>'
    )


def _exercise(book: Handbook) -> str:
    return f'<p class="exercise">{escape(book.exercise)}</p>' if book.exercise else ""


def _cover(book: Handbook, words: dict[str, str]) -> str:
    return (
        f"<p>{escape(book.place)}</p><h1>{escape(book.title)}</h1><p>{escape(book.issuer)}</p>"
        f'<p class="soft">{escape(words["edition"])} {book.edition:%d/%m/%Y}</p>'
        f'<p class="call">{escape(words["hotline"])} {escape(book.hotline)}</p>'
    )


def _contents(book: Handbook, words: dict[str, str]) -> str:
    rows = "".join(
        f'<li><a href="chapter-{n}.xhtml">{escape(one.title)}</a></li>' for n, one in enumerate(book.chapters, 1)
    )
    return f'<nav epub:type="toc" id="toc"><h1>{escape(words["contents"])}</h1><ol>{rows}</ol></nav>'


def _chapter(chapter: Chapter, words: dict[str, str]) -> str:
    text = "".join(f"<p>{escape(part)}</p>" for part in chapter.paragraphs)
    source = f"{words['source']}: {chapter.source}"
    return f'<h1>{escape(chapter.title)}</h1>{text}<p class="soft">{escape(source)}</p>'


def _package(book: Handbook, pages: list[str]) -> str:
    nav = {"nav.xhtml": ' properties="nav"'}
    named = [(name, name.removesuffix(".xhtml"), nav.get(name, "")) for name in pages]
    items = "".join(
        f'<item id="{key}" href="{name}" media-type="application/xhtml+xml"{more}/>' for name, key, more in named
    )
    spine = "".join(f'<itemref idref="{key}"/>' for _name, key, _more in named)
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{book.language}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{escape(book.identifier)}</dc:identifier><dc:title>{escape(book.title)}</dc:title>'
        f"<dc:language>{book.language}</dc:language><dc:creator>{escape(book.issuer)}</dc:creator>"
        f'<meta property="dcterms:modified">{book.edition.isoformat()}T00:00:00Z</meta></metadata>'
        f'<manifest>{items}<item id="style" href="style.css" media-type="text/css"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
