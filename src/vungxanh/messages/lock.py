"""What leaves is what was approved: a hash over every language and form, asked again before anything is sent."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC

from django.utils.translation import gettext as _

from vungxanh.messages.models import Message, Review

SEALED = ("language", "form", "subject", "text")


class NotApproved(Exception):
    """Nobody has approved this message. Ask a second person to review it."""

    code = "not-approved"

    def __init__(self, message: Message) -> None:
        super().__init__(_("This message has not been approved; a second person must approve it before it is sent."))


class ChangedSinceApproval(Exception):
    """The text is not the approved text, by at least one code point. Nothing more of this message is sent.

    Whoever changed it puts the approved text back, and it goes on, or has the new one approved as a new message.
    """

    code = "changed-since-approval"

    def __init__(self, message: Message) -> None:
        self.message = message.pk
        super().__init__(message.pk)

    def __str__(self) -> str:
        return _(
            "The text of message %s was changed after it was approved. Nothing more of this message is sent. Put the "
            "approved text back, or have the new text approved as a new message."
        ) % str(self.message)  # a number of a message has no thousands


def fingerprint(message: Message, variants: Iterable[Sequence[str]] | None = None) -> str:
    """SHA-256 over every variant in a fixed order, and over what the text is about: release and correction, place,
    audience, expiry.

    One code point changes it, and so does sending the same words to others, later, or for another day's figures.
    `variants`: its rows of SEALED by language and form, where they have been read for many messages at once.
    """
    if variants is None:
        variants = message.variants.order_by("language", "form").values_list(*SEALED)
    about = [
        message.release.sha256,
        message.place.path,
        message.audience,
        message.duty,
        message.expires_at.astimezone(UTC).isoformat(),
        *([message.correction.sha256] if message.correction else []),
    ]
    return hashlib.sha256(json.dumps([about, *variants], ensure_ascii=False).encode()).hexdigest()


def approved_hash(message: Message) -> str | None:
    """The hash that a second person approved, or None."""
    approval = message.reviews.filter(verdict=Review.Verdict.APPROVED).first()
    return approval.sha256 if approval else None


def require_approved(message: Message) -> str:
    """The approved hash, when the text still has it. Raises NotApproved or ChangedSinceApproval."""
    approved = approved_hash(message)
    if approved is None:
        raise NotApproved(message)
    if fingerprint(message) != approved:
        raise ChangedSinceApproval(message)
    return approved
