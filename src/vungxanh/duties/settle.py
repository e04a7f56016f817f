"""From what was sent to what is proved: a dispatch whose outcome is known becomes evidence of its duty."""

from datetime import datetime

from vungxanh.agencies.models import User
from vungxanh.dispatch.models import ChannelKind, Dispatch
from vungxanh.dispatch.state import counts
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


def settle(adopted: AdoptedPlan, *, by: User, at: datetime) -> int:
    """Record evidence for every message whose sending is over and reached someone. Returns how many were recorded."""
    proved = Evidence.objects.filter(message__isnull=False).values("message")
    waiting = Message.objects.filter(plan=adopted, dispatches__isnull=False).exclude(pk__in=proved).distinct()
    recorded = 0
    for message in waiting.prefetch_related("dispatches"):
        dispatches = sorted(message.dispatches.all(), key=lambda d: FIRST.index(ChannelKind(d.channel)))
        recorded += _settle_message(adopted, message, dispatches[0], by, at)
    return recorded


def _settle_message(adopted: AdoptedPlan, message: Message, dispatch: Dispatch, by: User, at: datetime) -> bool:
    obligation = obligation_of(adopted, message)
    if obligation is None or not _reached_someone(dispatch):
        return False
    record_evidence(
        obligation,
        PROOF[ChannelKind(dispatch.channel)],
        reference_of(adopted, message),
        at=dispatch.created_at,
        by=by,
        recorded_at=at,
        message=message,
        dispatch=dispatch,
    )
    return True


def obligation_of(adopted: AdoptedPlan, message: Message) -> Obligation | None:
    """The obligation of the message's duty that runs on the message's day."""
    running = Obligation.objects.filter(plan=adopted, duty=message.duty, place=message.place)
    return running.filter(starts__lte=message.day, ends__gte=message.day).first()


def reference_of(adopted: AdoptedPlan, message: Message) -> str:
    return f"{adopted.plan_id}/{message.duty}/{message.day}/{message.slot}"


def _reached_someone(dispatch: Dispatch) -> bool:
    if dispatch.channel == ChannelKind.WEB:
        return True
    outcome = counts([dispatch.pk]).get(dispatch.pk)
    return outcome is not None and outcome.waiting == 0 and (outcome.delivered + outcome.accepted) > 0
