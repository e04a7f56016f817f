"""Corrections whose old numbers still stand in messages that nobody has written again, and whom those had reached."""

from collections.abc import Iterator
from datetime import timedelta

from vungxanh.desk.seat import Seat
from vungxanh.duties.speak import said_by_people
from vungxanh.figures.models import Release
from vungxanh.levels.read import plan_of
from vungxanh.messages.lock import approved_hash
from vungxanh.messages.models import Message
from vungxanh.messages.quoting import quoting

LOOKED_BACK = timedelta(days=14)  # an older message has long been followed by others


def was_told(message: Message) -> bool:
    """Whether anybody may have the message, or one that it replaces: it was ordered, or approved for people to say."""
    older: Message | None = message
    while older is not None:
        plan = plan_of(older.plan)
        if older.dispatches.exists() or (said_by_people(plan, plan.duty(older.duty)) and approved_hash(older)):
            return True
        older = older.replaces
    return False


def to_redraft(seat: Seat) -> Iterator[tuple[Release, int]]:
    """Each public correction of the last days with how many messages wait, the latest first."""
    corrections = Release.objects.filter(
        place=seat.province, corrects__isnull=False, published_at__range=(seat.at - LOOKED_BACK, seat.at)
    ).order_by("-number")
    for release in corrections.select_related("corrects", "place"):
        if number := sum(one.successor is None for one in quoting(release)):
            yield release, number
