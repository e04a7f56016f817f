"""A second person reads the message and approves it or returns it. Nobody reviews their own words."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.messages.clearance import step_done, step_refused
from vungxanh.messages.languages import require_languages
from vungxanh.messages.lock import AlreadyApproved, fingerprint, lock_draft
from vungxanh.messages.models import Message, Review
from vungxanh.messages.quoting import about_changes, corrected
from vungxanh.text.fold import fold


class ReviewRefused(Exception):
    """The review cannot stand: own text, already approved, text changed while reading, or no reason given."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@transaction.atomic
def approve(
    message: Message, *, by: User, at: datetime, note: str = "", read: str | None = None, asked: bool = False
) -> Review | None:
    """Lock the text as it stands. `read` is the hash the reviewer saw; other text since then is refused.

    `asked`: only while its author asks for it: what somebody else has returned meanwhile is not approved as well.
    None when the way to the approval has another step, which waits for the next person. Raises ReviewRefused, NotReady.
    """
    text = _may_review(message, by, read)
    if asked and not message.workflow_in_progress:
        raise ReviewRefused("not-asked", _("Its author does not ask for approval any more; look at it again."))
    if changes := corrected(message, at):
        raise ReviewRefused("figures-corrected", about_changes(changes))
    require_languages(message)
    if not step_done(message, by=by, at=at, note=note):
        return None
    message.folded = searchable(message)
    message.save(update_fields=["folded"])
    return _store(message, Review.Verdict.APPROVED, text, by, at, note)


@transaction.atomic
def return_to_author(message: Message, *, by: User, at: datetime, note: str) -> Review:
    """Give the message back with a note that says what to change."""
    if not note.strip():
        raise ReviewRefused("note-missing", _("Say what the author should change."))
    text = _may_review(message, by, None)
    step_refused(message, by=by, at=at, note=note)
    return _store(message, Review.Verdict.RETURNED, text, by, at, note)


def searchable(message: Message) -> str:
    """Every word of it without accents, as the library looks for it."""
    variants = message.variants.order_by("language", "form")
    return fold(" ".join(f"{one.subject} {one.text}" for one in variants))


def _may_review(message: Message, by: User, read: str | None) -> str:
    """The hash of the text as it stands, which nobody changes meanwhile. Raises ReviewRefused."""
    if by.pk == message.author_id:
        raise ReviewRefused("own-message", _("Nobody reviews their own message; ask a second person."))
    try:
        lock_draft(message)
    except AlreadyApproved:
        raise ReviewRefused("already-approved", _("This message is already approved.")) from None
    text = fingerprint(message)
    if read is not None and read != text:
        raise ReviewRefused("changed-while-reading", _("The text changed while you were reading it; read it again."))
    return text


def _store(message: Message, verdict: Review.Verdict, text: str, by: User, at: datetime, note: str) -> Review:
    return Review.objects.create(
        message=message,
        verdict=verdict,
        sha256=text,
        note=note.strip(),
        author_id=message.author_id,
        reviewer=by,
        reviewed_at=at,
    )
