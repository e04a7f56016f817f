"""What leaves is what was approved: a hash over every language and form, asked again before anything is sent."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC

from django.db import connection
from django.utils.translation import gettext as _

from vungxanh.messages.models import Message, Review

Row = Sequence[str]
# By code point, so that the order is the same in every database.
_SEALED = """
    select message_id, 0 as what, language collate "C" as language, form collate "C" as form, subject, text
    from public_messages_variant where message_id = any(%(messages)s)
    union all
    select variant.message_id, 1, variant.language collate "C", 'recording' collate "C", recording.sha256, ''
    from public_messages_recording recording join public_messages_variant variant on variant.id = recording.variant_id
    where variant.message_id = any(%(messages)s)
    union all
    select message_id, 2, language collate "C", form collate "C", sha256, words
    from public_messages_rendition where message_id = any(%(messages)s)
    order by message_id, what, language, form
"""


class AlreadyApproved(Exception):
    """An approved message is final. Write a new one."""

    code = "already-approved"

    def __str__(self) -> str:
        return _("This message is approved and cannot be edited; write a new one.")


class NotSendable(Exception):
    """What is there is not what a second person approved. Nothing of it leaves."""

    code = "not-sendable"


class NotApproved(NotSendable):
    """Nobody has approved this message. Ask a second person to review it."""

    code = "not-approved"

    def __init__(self, message: Message) -> None:
        super().__init__(_("This message has not been approved; a second person must approve it before it is sent."))


class ChangedSinceApproval(NotSendable):
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


def fingerprint(message: Message, rows: Sequence[Row] | None = None) -> str:
    """SHA-256 over every variant in a fixed order, every recording and every file made of it, and over what the text is
    about: release and correction, place, audience, expiry.

    One code point changes it, and so does sending the same words to others, later, or for another day's figures.
    `rows`: what `sealed_rows` gave for it, where they have been read for many messages at once.
    """
    if rows is None:
        rows = sealed_rows([message.pk])[message.pk]
    about = [
        message.release.sha256,
        message.place.path,
        message.audience,
        message.duty,
        message.expires_at.astimezone(UTC).isoformat(),
        *([message.correction.sha256] if message.correction else []),
    ]
    return hashlib.sha256(json.dumps([about, *rows], ensure_ascii=False).encode()).hexdigest()


def sealed_rows(messages: Collection[int]) -> Mapping[int, Sequence[Row]]:
    """{message: its texts, then its recordings and files, each by language and form}. One query."""
    found: dict[int, list[Row]] = {message: [] for message in messages}
    with connection.cursor() as cursor:
        cursor.execute(_SEALED, {"messages": list(messages)})
        for message, _what, *row in cursor.fetchall():
            found[message].append(row)
    return found


def approved_hash(message: Message) -> str | None:
    """The hash that a second person approved, or None."""
    approval = message.reviews.filter(verdict=Review.Verdict.APPROVED).first()
    return approval.sha256 if approval else None


def lock_draft(message: Message | int) -> Message:
    """The draft, nobody else's to change until the transaction ends: who would change it comes here first.

    `message`: it, or its number. Raises AlreadyApproved.
    """
    locked = Message.objects.select_for_update().get(pk=message if isinstance(message, int) else message.pk)
    if approved_hash(locked):
        raise AlreadyApproved
    return locked


def require_approved(message: Message) -> str:
    """The approved hash, when the text still has it. Raises NotApproved or ChangedSinceApproval."""
    approved = approved_hash(message)
    if approved is None:
        raise NotApproved(message)
    if fingerprint(message) != approved:
        raise ChangedSinceApproval(message)
    return approved
