"""What is said about a draft while it is on its way: kept with it, answered, settled."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message
from .variant import Variant

USER = settings.AUTH_USER_MODEL


class Comment(models.Model):
    """About the whole message, or about one variant. `settled_at` is set by whoever has dealt with it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="comments")
    variant = models.ForeignKey(Variant, models.SET_NULL, null=True, blank=True, related_name="comments")
    text = models.CharField(_("text"), max_length=1000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message}: {self.by}"
