"""Guides and good examples on the desk: written, approved by a second person, bound into the handbook."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import above
from vungxanh.desk.writing.facts import audiences_of
from vungxanh.desk.writing.themes import choices
from vungxanh.desk.writing.typed_form import TypedForm
from vungxanh.messages.articles import ArticleRefused, approve_article, is_approved, words_hash
from vungxanh.messages.models import Article

Choices = list[tuple[str, str]]
LONGEST = 15_000
WORDS = ("title_vi", "title_en", "text_vi", "text_en", "source", "consent")


class ArticleForm(TypedForm):
    WORDS = WORDS

    class Meta:
        model = Article
        fields = ("kind", "theme", "audience", "order", *WORDS)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["theme"] = forms.ChoiceField(label=_("Theme"), choices=themes)
        for name in ("text_vi", "text_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST})


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    rows = seat.rows(Article.objects.select_related("author", "approved_by"))
    kinds = [(kind.label, [(one, is_approved(one)) for one in rows if one.kind == kind]) for kind in Article.Kind]
    return page(
        request,
        "desk/articles.html",
        _("Guides and good examples"),
        trail=[above()],
        kinds=kinds,
        may_write=seat.may(Verb.WRITE_MESSAGE),
        has_guides=any(ok for one in kinds for _article, ok in one[1] if _article.kind == Article.Kind.GUIDE),
    )


@seated(Verb.WRITE_MESSAGE)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _write(request, seat, None)


@seated()
def one(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    article = seat.find(Article.objects.select_related("author", "approved_by"), pk)
    if article.author_id == seat.user.pk and seat.may(Verb.WRITE_MESSAGE):
        return _write(request, seat, article)
    return page(
        request,
        "desk/article.html",
        article.title_vi,
        trail=[above(), (_("Guides and good examples"), reverse("desk:articles"))],
        article=article,
        approved=is_approved(article),
        read=words_hash(article),
        may_approve=seat.may(Verb.APPROVE_MESSAGE, article.place),
    )


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def approve(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    article = get_object_or_404(seat.rows(Article.objects.all()), pk=pk)
    seat.require(Verb.APPROVE_MESSAGE, article.place)
    try:
        approve_article(article, by=seat.user, at=seat.at, read=request.POST.get("read", ""))
    except ArticleRefused as refusal:
        refuse(request, say(refusal))
    else:
        tell(request, _("Approved."), good=True)
    return redirect("desk:article", pk)


def _write(request: HttpRequest, seat: Seat, article: Article | None) -> HttpResponse:
    form = ArticleForm(request.POST or None, instance=article, themes=choices(seat), audiences=audiences_of(seat))
    if request.method == "POST" and form.is_valid():
        written = form.save(commit=False)
        if article is None:
            written.place, written.author = seat.province, seat.user
        written.written_at = seat.at
        written.save()
        tell(request, _("Saved. A second person approves it before anybody else reads it."), good=True)
        return redirect("desk:article", written.pk)
    title = article.title_vi if article else _("Write a guide or a good example")
    return page(
        request,
        "desk/article_edit.html",
        title,
        trail=[above()],
        form=form,
        article=article,
        approved=is_approved(article) if article else False,
    )
