"""Which languages the people of an area read or hear: the plans ask for them and do not name them.

Đắk Lắk's and Lạng Sơn's plans say “tiếng dân tộc” and leave it to the province which; here it says so once.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place


class AreaLanguage(models.Model):
    """`language`: an ISO 639 code. Every message to the area is looked through for it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=8)
    source = models.CharField(_("document or source"), max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("language of an area")
        verbose_name_plural = _("languages of an area")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["place", "language"], name="area_language_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.language}"
