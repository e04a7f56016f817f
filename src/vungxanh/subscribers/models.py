"""An address that agreed to be told. Nothing else is kept of a person: no name, no health, no household.

Recipients of past messages point here by number only: when an address is deleted, the proof that a message was sent
stays and the address is gone.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.places.models import Place


class ListImport(models.Model):
    """One file of addresses that was taken in, counted in rows: rows_in = stored + known + rejected, always.

    A row with a phone and an e-mail address is one row and two addresses. `as_of` is the day of the consent.
    """

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("province"))
    audience = models.SlugField(_("audience"))
    consent = models.CharField(
        _("consent"), max_length=200, help_text=_("Where and how these people agreed to be told")
    )
    as_of = models.DateField(_("agreed by"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    rows_in = models.PositiveIntegerField(_("rows in the file"), default=0)
    stored = models.PositiveIntegerField(_("stored"), default=0)
    known = models.PositiveIntegerField(_("already known"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    addresses = models.PositiveIntegerField(_("addresses stored"), default=0)
    converted = models.PositiveIntegerField(_("old numbers converted"), default=0)
    resubscribed = models.PositiveIntegerField(_("told again"), default=0)
    differing = models.PositiveIntegerField(_("known otherwise"), default=0)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    read_raw = models.CharField(max_length=80, blank=True, help_text=_("A word as it stands in the file"))
    read_as = models.CharField(max_length=80, blank=True, help_text=_("The same word as it was read"))
    header_row = models.PositiveIntegerField(_("row of the header"), default=1)
    unread = models.JSONField(_("columns not read"), default=list, blank=True)

    class Meta:
        verbose_name = _("list import")
        verbose_name_plural = _("list imports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows_in=F("stored") + F("known") + F("rejected")), name="list_import_reconciles"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.at:%Y-%m-%d})"

    @property
    def notes(self) -> list[str]:
        """What the person who imports should know, as sentences; empty when there is nothing to say."""
        said = []
        if self.read_raw != self.read_as:
            words = {"encoding": self.encoding, "raw": self.read_raw, "read": self.read_as}
            said.append(gettext("Read as %(encoding)s: “%(raw)s” is “%(read)s”.") % words)
        if self.header_row > 1:
            said.append(gettext("The header was found in row %d; what stands above it was not read.") % self.header_row)
        if self.unread:
            said.append(gettext("Columns not read: %s.") % ", ".join(self.unread))
        counted = [
            (
                self.converted,
                ngettext(
                    "%(number)d number of eleven digits was converted to its form since 2018.",
                    "%(number)d numbers of eleven digits were converted to their form since 2018.",
                    self.converted,
                ),
            ),
            (
                self.resubscribed,
                ngettext(
                    "%(number)d address that had been withdrawn is told again.",
                    "%(number)d addresses that had been withdrawn are told again.",
                    self.resubscribed,
                ),
            ),
            (
                self.differing,
                ngettext(
                    "%(number)d known row has another place, audience or language here; it was left as it is stored.",
                    "%(number)d known rows have another place, audience or language here; they were left as stored.",
                    self.differing,
                ),
            ),
        ]
        return said + [sentence % {"number": number} for number, sentence in counted if number]


class RejectedRow(models.Model):
    """A row that was not taken, with its reason and what to do. Only the columns that were read are kept of it."""

    list_import = models.ForeignKey(ListImport, models.CASCADE, related_name="rejected_rows")
    row = models.PositiveIntegerField(_("row"))
    code = models.CharField(max_length=30)
    reason = models.TextField(_("reason"))
    content = models.TextField(_("content"))

    class Meta:
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.list_import_id}:{self.row}"


class Subscriber(models.Model):
    """In an exercise every address belongs to a simulator. `person` is the same for the addresses of one person, so
    that a message that failed at one address can be told at another; blank for most."""

    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    address = models.CharField(_("address"), max_length=254, db_collation="C")
    audience = models.SlugField(_("audience"), db_index=False)
    language = models.CharField(_("language"), max_length=8, default="vi")
    # Without constraints in the database: a check a row would double the time of an import of millions, which locks its
    # places instead while it takes their numbers.
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    person = models.BigIntegerField(_("person"), null=True, blank=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    list_import = models.ForeignKey(
        ListImport, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [models.UniqueConstraint(fields=["channel", "address"], name="subscriber_once")]
        indexes = [
            models.Index(fields=["place", "channel", "audience"], name="subscriber_of_place"),
            models.Index(fields=["person"], condition=models.Q(person__isnull=False), name="subscriber_person"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} #{self.pk}"
