"""Approved messages found again: by words without accents, theme, audience, level and language; and used again."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from vungxanh.messages.bound import values
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.draft import refilled
from vungxanh.messages.languages import follow_source
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import Form, Message, Review, Variant
from vungxanh.text.fold import fold


def approved() -> QuerySet[Message]:
    seal = Review.objects.filter(message=OuterRef("pk"), verdict=Review.Verdict.APPROVED)
    return Message.objects.filter(Exists(seal))


def found(messages: QuerySet[Message], words: str) -> QuerySet[Message]:
    """Those that hold every one of `words`, in any order, with or without accents. All of them when there is none."""
    for word in fold(words).split():
        messages = messages.filter(folded__contains=word)
    return messages


@transaction.atomic
def use_again(old: Message, into: Message) -> list[Variant]:
    """The words of an approved message in place of those of the draft `into`, with the figures of its own day.

    The draft keeps where its words come from. A text whose bound fields mean nothing in the draft is left out.
    Raises AlreadyApproved.
    """
    into = lock_draft(into)
    said, made = values(into), []
    for one in old.variants.exclude(form=Form.PLAIN):
        with suppress(CannotFill):
            made.append(refilled(one, one.written, into, said))
    follow_source(made)
    into.variants.all().delete()
    Variant.objects.bulk_create(made)
    into.taken_from = old
    into.save(update_fields=["taken_from"])
    return made
