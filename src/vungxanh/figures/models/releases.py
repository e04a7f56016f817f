"""What is prepared, signed and public. The database refuses to change a release."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place

from .vocabulary import Indicator

USER = settings.AUTH_USER_MODEL
FINAL = pgtrigger.Update | pgtrigger.Delete  # emptying the table is not granted to the program: see database.py


class ReleaseDraft(models.Model):
    """What one person prepared and another is asked to sign: the figures frozen as shown to the signer."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    as_of = models.DateTimeField(_("as of"))
    figures = models.JSONField(_("figures"), help_text=_("{indicator key: value or null}"))
    breakdown = models.JSONField(
        _("figures of the places below"), default=dict, help_text=_("{place's path: {indicator key: value or null}}")
    )
    partial = models.BooleanField(_("partial"), default=False, help_text=_("Not every place below is in it"))
    publish_at = models.DateTimeField(_("to be public from"), null=True, help_text=_("Blank: once it is signed"))
    sha256 = models.CharField(max_length=64)
    corrects = models.ForeignKey("Release", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    prepared_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared at"))

    class Meta:
        verbose_name = _("release draft")
        verbose_name_plural = _("release drafts")

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


@pgtrigger.register(pgtrigger.Protect(name="release_is_final", operation=FINAL))
class Release(models.Model):
    """Numbered figures as of a moment, signed by a second person, chained by hash. Never edited: corrected.

    It is public from `published_at`, which may lie ahead when it is signed: until then it is under embargo.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("day"))
    as_of = models.DateTimeField(_("as of"))
    signed_at = models.DateTimeField(_("signed at"))
    published_at = models.DateTimeField(_("public from"))
    partial = models.BooleanField(_("partial"), default=False, help_text=_("Not every place below is in it"))
    draft = models.OneToOneField(ReleaseDraft, models.PROTECT, related_name="release")
    prepared_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.CharField(_("reason for the correction"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="release_number_once"),
            models.UniqueConstraint(
                fields=["place", "day"], condition=Q(corrects__isnull=True), name="release_first_of_a_day"
            ),
            models.CheckConstraint(condition=~Q(prepared_by=F("signed_by")), name="release_signed_by_second_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number:03d}/{self.day:%Y}"


@pgtrigger.register(pgtrigger.Protect(name="released_is_final", operation=FINAL))
class ReleasedFigure(models.Model):
    """One number of a release, of its own place or of one below it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="figures", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveIntegerField(_("value"), null=True)

    class Meta:
        verbose_name = _("released figure")
        verbose_name_plural = _("released figures")
        constraints = [models.UniqueConstraint(fields=["release", "place", "indicator"], name="released_figure_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"
