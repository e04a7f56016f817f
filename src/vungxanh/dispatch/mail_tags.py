"""A tag that only this site can write, beside the number in a mail's Message-ID and return path.

Numbers can be counted, so without it anybody could write a bounce of any mail. A key that lasts is needed
(VUNGXANH_SECRET_KEY, the same for senders and for `vungxanh bounces`); without one a mail has no tag.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from vungxanh.channels.port import Submission

_SALT = "vungxanh.dispatch.mail_tags"
_LETTERS = 10  # hexadecimal: one guess in a million millions


def give_tags(letters: Iterable[Submission]) -> None:
    """Write its tag into each mail."""
    if settings.LASTING_KEY:
        for letter in letters:
            letter.body = replace(letter.body, tag=tag_of(letter.key))


def tag_of(attempt: int) -> str:
    return salted_hmac(_SALT, str(attempt), algorithm="sha256").hexdigest()[:_LETTERS]


def fits(attempt: int, tag: str) -> bool:
    """Whether `tag` is the one that this site gave the mail. Any is where the site has no key that lasts."""
    return not settings.LASTING_KEY or constant_time_compare(tag, tag_of(attempt))
