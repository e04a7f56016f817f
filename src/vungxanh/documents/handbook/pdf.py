"""The handbook as PDF for a phone and a printer: A5, with contents that lead to the chapters."""

from vungxanh.documents.handbook.book import Handbook
from vungxanh.documents.typeset import typeset

TEMPLATE = "handbook/handbook.typ"


def to_pdf(book: Handbook) -> bytes:
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
