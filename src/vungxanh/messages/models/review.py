"""The seal: what a second person approved, exactly."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .message import Message

USER = settings.AUTH_USER_MODEL


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
