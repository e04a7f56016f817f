"""What was reported, who owed it and when it came. Reports may be corrected."""

from datetime import time

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place

from .vocabulary import Indicator

USER = settings.AUTH_USER_MODEL


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
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    read_raw = models.CharField(max_length=80, blank=True, help_text=_("A word as it stands in the file"))
    read_as = models.CharField(max_length=80, blank=True, help_text=_("The same word as it was read"))
    header_row = models.PositiveIntegerField(_("row of the header"), default=1)
    unread = models.JSONField(_("columns not read"), default=list, blank=True)
    unknown = models.JSONField(
        _("names of places that are not known"), default=list, blank=True, help_text=_("See unknown_names.asked")
    )

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
        said += self.reading_notes
        if self.unknown:
            said.append(
                ngettext(
                    "%(number)d name of a place is not known; confirm what it means, then import the file again.",
                    "%(number)d names of places are not known; confirm what they mean, then import the file again.",
                    len(self.unknown),
                )
                % {"number": len(self.unknown)}
            )
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

    @property
    def reading_notes(self) -> list[str]:
        """How the file was read, where that is worth saying."""
        said = []
        if self.byte_order_mark:
            said.append(gettext("The file begins with a byte order mark, which was left out."))
        if self.read_raw != self.read_as:
            words = {"encoding": self.encoding, "raw": self.read_raw, "read": self.read_as}
            said.append(gettext("Read as %(encoding)s: “%(raw)s” is “%(read)s”.") % words)
        if self.header_row > 1:
            said.append(gettext("The header was found in row %d; what stands above it was not read.") % self.header_row)
        if self.unread:
            said.append(gettext("Columns not read: %s.") % ", ".join(self.unread))
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

    # A file brings millions of reports at once. The unique constraint's index serves every search by place; the
    # database need not look up again what each of them names: indicator and import come from the same transaction, and
    # the import locks its places while it takes their numbers (the `Sheet` of place and day has the constraint).
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reports", db_index=False, db_constraint=False)
    day = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("value"), null=True)
    figures_import = models.ForeignKey(
        FiguresImport, models.PROTECT, null=True, related_name="reports", db_index=False, db_constraint=False
    )
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["place", "day", "indicator"], name="report_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.indicator_id}: {self.value}"


class Reporter(models.Model):
    """A place that owes figures every day, from a day to a day, by an hour. Who is not named owes nothing."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="reporters")
    due = models.TimeField(_("due at"), default=time(16), help_text=_("Vietnam time"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("reporting unit")
        verbose_name_plural = _("reporting units")
        constraints = [models.UniqueConstraint(fields=["place", "valid_from"], name="reporter_once_from_a_day")]

    def __str__(self) -> str:
        return str(self.place)


class Reminder(models.Model):
    """That a person was reminded of a place's figures, so that nobody is told twice within the hour."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField(_("day"))
    user = models.ForeignKey(USER, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [models.Index(fields=["place", "day", "at"], name="reminder_of_a_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


class Sheet(models.Model):
    """That a place has reported for a day, when and by whom. Its values are the `Report` rows of place and day.

    `complete`: whether every place below that has any is named in what came with it; None when nobody said.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="sheets", db_index=False)
    day = models.DateField(_("day"))
    first_at = models.DateTimeField(_("first reported at"))
    last_at = models.DateTimeField(_("last changed at"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", db_index=False)
    complete = models.BooleanField(_("the list of places is complete"), null=True)

    class Meta:
        verbose_name = _("report sheet")
        verbose_name_plural = _("report sheets")
        constraints = [models.UniqueConstraint(fields=["place", "day"], name="sheet_once_a_day")]
        indexes = [models.Index(fields=["day"], name="sheet_of_day")]

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


@pgtrigger.register(pgtrigger.Protect(name="override_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Override(models.Model):
    """A person lets a finding stand, with a reason. It holds for exactly these numbers: when one changes, it lapses.

    `finding`: the finding's own fingerprint (findings.Finding.fingerprint), over its code, places and numbers.
    """

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    finding = models.CharField(max_length=64)
    sentence = models.CharField(_("what was found"), max_length=500)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("override of a finding")
        verbose_name_plural = _("overrides of findings")
        constraints = [models.UniqueConstraint(fields=["province", "day", "finding"], name="override_once")]

    def __str__(self) -> str:
        return self.sentence
