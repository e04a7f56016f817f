"""A draft's Vietnamese SMS without accents: another text, read and approved as one, and cheaper by half or more.

It is made from the short text when the author asks for it, and may be edited since. Nothing is sent in it unless
somebody chooses it when sending.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.text.unaccented import unaccented

LANGUAGE = "vi"


class NothingToUnaccent(Exception):
    """The message has no short text in Vietnamese. Write one first."""

    code = "nothing-to-unaccent"

    def __init__(self) -> None:
        super().__init__(_("There is no short text in Vietnamese; write one first."))


@transaction.atomic
def make_plain(message: Message) -> tuple[Variant, tuple[str, ...]]:
    """The plain form, made (anew) from the short text, and the letters that have no plain one.

    Raises AlreadyApproved, NothingToUnaccent.
    """
    short = lock_draft(message).variants.filter(language=LANGUAGE, form=Form.SHORT).first()
    if short is None:
        raise NothingToUnaccent
    made = unaccented(short.text)
    variant, _created = Variant.objects.update_or_create(
        message=message,
        language=LANGUAGE,
        form=Form.PLAIN,
        defaults={"subject": unaccented(short.subject).text, "text": made.text},
    )
    return variant, made.left


@transaction.atomic
def drop_plain(message: Message) -> None:
    """The message goes without a plain form again. Raises AlreadyApproved."""
    lock_draft(message).variants.filter(form=Form.PLAIN).delete()
