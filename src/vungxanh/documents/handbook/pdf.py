"""The handbook as PDF for a phone and a printer: A5, with contents that lead to the chapters. Raises NoSuchLetter."""

from collections.abc import Iterator

from vungxanh.documents.handbook.book import Handbook
from vungxanh.documents.letters import require_letters
from vungxanh.documents.typeset import typeset

TEMPLATE = "handbook/handbook.typ"


def to_pdf(book: Handbook) -> bytes:
    require_letters(_texts(book))
    data = {
        "title": book.title,
        "issuer": book.issuer,
        "place": book.place,
        "language": book.language,
        "edition": f"{book.edition:%d/%m/%Y}",
        "hotline": book.hotline,
        "words": dict(book.words),
        "exercise": book.exercise,
        "chapters": [
            {"title": one.title, "paragraphs": list(one.paragraphs), "source": one.source} for one in book.chapters
        ],
    }
    return typeset(TEMPLATE, data)[0]


def _texts(book: Handbook) -> Iterator[str]:
    yield from (book.title, book.issuer, book.place, book.hotline, book.exercise, *dict(book.words).values())
    for one in book.chapters:
        yield from (one.title, *one.paragraphs, one.source)
