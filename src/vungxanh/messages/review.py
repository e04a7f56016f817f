"""A second person reads the message and approves it or returns it. Nobody reviews their own words."""

from datetime import datetime

from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.messages.lock import approved_hash, fingerprint
from vungxanh.messages.models import Message, Review


class ReviewRefused(Exception):
    """The review cannot stand: own text, already approved, text changed while reading, or no reason given."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def approve(message: Message, *, by: User, at: datetime, note: str = "", read: str | None = None) -> Review:
    """Lock the text as it stands. `read` is the hash the reviewer saw; other text since then is refused."""
    return _review(message, Review.Verdict.APPROVED, by, at, note, read)


def return_to_author(message: Message, *, by: User, at: datetime, note: str) -> Review:
    """Give the message back with a note that says what to change."""
    if not note.strip():
        raise ReviewRefused("note-missing", _("Say what the author should change."))
    return _review(message, Review.Verdict.RETURNED, by, at, note, None)


def _review(message: Message, verdict: Review.Verdict, by: User, at: datetime, note: str, read: str | None) -> Review:
    if by.pk == message.author_id:
        raise ReviewRefused("own-message", _("Nobody reviews their own message; ask a second person."))
    if approved_hash(message):
        raise ReviewRefused("already-approved", _("This message is already approved."))
    text = fingerprint(message)
    if read is not None and read != text:
        raise ReviewRefused("changed-while-reading", _("The text changed while you were reading it; read it again."))
    return Review.objects.create(
        message=message,
        verdict=verdict,
        sha256=text,
        note=note.strip(),
        author_id=message.author_id,
        reviewer=by,
        reviewed_at=at,
    )
