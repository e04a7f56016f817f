"""The province's handbook, bound of the guides that are approved."""

from collections.abc import Mapping

from vungxanh import clock
from vungxanh.documents.handbook.book import Chapter, Handbook
from vungxanh.documents.handbook.epub import MEDIA_TYPE, to_epub
from vungxanh.documents.handbook.pdf import to_pdf
from vungxanh.documents.words import words_of
from vungxanh.messages.articles import approved_articles, edition
from vungxanh.messages.models import Article
from vungxanh.messages.quote import HOTLINE
from vungxanh.places.models import Place
from vungxanh.text.numbers import Language

TITLE: Mapping[Language, str] = {"vi": "Sổ tay phòng, chống dịch", "en": "Epidemic handbook"}
WORDS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "vi": (("contents", "Mục lục"), ("edition", "Bản ngày"), ("source", "Nguồn"), ("hotline", "Hỏi và báo tin")),
    "en": (("contents", "Contents"), ("edition", "Edition of"), ("source", "Source"), ("hotline", "Ask or report")),
}
MAKERS = {"pdf": (to_pdf, "application/pdf"), "epub": (to_epub, MEDIA_TYPE)}


def handbook(place: Place, language: Language) -> Handbook | None:
    """None while no guide is approved in this language."""
    guides = [one for one in approved_articles(place, Article.Kind.GUIDE) if _text(one, language)]
    day = edition(guides)
    if day is None:
        return None
    chapters = tuple(Chapter(_title(one, language), _paragraphs(_text(one, language)), one.source) for one in guides)
    exercise = words_of(language)["exercise"] if clock.is_exercise() else ""
    return Handbook(
        TITLE[language], place.full_name, place.name, language, day, HOTLINE, chapters, WORDS[language], exercise
    )


def _title(article: Article, language: Language) -> str:
    return article.title_en if language == "en" else article.title_vi


def _text(article: Article, language: Language) -> str:
    return article.text_en if language == "en" else article.text_vi


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())
