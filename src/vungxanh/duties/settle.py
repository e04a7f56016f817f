"""From what was sent to what is proved: a dispatch whose outcome is known becomes evidence of its duty."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from vungxanh.agencies.models import User
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import Counts, counts
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation
from vungxanh.duties.record import record_evidence
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import Message

PROOF = {
    ChannelKind.SMS: EvidenceKind.RECEIPTS,
    ChannelKind.EMAIL: EvidenceKind.RELEASE,
    ChannelKind.WEB: EvidenceKind.PAGE,
}
FIRST = (ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.WEB)  # one message is one proof: by its widest wire
OPEN_FOR = timedelta(days=31)  # an operator's receipt that comes later than that proves nothing any more


def settle(adopted: AdoptedPlan, *, by: User, at: datetime) -> int:
    """Record evidence for every message whose sending is over and reached someone. Returns how many were recorded."""
    sent = Message.objects.filter(
        Exists(Dispatch.objects.filter(message=OuterRef("pk"))),
        ~Exists(Evidence.objects.filter(message=OuterRef("pk"))),
        ~Exists(Evidence.objects.filter(message=OuterRef("replaces"))),  # a correction keeps no duty a second time
        Q(correction__isnull=True) | Q(correction__published_at__lte=at),
        plan=adopted,
        release__published_at__lte=at,
        day__gte=(at - OPEN_FOR).date(),
    )
    waiting = list(sent.select_related("place", "release", "correction").prefetch_related("dispatches"))
    outcomes = counts([dispatch.pk for message in waiting for dispatch in message.dispatches.all()], at)
    return sum(_settle_message(adopted, message, outcomes, by, at) for message in waiting)


def _settle_message(
    adopted: AdoptedPlan, message: Message, outcomes: Mapping[int, Counts], by: User, at: datetime
) -> bool:
    by_width = sorted(message.dispatches.all(), key=lambda d: FIRST.index(ChannelKind(d.channel)))
    proof = next((d for d in by_width if _reached_someone(d, outcomes.get(d.pk))), None)
    obligation = obligation_of(adopted, message) if proof else None
    if proof is None or obligation is None:
        return False
    record_evidence(
        obligation,
        PROOF[ChannelKind(proof.channel)],
        reference_of(adopted, message),
        at=max(proof.created_at, message.source.published_at),
        by=by,
        recorded_at=at,
        message=message,
        dispatch=proof,
    )
    return True


def obligation_of(adopted: AdoptedPlan, message: Message) -> Obligation | None:
    """The obligation of the message's duty that runs on the message's day."""
    running = Obligation.objects.filter(plan=adopted, duty=message.duty, place=message.place)
    return running.filter(starts__lte=message.day, ends__gte=message.day).first()


def reference_of(adopted: AdoptedPlan, message: Message) -> str:
    return f"{adopted.plan_id}/{message.duty}/{message.day}/{message.slot}"


def _reached_someone(dispatch: Dispatch, outcome: Counts | None) -> bool:
    if dispatch.channel == ChannelKind.WEB:
        return True
    return outcome is not None and not outcome.open and (outcome.delivered + outcome.accepted) > 0
