"""An approval with files: what is sealed are files of exactly the words that were read."""

from datetime import datetime

from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.messages import review
from vungxanh.messages.models import Message, Review
from vungxanh.messages.review import ReviewRefused
from vungxanh.renditions.store import out_of_date


def approve(
    message: Message, *, by: User, at: datetime, note: str = "", read: str | None = None, asked: bool = False
) -> Review | None:
    """As `messages.review.approve`; refused besides when a file was made of other words, or with other fonts."""
    if message.renditions.exists() and out_of_date(message):
        raise ReviewRefused("files-out-of-date", _("Its files are older than its words; its author asks once more."))
    return review.approve(message, by=by, at=at, note=note, read=read, asked=asked)
