"""What comes out of asking a peer for its rate: figures, or the reason why there are none."""

from dataclasses import dataclass
from enum import StrEnum


class Receipts(StrEnum):
    """Which receipts the peer is asked to keep track of."""

    NONE = "none"
    PER_MESSAGE = "one per message"  # the gateway cuts the text itself, and asks for the receipt of one part only
    PER_PART = "one per part"  # the parts are handed over ready cut, each asking for its receipt: what ours does


@dataclass(frozen=True, slots=True)
class Counts:
    """What the operator has seen so far."""

    accepted: int  # parts answered with success
    acknowledged: int  # receipts answered with success

    def since(self, earlier: "Counts") -> "Counts":
        return Counts(self.accepted - earlier.accepted, self.acknowledged - earlier.acknowledged)

    def covers(self, expected: "Counts") -> bool:
        return self.accepted >= expected.accepted and self.acknowledged >= expected.acknowledged


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `seconds` go from the first request to the last receipt acknowledged (or part accepted, without)."""

    peer: str
    version: str
    window: int
    receipts: Receipts
    messages: int
    parts: int
    seconds: float
    fed_seconds: float  # from the first request to the last answer: the part in which the feeder had work
    feeder_busy: float  # share of one core that the feeder used meanwhile; near 1 the feeder was the limit
    gateway_busy: float  # cores used by the gateway's processes
    others_busy: float  # cores used by processes that belong to no part of the run; far from 0 the run is not fair
    load: float  # of the machine, one minute, at the end

    @property
    def parts_per_second(self) -> float:
        return self.parts / self.seconds

    @property
    def messages_per_second(self) -> float:
        return self.messages / self.seconds


@dataclass(frozen=True, slots=True)
class Skipped:
    """No figure, and the sentence that says why and what to do."""

    peer: str
    reason: str


class Stalled(Exception):
    """A peer did not come up, or stopped before all parts and receipts were through."""

    code = "peer-stalled"
