"""What a province has to say to some of its people that is no figure: where food is given out, who may enter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .recorded import Recorded


class Fact(Recorded):
    """A bound field that a message may quote, by key: `supply_points`, `entry_rule_3`.

    In force from one day to another, by a document. `audience` is empty for everybody; a fact for one audience goes
    before one for all.
    """

    key = models.SlugField(_("key"), max_length=40)
    text_vi = models.TextField(_("in Vietnamese"))
    text_en = models.TextField(_("in English"))
    document = models.CharField(_("document or source"), max_length=200)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["key", "-valid_from", "-pk"]

    def __str__(self) -> str:
        return f"{self.key}: {self.text_vi[:60]}"
