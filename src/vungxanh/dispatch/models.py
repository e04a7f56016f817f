"""The outbox. One attempt row per SMS part (or mail); a state is computed from attempts and receipts, never stored.

`attempted_at` is written before the wire is touched. An attempt without an answer is *unknown* until a receipt
or the operator settles it: it is not "failed", and it is not silently repeated. Foreign keys that begin a unique
constraint have no second index: every part is written four times.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.messages.models import Message, Variant
from vungxanh.places.models import Place


class ChannelKind(models.TextChoices):
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    WEB = "web", _("Portal")


class Lane(models.IntegerChoices):
    URGENT = 1, _("urgent")
    NORMAL = 2, _("normal")
    BULK = 3, _("bulk")


class Subscriber(models.Model):
    """An address that agreed to be told. In an exercise every address belongs to a simulator."""

    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    address = models.CharField(_("address"), max_length=254)
    audience = models.SlugField(_("audience"))
    language = models.CharField(_("language"), max_length=8, default="vi")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [models.UniqueConstraint(fields=["channel", "address"], name="subscriber_once")]
        indexes = [models.Index(fields=["channel", "audience", "place"])]

    def __str__(self) -> str:
        return f"{self.channel} #{self.pk}"


class Dispatch(models.Model):
    """One approved message on one channel. `sha256` is the approved hash; other text is refused."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="dispatches")
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane, default=Lane.NORMAL)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="dispatch_once_a_channel")]

    def __str__(self) -> str:
        return f"{self.message} → {self.channel}"


class Recipient(models.Model):
    """One subscriber of one dispatch, with the variant in the subscriber's language."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="recipients", db_index=False)
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    address = models.CharField(max_length=254)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [models.UniqueConstraint(fields=["dispatch", "subscriber"], name="recipient_once_a_dispatch")]

    def __str__(self) -> str:
        return f"{self.dispatch_id} #{self.pk}"


class Answer(models.TextChoices):
    """What the operator answered to a submit. Blank while nothing was asked."""

    ACCEPTED = "accepted", _("accepted by the operator")
    REJECTED = "rejected", _("rejected by the operator")
    EXPIRED = "expired", _("expired before it was sent")


class Attempt(models.Model):
    """One part on its way: waiting (no `attempted_at`), unknown (no `answer`), or answered.

    `reference`: high octet the message's number for this recipient, low octet the part.
    """

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="attempts", db_index=False)
    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="attempts")
    part = models.PositiveSmallIntegerField(_("part"))
    reference = models.PositiveIntegerField(help_text=_("What the operator repeats in its receipt (16 bits)"))
    sender = models.IntegerField(null=True, help_text=_("The live sender that has it; see dispatch/lease.py"))
    attempted_at = models.DateTimeField(_("attempted at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    operator_id = models.CharField(_("operator's number"), max_length=65, blank=True)
    code = models.CharField(_("operator's code"), max_length=20, blank=True)
    repeats = models.PositiveSmallIntegerField(_("repeated after a doubt"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [models.UniqueConstraint(fields=["recipient", "part"], name="attempt_once_a_part")]
        indexes = [
            models.Index(fields=["dispatch", "id"], condition=models.Q(answer=""), name="attempt_outbox"),
            models.Index(fields=["operator_id"], condition=~models.Q(operator_id=""), name="attempt_operator_id"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}/{self.part}"


class Receipt(models.Model):
    """What the operator later said of a part. Repeated receipts are one row; their order does not matter."""

    class State(models.TextChoices):
        DELIVERED = "delivered", _("delivered")
        UNDELIVERED = "undelivered", _("not delivered")
        EXPIRED = "expired", _("expired at the operator")
        REJECTED = "rejected", _("rejected by the network")

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="receipts", db_index=False)
    state = models.CharField(_("state"), max_length=12, choices=State)
    code = models.CharField(_("code"), max_length=20, blank=True)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [models.UniqueConstraint(fields=["attempt", "state"], name="receipt_once_a_state")]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.state}"
