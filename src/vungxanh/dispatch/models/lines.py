"""Accounts at operators and mail servers, and how senders find them now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind


class Line(models.Model):
    """An account of ours at an operator or mail server: what it may do. Senders write it from their settings."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    simulator = models.BooleanField(_("a simulator"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), default=100)
    tps = models.FloatField(_("parts a second at most"), default=0, help_text=_("0: no limit"))
    price = models.PositiveIntegerField(_("VND a part"), null=True, blank=True)
    last_seen = models.DateTimeField(_("last seen"), null=True, help_text=_("by a sender that has left since"))
    window = models.PositiveIntegerField(_("parts under way at most"), default=0)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["channel", "name"]

    def __str__(self) -> str:
        return self.name


class Pulse(models.Model):
    """How one sender finds one line now. A live sender writes it every two seconds; `seen_at` tells."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="pulses")
    sender = models.IntegerField()
    health = models.PositiveSmallIntegerField(_("health"))
    reason = models.CharField(max_length=40, help_text=_("health.Health.code; health_words says it"))
    bound = models.PositiveSmallIntegerField(_("connections"))
    under_way = models.PositiveIntegerField(_("under way"))
    rate = models.FloatField(_("parts a second"))
    throttled = models.BooleanField(_("slowed down by the operator"), default=False)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        constraints = [models.UniqueConstraint(fields=["line", "sender"], name="pulse_once_a_sender")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.health}"
