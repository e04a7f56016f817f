"""What the simulated operator refuses: too much at a time, or numbers that do not exist."""

from vungxanh.exercise.operator_behaviour import Behaviour

THROTTLED, NO_SUCH_NUMBER = 0x58, 0x0B


class Gate:
    def __init__(self) -> None:
        self._throttled = 0
        self._throttle_until: float | None = None
        self._tokens, self._counted_at = 0.0, float("-inf")

    def throttle_anew(self) -> None:
        """The time of `throttle_for` begins with the next submit."""
        self._throttle_until = None

    def refusal(self, address: str, behaviour: Behaviour, now: float) -> int:
        """The status with which a submit is refused, 0 when it is accepted. `now`: seconds of a steady clock."""
        if self._throttled < behaviour.throttle_first:
            self._throttled += 1
            return THROTTLED
        if behaviour.throttle_for:
            if self._throttle_until is None:
                self._throttle_until = now + behaviour.throttle_for
            if now < self._throttle_until:
                return THROTTLED
        if behaviour.tps and not self._token(behaviour.tps, now):
            return THROTTLED
        return NO_SUCH_NUMBER if address in behaviour.reject else 0

    def _token(self, tps: float, now: float) -> bool:
        """A second's worth may come at once, as operators count by the second."""
        self._tokens = min(tps, self._tokens + (now - self._counted_at) * tps)
        self._counted_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
