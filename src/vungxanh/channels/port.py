"""The one shape every channel fits: submissions go out, answers come back, receipts follow in any order.

A link that breaks answers UNKNOWN for what was on the wire and LATER for what never was: it never claims that
something failed, or was sent, when it cannot know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


class Outcome(StrEnum):
    """What came of a submission."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"  # refused for good: trying again does not help
    THROTTLED = "throttled"  # not now, and nothing else either: the whole line waits, then goes on with this one
    LATER = "later"  # this one not now; the others may go
    UNKNOWN = "unknown"  # it left, and nobody answered


class ReceiptState(StrEnum):
    """The final word on a part. The values are those of dispatch.Receipt.State."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    REJECTED = "rejected"


NOT_SENT = "not-sent"  # the code of LATER for what never reached the wire


@dataclass(frozen=True, slots=True)
class Account:
    """One account at an operator or mail server. In an exercise only the ports in `simulators` are reached.

    `window`: parts without an answer on one bind; `binds`: connections of this account; `tps`: parts per second over
    all binds, 0 for no limit; `weight`: its share among accounts of the channel; `price`: đồng a part, None: not known.
    `receipt_quiet` is how long receipts must be silent (seconds) before a doubt may be repeated;
    `repeat_after_doubt` says whether it is: a repeated part may arrive twice.
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
    binds: int = 1
    tps: float = 0.0
    weight: int = 100
    price: int | None = None
    answer_within: float = 30.0
    receipts: bool = True
    receipt_quiet: float = 60.0
    repeat_after_doubt: bool = False
    exercise: bool = False
    simulators: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail. `name` is what its reader sees, in any letters."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailBody:
    """`text` and `html` say the same, and the reader's program chooses; blank `html`: there is only the text.

    `unsubscribe`: the https address of one-click unsubscribing (RFC 8058), blank where it does not apply.
    `tag`: hexadecimal digits by which a bounce of this mail is known from a forged one; blank: none.
    """

    subject: str
    text: str
    language: str
    unsubscribe: str = ""
    tag: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class Submission:
    """One part or mail. `key` comes back with the answer; `reference` (16 bits) may come back with the receipt.

    `body` is text.parts.UserData for SMS and MailBody for e-mail. `valid_for` is what is left until the message
    expires. `training`: it may reach simulators only, whatever the account says.
    """

    key: int
    address: str
    reference: int
    body: Any
    at: datetime
    valid_for: timedelta
    training: bool = False


@dataclass(slots=True)
class Answered:
    """`code` is the channel's own; `vungxanh.channels.words.words_for` says it in plain words."""

    key: int
    outcome: Outcome
    operator_id: str = ""
    code: str = ""


@dataclass(slots=True)
class ReceiptNotice:
    """A receipt as read. `state` is None while the operator is still trying; `reference` is None when not repeated.

    `token` is what `Link.acknowledge` takes once the receipt is stored; None where nothing is to be acknowledged.
    """

    operator_id: str
    address: str
    reference: int | None
    state: ReceiptState | None
    code: str = ""
    token: int | None = None


class LinkUnavailable(Exception):
    """The other end cannot be reached or refuses the account. Nothing was sent; the sender tries again by itself."""

    code = "link-unavailable"

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(
            f"Account “{account.name}” cannot reach {account.host}:{account.port} ({reason}). "
            "Nothing was sent over it; check the address, the password and the line."
        )


class Heard(Protocol):
    """What a link tells whoever opened it. Called in the event loop; each call only notes what was said."""

    def answered(self, answer: Answered) -> None: ...
    def noticed(self, notice: ReceiptNotice) -> None: ...
    def lost(self, reason: str) -> None:
        """The connection has ended without being asked to. Every submission has been answered before."""


class Link(Protocol):
    """An open connection of an account. Made with (account, heard); says everything it hears to `heard`."""

    @property
    def lost(self) -> bool:
        """True once the connection has ended."""

    async def open(self) -> None:
        """Connect and log in. Raises LinkUnavailable, or OutsideExercise before any socket is opened."""

    def submit(self, submissions: Sequence[Submission]) -> None:
        """Put them on the wire in order, at most `window` unanswered at a time; the rest wait here. Does not block.

        Each is answered exactly once, at the latest `answer_within` seconds after it was written. A training
        submission on an account outside the exercise raises OutsideExercise before anything is written.
        """

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """Those receipts are stored: tell the far end, which then never repeats them."""

    async def close(self) -> None:
        """Say goodbye and disconnect. Receipts that arrive meanwhile are still told. Never raises."""
