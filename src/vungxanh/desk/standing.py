"""How a message stands: a draft, waiting for a second person, returned, approved, in the outbox, sent, or over.

It is called sent when something of it has left, or stands on the portal. Ordered is not sent.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.live import LEFT
from vungxanh.desk.seat import Seat
from vungxanh.dispatch.held import Held, why_held
from vungxanh.dispatch.models import Dispatch, Tally
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Message, Review


class Standing(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    OUTBOX = "outbox"
    HELD = "held"
    SENT = "sent"
    STOPPED = "stopped"
    UNREACHED = "unreached"
    EXPIRED = "expired"


WORDS = {
    Standing.DRAFT: _("draft"),
    Standing.WAITING: _("waits for approval"),
    Standing.RETURNED: _("returned to its author"),
    Standing.APPROVED: _("approved, not sent"),
    Standing.OUTBOX: _("in the outbox, nothing has left yet"),
    Standing.HELD: _("held: nothing leaves"),
    Standing.SENT: _("sent"),
    Standing.STOPPED: _("stopped: nobody was reached"),
    Standing.UNREACHED: _("its time is over: nobody was reached"),
    Standing.EXPIRED: _("its time is over"),
}
TONES = {
    Standing.DRAFT: "calm",
    Standing.WAITING: "warn",
    Standing.RETURNED: "bad",
    Standing.APPROVED: "busy",
    Standing.OUTBOX: "busy",
    Standing.HELD: "bad",
    Standing.SENT: "good",
    Standing.STOPPED: "bad",
    Standing.UNREACHED: "bad",
    Standing.EXPIRED: "calm",
}


ORDERED = (Standing.SENT, Standing.OUTBOX, Standing.HELD, Standing.STOPPED, Standing.UNREACHED)


def messages_of(seat: Seat) -> QuerySet[Message]:
    """The messages a person may read, with what their standing is computed from."""
    reviews = Review.objects.filter(message=OuterRef("pk"))
    dispatches = Dispatch.objects.filter(message=OuterRef("pk"))
    asked = WorkflowState.objects.filter(
        base_content_type=Message.get_base_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    left = Tally.objects.filter(dispatch__message=OuterRef("pk"), state__in=LEFT, parts__gt=0)
    on_page = dispatches.filter(Q(send_from=None) | Q(send_from__lte=seat.at), channel=ChannelKind.WEB)
    return (
        out_of_embargo(seat, seat.rows(Message.objects.filter(plan=seat.adopted)), "release", "correction")
        .annotate(
            is_approved=Exists(reviews.filter(verdict=Review.Verdict.APPROVED)),
            is_asked=Exists(asked),
            is_ordered=Exists(dispatches),
            is_out=Exists(left) | Exists(on_page),
            still_goes=Exists(dispatches.filter(stopped_at=None)),
            returned_text=Subquery(reviews.order_by("-pk").values("sha256")[:1]),
        )
        .select_related("author", "place", "release", "correction", "template")
        .prefetch_related("variants")
    )


def standing(message: Message, at: datetime) -> Standing:
    """Of a message from `messages_of`. A returned one waits again as soon as its text has changed."""
    if message.is_ordered:
        return _ordered(message, at)
    if message.expires_at < at:
        return Standing.EXPIRED
    if message.is_approved:
        return Standing.APPROVED
    returned = message.returned_text
    if message.is_asked:
        return Standing.WAITING
    return Standing.RETURNED if returned and returned == fingerprint(message) else Standing.DRAFT


def _ordered(message: Message, at: datetime) -> Standing:
    """Whether a text that waits is held is asked only of those of which nothing has left: there are few of them."""
    if message.is_out:
        return Standing.SENT
    if not message.still_goes:
        return Standing.STOPPED
    if message.expires_at <= at:
        return Standing.UNREACHED
    held = (why_held(one, at) for one in message.dispatches.filter(stopped_at=None).select_related("message"))
    return Standing.HELD if any(why not in (None, Held.NOT_YET) for why in held) else Standing.OUTBOX


def having(seat: Seat, wanted: Standing) -> Sequence[Message] | QuerySet[Message]:
    """The messages in one standing. Only undecided ones are read one by one, and there are few of them."""
    messages = messages_of(seat)
    undecided = messages.filter(is_ordered=False, is_approved=False, expires_at__gte=seat.at)  # type: ignore[misc]
    if wanted is Standing.SENT:
        return messages.filter(is_out=True)  # type: ignore[misc]
    if wanted in ORDERED:
        undecided = messages.filter(is_ordered=True, is_out=False)  # type: ignore[misc]
    if wanted is Standing.APPROVED:
        return messages.filter(is_ordered=False, is_approved=True, expires_at__gte=seat.at)  # type: ignore[misc]
    if wanted is Standing.EXPIRED:
        return messages.filter(is_ordered=False, expires_at__lt=seat.at)  # type: ignore[misc]
    return [message for message in undecided if standing(message, seat.at) is wanted]
