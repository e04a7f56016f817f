"""What is kept and used again: guides, of which the handbook is made, and good examples worth telling."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place

USER = settings.AUTH_USER_MODEL


class Article(models.Model):
    """Approved by a second person, as a hash of exactly its words; changed afterwards, it waits for approval again.

    `source` says where it comes from. A story names nobody who did not agree: `consent` says how that is known.
    """

    class Kind(models.TextChoices):
        GUIDE = "guide", _("guide (a chapter of the handbook)")
        STORY = "story", _("good example, story")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    theme = models.SlugField(_("theme"))
    audience = models.SlugField(_("audience"), blank=True)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    text_vi = models.TextField(_("text in Vietnamese"))
    text_en = models.TextField(_("text in English"), blank=True)
    source = models.CharField(_("source"), max_length=200)
    consent = models.CharField(_("who agreed to be named, and how"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order in the handbook"), default=100)
    folded = models.TextField(blank=True)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written at"))
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="article_by_second_person",
            )
        ]

    def __str__(self) -> str:
        return self.title_vi
