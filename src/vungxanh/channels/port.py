"""The one shape every channel fits: a submission goes out, an answer comes back, receipts follow in any order.

A link that breaks answers UNKNOWN for what was under way: it never claims that something failed, or was sent.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


class Outcome(StrEnum):
    """What came of a submission."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"  # refused for good: trying again does not help
    THROTTLED = "throttled"  # not now, and nothing else either: wait, then go on with this one
    LATER = "later"  # this one not now; the others may go
    UNKNOWN = "unknown"  # it left, and nobody answered


class ReceiptState(StrEnum):
    """The final word on a part. The values are those of dispatch.Receipt.State."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Account:
    """One account at an operator or mail server. In an exercise only the ports in `simulators` are reached.

    `receipt_quiet` is how long receipts must be silent (seconds) before a doubt may be repeated;
    `repeat_after_doubt` says whether it is: only where the operator repeats receipts to a client that was cut off.
    """

    name: str
    channel: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    sender: str = ""
    tls: bool = False
    window: int = 50
    answer_within: float = 30.0
    receipts: bool = True
    receipt_quiet: float = 0.5
    repeat_after_doubt: bool = False
    exercise: bool = False
    simulators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MailBody:
    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One part or mail. `key` comes back with the answer; `reference` (16 bits) comes back with the receipt.

    `body` is text.parts.UserData for SMS and MailBody for e-mail. `valid_for` is what is left
    until the message expires.
    """

    key: int
    address: str
    reference: int
    body: Any
    at: datetime
    valid_for: timedelta


@dataclass(frozen=True, slots=True)
class Answered:
    """`code` is the channel's own; `vungxanh.channels.words.words_for` says it in plain words."""

    key: int
    outcome: Outcome
    operator_id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptNotice:
    """A receipt as read. `state` is None while the operator is still trying; `reference` is None when not repeated."""

    operator_id: str
    address: str
    reference: int | None
    state: ReceiptState | None
    code: str = ""


class LinkUnavailable(Exception):
    """The other end cannot be reached or refuses the account. Nothing was sent; the sender tries again by itself."""

    code = "link-unavailable"

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(
            f"Account “{account.name}” cannot reach {account.host}:{account.port} ({reason}). "
            "Nothing was sent over it; check the address, the password and the line."
        )


class Link(Protocol):
    """An open connection of an account."""

    @property
    def lost(self) -> bool:
        """True once the connection has ended without being asked to."""

    async def open(self) -> None:
        """Connect and log in. Raises LinkUnavailable, or OutsideExercise before any socket is opened."""

    async def submit(self, submission: Submission) -> Answered:
        """Send one and wait for its answer, at most `answer_within`. Never raises for what the far end does."""

    def notices(self) -> AsyncIterator[ReceiptNotice]:
        """Receipts as they come; ends when the link does."""

    async def close(self) -> None:
        """Say goodbye and disconnect. Never raises."""
