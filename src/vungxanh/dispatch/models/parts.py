"""Recipients, written once; attempts, stamped before the wire is touched; receipts and what they add up to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.messages.models import Variant
from vungxanh.subscribers.models import Subscriber

from .lines import Line
from .orders import Dispatch


class Bundle(models.Model):
    """Up to a thousand neighbouring recipients of a dispatch: what one live sender holds at a time (see lease.py).

    `position` is the last recipient whose parts were stamped; everything up to it has attempts, nothing after it has.
    """

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="bundles", db_index=False)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    position = models.BigIntegerField()
    recipients = models.PositiveIntegerField()
    sender = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        indexes = [
            models.Index(
                fields=["dispatch", "id"], condition=models.Q(position__lt=models.F("last")), name="bundle_waiting"
            ),
            models.Index(fields=["sender"], condition=models.Q(sender__isnull=False), name="bundle_held"),
            models.Index(fields=["dispatch", "last"], name="bundle_of_dispatch"),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id}: {self.first}–{self.last}"


class Recipient(models.Model):
    """One subscriber of one dispatch, with the variant in the subscriber's language."""

    id = models.BigIntegerField(primary_key=True)
    dispatch = models.ForeignKey(
        Dispatch, models.DO_NOTHING, related_name="recipients", db_index=False, db_constraint=False
    )
    subscriber = models.ForeignKey(Subscriber, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    variant = models.ForeignKey(Variant, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [models.UniqueConstraint(fields=["dispatch", "subscriber"], name="recipient_once_a_dispatch")]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.TextChoices):
    """What is known of a part that was stamped. Blank while it is under way."""

    ACCEPTED = "accepted", _("accepted by the operator")
    REJECTED = "rejected", _("rejected by the operator")
    LATER = "later", _("to be tried again")
    UNKNOWN = "unknown", _("left, and nobody answered")
    WITHDRAWN = "withdrawn", _("no longer subscribed when its turn came")


class Attempt(models.Model):
    """One part on its way. The row is written, and committed, before the wire is touched.

    `tries`: how often it was submitted; `repeats`: how often that was after a doubt or by a person, so that it may
    have arrived more than once.
    """

    id = models.BigIntegerField(primary_key=True)
    recipient = models.ForeignKey(
        Recipient, models.DO_NOTHING, related_name="attempts", db_index=False, db_constraint=False
    )
    dispatch = models.ForeignKey(
        Dispatch, models.DO_NOTHING, related_name="attempts", db_index=False, db_constraint=False
    )
    bundle = models.ForeignKey(Bundle, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    line = models.ForeignKey(Line, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False, null=True)
    attempted_at = models.DateTimeField(_("attempted at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    retry_at = models.DateTimeField(_("to be tried again at"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    operator_id = models.CharField(_("operator's number"), max_length=65, blank=True)
    code = models.CharField(_("operator's code"), max_length=20, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=1)
    repeats = models.PositiveSmallIntegerField(_("repeated after a doubt"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["operator_id"], condition=~models.Q(operator_id=""), name="attempt_operator_id"),
            models.Index(fields=["retry_at"], condition=models.Q(answer="later"), name="attempt_retry"),
            models.Index(fields=["answered_at"], condition=models.Q(answer="unknown"), name="attempt_unknown"),
            models.Index(fields=["id", "code"], condition=models.Q(answer="rejected"), name="attempt_rejected"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """What the operator later said of a part. Repeated receipts are one row; their order does not matter.

    `repeat`: which repeat of the part it speaks of. A delivery counts for all of them, other words for their own.
    """

    class State(models.TextChoices):
        DELIVERED = "delivered", _("delivered")
        UNDELIVERED = "undelivered", _("not delivered")
        EXPIRED = "expired", _("expired at the operator")
        REJECTED = "rejected", _("rejected by the network")

    pk = models.CompositePrimaryKey("attempt_id", "repeat", "state")
    attempt = models.ForeignKey(
        Attempt, models.DO_NOTHING, related_name="receipts", db_index=False, db_constraint=False
    )
    repeat = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=12, choices=State)
    code = models.CharField(_("code"), max_length=20, blank=True)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        indexes = [
            models.Index(
                fields=["attempt", "repeat", "code"], condition=~models.Q(state="delivered"), name="receipt_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.state}"


class Stray(models.Model):
    """A receipt whose part is not known (yet): it overtook its answer, or is not ours. No address is kept."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="+", db_index=False)
    operator_id = models.CharField(max_length=65)
    state = models.CharField(max_length=12, choices=Receipt.State)
    code = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stray receipt")
        verbose_name_plural = _("stray receipts")
        constraints = [models.UniqueConstraint(fields=["operator_id", "line", "state"], name="stray_once")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.state}"


class Tally(models.Model):
    """How many parts of a dispatch are in a state, kept by the database in the statement that changes them.

    A number may be negative in one shard: only the sum over shards means something. `state` is one of state.State,
    or "repeated", which counts parts whatever became of them.
    """

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="tallies", db_index=False)
    line = models.IntegerField(default=0, help_text=_("0: no line yet"))
    state = models.CharField(max_length=12)
    shard = models.PositiveSmallIntegerField()
    parts = models.BigIntegerField()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [models.UniqueConstraint(fields=["dispatch", "state", "line", "shard"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.state}"
