"""The theme of the day, or of a wave: chosen once, it steers what the desk offers (Vĩnh Phúc plan, II.1.1)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vungxanh.levels.models import AdoptedPlan


class DayTheme(models.Model):
    """The later choice of two for the same day holds."""

    plan = models.ForeignKey(AdoptedPlan, models.CASCADE, related_name="day_themes")
    theme = models.SlugField(_("theme"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    reason = models.CharField(_("why"), max_length=300, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(_("chosen at"))

    class Meta:
        verbose_name = _("theme of the day")
        verbose_name_plural = _("themes of the day")
        ordering = ["-chosen_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="day_theme_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.theme}: {self.first} – {self.last}"
