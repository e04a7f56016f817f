"""One message in one language and one form: words with bound fields, and the text that they make."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message

USER = settings.AUTH_USER_MODEL


class Form(models.TextChoices):
    LONG = "long", _("full text (e-mail, page, radio script)")
    SHORT = "short", _("short text (SMS)")
    PLAIN = "plain", _("short text without accents (SMS)")


LONGEST_SUBJECT = 200
DRAFTED = (Form.LONG, Form.SHORT)  # what every draft has; the plain form is made when its author asks for it (plain.py)


class Variant(models.Model):
    """The message in one language and one form. Text is NFC.

    `words` is what its author wrote, with bound fields as `{new_cases}`; `text` is what they make, and is what is
    approved and sent. Empty `words` means that nothing in `text` is bound. `translated_from` is the hash of the source
    words that this language was written from: another hash now means that it is stale.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="variants")
    language = models.CharField(_("language"), max_length=8, help_text=_("ISO 639 code"))
    form = models.CharField(_("form"), max_length=8, choices=Form)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(_("text"), blank=True)
    subject_words = models.CharField(_("subject with bound fields"), max_length=300, blank=True)
    words = models.TextField(_("text with bound fields"), blank=True)
    translated_from = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["-language", "form"]
        constraints = [models.UniqueConstraint(fields=["message", "language", "form"], name="variant_once")]

    def __str__(self) -> str:
        return f"{self.message} ({self.language}, {self.form})"

    @property
    def written(self) -> tuple[str, str]:
        """Subject and text as their author sees them, with bound fields."""
        return self.subject_words or self.subject, self.words or self.text

    @property
    def words_hash(self) -> str:
        """SHA-256 of what the author wrote. A figure that changes by itself does not make a translation stale."""
        return hashlib.sha256("\n".join(self.written).encode()).hexdigest()


class LanguageCheck(models.Model):
    """Somebody who reads the language says that exactly these words, or this recording, say what the source says."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="checks")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("check of a language")
        verbose_name_plural = _("checks of languages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.variant}: {self.by}"
