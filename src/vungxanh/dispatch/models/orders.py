"""What is to be sent to whom over which channel, in which lane, and what a person did to it since."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.messages.models import Message
from vungxanh.places.models import Place


class Lane(models.IntegerChoices):
    URGENT = 1, _("urgent")
    NORMAL = 2, _("normal")
    BULK = 3, _("bulk")


class Dispatch(models.Model):
    """One approved message on one channel. `sha256` is the approved hash; other text is refused.

    `plain`: an SMS goes in the form without accents where its language has one.

    To whom: the subscribers of `audiences` in `place` and below, or whoever `fallback_of` did not reach. `addressed_at`
    is blank while recipients are still being written; `addressed_to` is how far that has come (a place's path).
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="dispatches")
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane, default=Lane.NORMAL)
    sha256 = models.CharField(max_length=64)
    audiences = ArrayField(models.SlugField(), verbose_name=_("audiences"), default=list)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    plain = models.BooleanField(_("without accents"), default=False)
    training = models.BooleanField(_("training: reaches simulators only"), default=False)
    created_at = models.DateTimeField(_("created at"))
    send_from = models.DateTimeField(_("not before"), null=True, blank=True)
    spread_minutes = models.PositiveIntegerField(_("spread over (minutes)"), default=0)
    expires_at = models.DateTimeField(_("expires at"))
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    fallback_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="fallbacks")
    addressed_to = models.CharField(max_length=20, blank=True)
    addressed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="dispatch_once_a_channel")]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(addressed_at__isnull=True), name="dispatch_to_address"),
            models.Index(fields=["expires_at"], name="dispatch_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.message} → {self.channel}"


class Fallback(models.Model):
    """A link of an audience's chain: whom `channel` does not reach is told over `then`, `after` so long.

    Who has no address for `channel` at all is told over `then` at once.
    """

    audience = models.SlugField(_("audience"))
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    then = models.CharField(_("then"), max_length=10, choices=ChannelKind)
    after = models.DurationField(_("after"))

    class Meta:
        verbose_name = _("fallback")
        verbose_name_plural = _("fallbacks")
        constraints = [
            models.UniqueConstraint(fields=["audience", "channel"], name="fallback_once_a_channel"),
            models.CheckConstraint(condition=~models.Q(channel=models.F("then")), name="fallback_goes_on"),
        ]

    def __str__(self) -> str:
        return f"{self.audience}: {self.channel} → {self.then}"


class Step(models.Model):
    """What a person did to a running dispatch, and when: pause, resume, stop, send again."""

    class Kind(models.TextChoices):
        SEND = "send", _("sent")
        PAUSE = "pause", _("paused")
        RESUME = "resume", _("resumed")
        STOP = "stop", _("stopped")
        TAKE_BACK = "take-back", _("stop taken back")
        RETRY = "retry", _("what failed is sent again")
        REPEAT = "repeat", _("what is unknown is sent again")

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    parts = models.PositiveIntegerField(_("parts concerned"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.dispatch_id}: {self.kind}"
