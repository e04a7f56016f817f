"""Guides and good examples: written by one, approved by another as a hash of exactly their words."""

import hashlib
import json
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.messages.models import Article
from vungxanh.places.models import Place
from vungxanh.text.fold import fold


class ArticleRefused(Exception):
    """The article is not approved, with the reason."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def words_hash(article: Article) -> str:
    """SHA-256 of all that is approved: the words, where they come from, and who agreed to be named in them."""
    titles, texts = (article.title_vi, article.title_en), (article.text_vi, article.text_en)
    words = [article.kind, *titles, *texts, article.source, article.consent]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def is_approved(article: Article) -> bool:
    """False again as soon as one letter is another."""
    return article.approved_by_id is not None and article.sha256 == words_hash(article)


def approve_article(article: Article, *, by: User, at: datetime, read: str) -> Article:
    """`read`: the hash of what was on the approver's screen. Raises ArticleRefused."""
    if by.pk == article.author_id:
        raise ArticleRefused("own-article", _("Nobody approves what they wrote; ask a second person."))
    if read != words_hash(article):
        raise ArticleRefused("changed-while-reading", _("The text changed while you were reading it; read it again."))
    if article.kind == Article.Kind.STORY and not article.consent.strip():
        raise ArticleRefused("no-consent", _("Say who agreed to be named, and how that is known."))
    article.approved_by, article.approved_at, article.sha256 = by, at, read
    article.folded = fold(f"{article.title_vi} {article.title_en} {article.text_vi} {article.text_en}")
    article.save(update_fields=["approved_by", "approved_at", "sha256", "folded"])
    return article


def approved_articles(place: Place, kind: str) -> list[Article]:
    """In the handbook's order."""
    rows: QuerySet[Article] = Article.objects.filter(place=place, kind=kind, approved_by__isnull=False)
    return [one for one in rows.order_by("order", "pk") if is_approved(one)]


def edition(articles: list[Article]) -> date | None:
    """The day of the latest approval among them."""
    days = [one.approved_at.date() for one in articles if one.approved_at]
    return max(days, default=None)
