"""Which line carries the next message: by weight × health, evenly mixed, all its parts on one line.

A line that is down, or whose weight is 0, gets nothing while another stands. When no line has room, nothing is chosen:
the message waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """What a line can take now. `health` is 0..100.

    `room`: parts, the lesser of its window's room and its pace's allowance. `idle`: a longer message may start as well:
    its pace lets it go (`Pace.until(parts, now)` is 0), and its window is empty or holds it whole.
    """

    name: str
    weight: int
    health: int
    room: int
    idle: bool = False


class Share:
    """Smooth weighted choice: each choice credits every line that could carry it and charges the one that does.

    Credit is counted in parts, so that lines share what is billed. Whoever had no room is neither credited nor charged:
    it does not catch up in a burst.
    """

    def __init__(self) -> None:
        self._credit: dict[str, int] = {}

    def choose(self, lines: Sequence[Offer], parts: int) -> str | None:
        """The line for a message of `parts`, or None when it has to wait.

        Only a message longer than any line's room exceeds it, and only on an idle line: otherwise it could never leave.
        """
        pull = _pull(lines)
        able = [line for line in lines if line.name in pull and line.room >= parts]
        able = able or [line for line in lines if line.name in pull and line.idle]
        if not able:
            return None
        self._credit = {line.name: self._credit.get(line.name, 0) for line in lines}
        for line in able:
            self._credit[line.name] += pull[line.name] * parts
        chosen = max(able, key=lambda line: self._credit[line.name]).name
        self._credit[chosen] -= sum(pull[line.name] for line in able) * parts
        return chosen


def _pull(lines: Sequence[Offer]) -> dict[str, int]:
    """How strongly each line draws. Lines of weight 0 are the reserve: they stand in when no other line stands."""
    standing = [line for line in lines if line.health > 0]
    weighed = {line.name: line.weight * line.health for line in standing if line.weight > 0}
    return weighed or {line.name: line.health for line in standing}
