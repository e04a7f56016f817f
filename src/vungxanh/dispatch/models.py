"""The outbox. Recipients are written once; an attempt is a part that was stamped, in the moment before it left.

Nothing stores "done": a state is computed from attempts, receipts and the clock. The four largest tables have no
foreign key constraints: their rows are written by INSERT … SELECT from the very tables they point to, millions at a
time. `numbers.py` says how they are numbered.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.messages.models import Message, Variant
from vungxanh.places.models import Place
from vungxanh.subscribers.models import Subscriber


class Lane(models.IntegerChoices):
    URGENT = 1, _("urgent")
    NORMAL = 2, _("normal")
    BULK = 3, _("bulk")


class Dispatch(models.Model):
    """One approved message on one channel. `sha256` is the approved hash; other text is refused.

    To whom: the subscribers of `audiences` in `place` and below, or whoever `fallback_of` did not reach. `addressed_at`
    is blank while recipients are still being written; `addressed_to` is how far that has come (a place's path).
    """

    message = models.ForeignKey(Message, models.PROTECT, related_name="dispatches")
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane, default=Lane.NORMAL)
    sha256 = models.CharField(max_length=64)
    audiences = ArrayField(models.SlugField(), verbose_name=_("audiences"), default=list)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
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


class Line(models.Model):
    """An account of ours at an operator or mail server: what it may do. Senders write it from their settings."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    simulator = models.BooleanField(_("a simulator"), default=False)
    weight = models.PositiveSmallIntegerField(_("weight"), default=100)
    tps = models.FloatField(_("parts a second at most"), default=0, help_text=_("0: no limit"))
    price = models.PositiveIntegerField(_("VND a part"), null=True, blank=True)
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
