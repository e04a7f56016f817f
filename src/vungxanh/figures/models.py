"""Reports come in and may be corrected; releases go out and may not. The database refuses to change a release."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place

USER = settings.AUTH_USER_MODEL


class Indicator(models.Model):
    """What is counted. The vocabulary is data: a province adds its own without code."""

    class Unit(models.TextChoices):
        PEOPLE = "people", _("people")
        SAMPLES = "samples", _("samples")
        DOSES = "doses", _("doses")
        BEDS = "beds", _("beds")

    key = models.SlugField(_("key"), primary_key=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    mandatory = models.BooleanField(
        _("mandatory"), default=False, help_text=_("Deaths, severe cases and adverse events are never left out")
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name_vi


class FiguresImport(models.Model):
    """One file read: rows in = rows stored + rows rejected, and each rejected row says why."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(_("imported at"))
    rows_in = models.PositiveIntegerField(_("rows in"))
    rows_stored = models.PositiveIntegerField(_("rows stored"))
    rows_rejected = models.PositiveIntegerField(_("rows rejected"))
    rows_differing = models.PositiveIntegerField(
        _("rows that differ from what was released"), default=0, help_text=_("Nothing released changes by an import")
    )
    byte_order_mark = models.BooleanField(default=False)

    repeated = False  # true on what an import gives back when the same file had been imported before

    class Meta:
        verbose_name = _("figures import")
        verbose_name_plural = _("figures imports")
        constraints = [
            models.CheckConstraint(condition=Q(rows_in=F("rows_stored") + F("rows_rejected")), name="import_reconciles")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def notes(self) -> list[str]:
        """What the person who imports should know, as sentences; empty when all is well."""
        said = []
        if self.repeated:
            said.append(gettext("This file was imported before; nothing was stored again."))
        if self.byte_order_mark:
            said.append(gettext("The file begins with a byte order mark, which was left out."))
        if self.rows_differing:
            said.append(
                ngettext(
                    "%(number)d row differs from what was released; prepare a correction.",
                    "%(number)d rows differ from what was released; prepare a correction.",
                    self.rows_differing,
                )
                % {"number": self.rows_differing}
            )
        return said


class RejectedRow(models.Model):
    figures_import = models.ForeignKey(FiguresImport, models.CASCADE, related_name="rejects")
    line = models.PositiveIntegerField(_("line"))
    code = models.SlugField(_("code"))
    text = models.CharField(_("row"), max_length=500)
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering = ["line"]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class Report(models.Model):
    """The latest reported value of an indicator for a place and day. Blank means not reported, never zero."""

    # A file brings hundreds of thousands of reports at once. The unique constraint's index serves every search by
    # place; indicator and import come from the same transaction, so the database need not look each up again.
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reports", db_index=False)
    day = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("value"), null=True)
    figures_import = models.ForeignKey(
        FiguresImport, models.PROTECT, null=True, related_name="reports", db_constraint=False
    )
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["place", "day", "indicator"], name="report_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.indicator_id}: {self.value}"


class ReleaseDraft(models.Model):
    """What one person prepared and another is asked to sign: the figures frozen as shown to the signer."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    as_of = models.DateTimeField(_("as of"))
    figures = models.JSONField(_("figures"), help_text=_("{indicator key: value or null}"))
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


@pgtrigger.register(pgtrigger.Protect(name="release_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Release(models.Model):
    """Numbered figures as of a moment, signed by a second person, chained by hash. Never edited: corrected."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("day"))
    as_of = models.DateTimeField(_("as of"))
    published_at = models.DateTimeField(_("published at"))
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


@pgtrigger.register(pgtrigger.Protect(name="released_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class ReleasedFigure(models.Model):
    release = models.ForeignKey(Release, models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.PositiveIntegerField(_("value"), null=True)

    class Meta:
        verbose_name = _("released figure")
        verbose_name_plural = _("released figures")
        constraints = [models.UniqueConstraint(fields=["release", "indicator"], name="released_figure_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.value}"
