"""Ready words with named blanks, by theme, level and audience."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageTemplate(models.Model):
    """Words with named blanks. The blanks are filled from a release; no figure is ever typed."""

    key = models.SlugField(_("key"), unique=True)
    theme = models.SlugField(_("theme"))
    levels = ArrayField(models.SlugField(), verbose_name=_("levels"), help_text=_("Empty: every level"))
    audience = models.SlugField(_("audience"))
    subject_vi = models.CharField(_("subject in Vietnamese"), max_length=160)
    subject_en = models.CharField(_("subject in English"), max_length=160)
    long_vi = models.TextField(_("full text in Vietnamese"))
    long_en = models.TextField(_("full text in English"))
    short_vi = models.TextField(_("short text in Vietnamese"))
    short_en = models.TextField(_("short text in English"))

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
