"""A message quotes one release in several languages and forms; its approval is a hash of every one of them."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.places.models import Place

USER = settings.AUTH_USER_MODEL


class Form(models.TextChoices):
    LONG = "long", _("full text (e-mail, page, radio script)")
    SHORT = "short", _("short text (SMS)")
    PLAIN = "plain", _("short text without accents (SMS)")


DRAFTED = (Form.LONG, Form.SHORT)  # what every draft has; the plain form is made when its author asks for it (plain.py)


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


class Message(models.Model):
    """One thing to say, for one duty on one day. `slot` tells the day's messages of a duty apart (1, 2, 3…).

    A message that a correction made necessary `replaces` one, at the same duty, day and slot. It quotes the release of
    its day, with totals as known when the release `correction` was signed.
    """

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="messages")
    place = models.ForeignKey(Place, models.PROTECT, related_name="messages")
    release = models.ForeignKey(Release, models.PROTECT, related_name="messages")
    template = models.ForeignKey(MessageTemplate, models.PROTECT, null=True, related_name="messages")
    duty = models.SlugField(_("duty"), max_length=80)
    day = models.DateField(_("day"))
    slot = models.PositiveSmallIntegerField(_("number in the day"))
    theme = models.SlugField(_("theme"))
    level = models.SlugField(_("level"), blank=True)
    audience = models.SlugField(_("audience"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    correction = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="redrafts", verbose_name=_("written for")
    )
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    expires_at = models.DateTimeField(_("expires at"), help_text=_("After this it is never sent"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "duty", "day", "slot"], condition=Q(replaces__isnull=True), name="message_once_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, correction__isnull=True)
                | Q(replaces__isnull=False, correction__isnull=False),
                name="message_replaces_for_a_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.duty} #{self.slot}"

    @property
    def source(self) -> Release:
        """The last release that any number in it comes from: it is public no earlier than that one."""
        return self.correction or self.release


class Variant(models.Model):
    """The message in one language and one form. Text is NFC."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="variants")
    language = models.CharField(_("language"), max_length=8, help_text=_("ISO 639 code"))
    form = models.CharField(_("form"), max_length=8, choices=Form)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["-language", "form"]
        constraints = [models.UniqueConstraint(fields=["message", "language", "form"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.message} ({self.language}, {self.form})"


@pgtrigger.register(pgtrigger.Protect(name="review_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Review(models.Model):
    """A second person's verdict on exactly the text that the hash stands for."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to its author")

    message = models.ForeignKey(Message, models.PROTECT, related_name="reviews")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=500, blank=True)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed at"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(author=F("reviewer")), name="review_by_second_person"),
            models.UniqueConstraint(fields=["message"], condition=Q(verdict="approved"), name="approved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.verdict}"
