"""A voice that was uploaded: the only form of a language that no engine speaks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .variant import Variant


def kept_at(recording: "Recording", _name: str) -> str:
    """By its content, so that the name somebody gave it never matters."""
    return f"recordings/{recording.sha256[:2]}/{recording.sha256}"


class Recording(models.Model):
    """The spoken form of a variant's full text, as it was uploaded. Its hash is part of the message's seal."""

    variant = models.OneToOneField(Variant, models.CASCADE, related_name="recording")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to=kept_at)
    media_type = models.CharField(max_length=40)
    seconds = models.FloatField(_("seconds"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return f"{self.variant} ({self.seconds:.0f} s)"
