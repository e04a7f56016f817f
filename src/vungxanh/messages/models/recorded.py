"""What a province records once for its messages: for whom, from when, by whom."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.agencies.models import DatedQuerySet
from vungxanh.places.models import Place


class Recorded(models.Model):
    """In force from one day to another. `audience` is empty for everybody."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    audience = models.SlugField(_("audience"), blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def end_before(self, day: date) -> None:
        """In force until the day before; recorded that day and taken back that day, it was never there."""
        if self.valid_from >= day:
            self.delete()
        else:
            self.valid_to = day - timedelta(days=1)
            self.save(update_fields=["valid_to"])
