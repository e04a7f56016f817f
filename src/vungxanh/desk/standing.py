"""How a message stands: waiting for a second person, returned, approved, sent, or out of its day."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.seat import Seat
from vungxanh.dispatch.models import Dispatch
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Message, Review


class Standing(StrEnum):
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"
    EXPIRED = "expired"


WORDS = {
    Standing.WAITING: _("waits for approval"),
    Standing.RETURNED: _("returned to its author"),
    Standing.APPROVED: _("approved, not sent"),
    Standing.SENT: _("sent"),
    Standing.EXPIRED: _("its time is over"),
}
TONES = {
    Standing.WAITING: "warn",
    Standing.RETURNED: "bad",
    Standing.APPROVED: "busy",
    Standing.SENT: "good",
    Standing.EXPIRED: "calm",
}


def messages_of(seat: Seat) -> QuerySet[Message]:
    """The messages a person may read, with what their standing is computed from."""
    reviews = Review.objects.filter(message=OuterRef("pk"))
    return (
        out_of_embargo(seat, seat.rows(Message.objects.filter(plan=seat.adopted)), "release", "correction")
        .annotate(
            is_approved=Exists(reviews.filter(verdict=Review.Verdict.APPROVED)),
            is_sent=Exists(Dispatch.objects.filter(message=OuterRef("pk"))),
            returned_text=Subquery(reviews.order_by("-pk").values("sha256")[:1]),
        )
        .select_related("author", "place", "release", "correction", "template")
        .prefetch_related("variants")
    )


def standing(message: Message, at: datetime) -> Standing:
    """Of a message from `messages_of`. A returned one waits again as soon as its text has changed."""
    if message.is_sent:  # type: ignore[attr-defined]
        return Standing.SENT
    if message.expires_at < at:
        return Standing.EXPIRED
    if message.is_approved:  # type: ignore[attr-defined]
        return Standing.APPROVED
    returned = message.returned_text  # type: ignore[attr-defined]
    return Standing.RETURNED if returned and returned == fingerprint(message) else Standing.WAITING


def having(seat: Seat, wanted: Standing) -> Sequence[Message] | QuerySet[Message]:
    """The messages in one standing. Only undecided ones are read one by one, and there are few of them."""
    messages = messages_of(seat)
    undecided = messages.filter(is_sent=False, is_approved=False, expires_at__gte=seat.at)  # type: ignore[misc]
    if wanted is Standing.SENT:
        return messages.filter(is_sent=True)  # type: ignore[misc]
    if wanted is Standing.APPROVED:
        return messages.filter(is_sent=False, is_approved=True, expires_at__gte=seat.at)  # type: ignore[misc]
    if wanted is Standing.EXPIRED:
        return messages.filter(is_sent=False, expires_at__lt=seat.at)  # type: ignore[misc]
    return [message for message in undecided if standing(message, seat.at) is wanted]
