"""The message map: the few things that each audience is to know of a theme, each with what supports it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .recorded import Recorded


class KeyMessage(Recorded):
    """One sentence with its supporting facts, a line each; both may name bound fields, and type no figure.

    `audience` is empty for everybody. At most three hold for a theme and an audience at once: more are not remembered.
    """

    MOST = 3

    theme = models.SlugField(_("theme"))
    text_vi = models.CharField(_("key message in Vietnamese"), max_length=300)
    text_en = models.CharField(_("key message in English"), max_length=300)
    support_vi = models.TextField(_("supporting facts in Vietnamese, a line each"))
    support_en = models.TextField(_("supporting facts in English, a line each"))
    source = models.CharField(_("document or source"), max_length=200)

    class Meta:
        verbose_name = _("key message")
        verbose_name_plural = _("key messages")
        ordering = ["theme", "audience", "pk"]

    def __str__(self) -> str:
        return self.text_vi
