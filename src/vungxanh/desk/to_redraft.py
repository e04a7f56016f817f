"""Corrections whose old numbers still stand in messages that nobody has written again."""

from collections.abc import Iterator
from datetime import timedelta

from vungxanh.desk.seat import Seat
from vungxanh.figures.models import Release
from vungxanh.messages.quoting import quoting

LOOKED_BACK = timedelta(days=14)  # an older message has long been followed by others


def to_redraft(seat: Seat) -> Iterator[tuple[Release, int]]:
    """Each public correction of the last days with how many messages wait, the latest first."""
    corrections = Release.objects.filter(
        place=seat.province, corrects__isnull=False, published_at__range=(seat.at - LOOKED_BACK, seat.at)
    ).order_by("-number")
    for release in corrections.select_related("corrects", "place"):
        if number := sum(one.successor is None for one in quoting(release)):
            yield release, number
