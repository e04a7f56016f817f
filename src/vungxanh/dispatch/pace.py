"""How many parts of one line may leave now: a token bucket counted in parts, because operators count parts.

In any stretch of time at most tps × seconds + burst parts leave. A message of more parts than the burst leaves when the
bucket is full and takes it into debt: the parts after it wait until the debt is paid.
"""

import math
import sys

BURST = 0.2  # seconds' worth of parts that may leave at once
_EARLY = 1e-6  # seconds: clocks and sums of floats are no finer, and a wait must end in an allowance


class Pace:
    """The pace of one line. `tps`: parts per second over all its binds, 0 for no limit. Moments: monotonic seconds."""

    def __init__(self, tps: float) -> None:
        if not 0 <= tps < math.inf:
            raise ValueError(f"A line cannot send {tps} parts per second. Give a number, or 0 for no limit.")
        self._tps = tps
        self._burst = max(1.0, tps * BURST)
        self._saved = self._burst
        self._seen = -math.inf

    def allowance(self, now: float) -> int:
        """How many parts may leave now, never below 0. Without a limit: more than anyone has."""
        return max(0, math.floor(self._saved_by(now) + self._tps * _EARLY)) if self._tps else sys.maxsize

    def spent(self, parts: int, now: float) -> None:
        """So many parts leave now."""
        self._saved = self._saved_by(now) - parts

    def until(self, parts: int, now: float) -> float:
        """Seconds until a message of `parts` may leave: 0 when it may now, also into debt when it is over the burst."""
        if not self._tps:
            return 0.0
        lacking = min(parts, self._burst) - self._saved_by(now)
        return lacking / self._tps if lacking > self._tps * _EARLY else 0.0

    def _saved_by(self, now: float) -> float:
        if now > self._seen:
            self._saved = min(self._burst, self._saved + self._tps * (now - self._seen)) if self._tps else self._burst
            self._seen = now
        return self._saved
