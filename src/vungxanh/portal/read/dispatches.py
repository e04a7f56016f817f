"""What left by each channel and what came back. Counts only: no address is ever selected here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from vungxanh.dispatch.models import Answer, Attempt, ChannelKind, Dispatch, Receipt
from vungxanh.places.models import Place

NOT_ASKED, SILENT = Q(attempted_at__isnull=True, answer=""), Q(attempted_at__isnull=False, answer="")


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    """A doubt is called a doubt: `unknown` parts were handed over without an answer and are neither sent nor failed."""

    channel: ChannelKind
    messages: int
    recipients: int = 0
    parts: int = 0
    waiting: int = 0
    unknown: int = 0
    accepted: int = 0
    refused: int = 0
    delivered: int = 0


def by_channel(place: Place, at: datetime) -> list[ChannelAccount]:
    """One account per channel that carried the place's messages. Two queries."""
    sent = Dispatch.objects.filter(message__place=place, created_at__lte=at).order_by()
    messages = dict(sent.values_list("channel").annotate(n=Count("pk")))
    arrived = Exists(Receipt.objects.filter(attempt=OuterRef("pk"), state=Receipt.State.DELIVERED))
    parts = {
        row.pop("dispatch__channel"): row
        for row in Attempt.objects.filter(dispatch__in=sent)
        .annotate(arrived=arrived)
        .values("dispatch__channel")
        .annotate(
            recipients=Count("recipient", distinct=True),
            parts=Count("pk"),
            waiting=Count("pk", filter=NOT_ASKED),
            unknown=Count("pk", filter=SILENT & Q(arrived=False)),
            accepted=Count("pk", filter=Q(answer=Answer.ACCEPTED)),
            refused=Count("pk", filter=Q(answer__in=[Answer.REJECTED, Answer.EXPIRED])),
            delivered=Count("pk", filter=Q(arrived=True)),
        )
        .order_by()
    }
    return [ChannelAccount(kind, messages[kind], **parts.get(kind, {})) for kind in ChannelKind if kind in messages]
