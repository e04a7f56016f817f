"""What does not add up on a day. A stub until the checks are there: it finds nothing."""

from datetime import date
from typing import Protocol

from vungxanh.places.models import Place


class Finding(Protocol):
    sentence: str


def open_findings(province: Place, day: date) -> list[Finding]:
    """What was found on that day and is neither resolved nor let stand."""
    return []
