"""A file made from a message's words: one form in one language, known by its hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message


def kept_at(rendition: "Rendition", _name: str) -> str:
    return f"renditions/{rendition.sha256[:2]}/{rendition.sha256}"


class Rendition(models.Model):
    """`form` is a key of `renditions.forms`. `words` is the hash of what was said, `ground` of what it was made with
    (templates and fonts, or voices): a file whose words or ground are others now is made again before it is approved.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="renditions")
    language = models.CharField(_("language"), max_length=8)
    form = models.SlugField(_("form"), max_length=40)
    sha256 = models.CharField(max_length=64)
    words = models.CharField(max_length=64)
    ground = models.CharField(max_length=64)
    file = models.FileField(_("file"), upload_to=kept_at)
    size = models.PositiveIntegerField(_("bytes"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["language", "form"]
        constraints = [models.UniqueConstraint(fields=["message", "language", "form"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.message} ({self.language}, {self.form})"
