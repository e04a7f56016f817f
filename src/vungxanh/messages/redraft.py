"""A message written again after a correction: the same duty, slot and words, with the numbers as now known.

It waits for a second person like any other. Where somebody was told the old one, it says at its beginning that it is a
correction, because its readers have the old one in their hands.
"""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.figures.models import Release
from vungxanh.messages.bound import language_of, values
from vungxanh.messages.draft import refilled, variants_of
from vungxanh.messages.languages import follow_source
from vungxanh.messages.models import Form, Message, MessageTemplate, Variant
from vungxanh.messages.offers import NoTemplate

BEGINS = {"vi": "Đính chính: ", "en": "Correction: "}
LONG_BEGINS = {
    "vi": "Đính chính theo bản công bố số {number}; tin này thay cho tin trước.\n\n",
    "en": "Correction by release no. {number}; this replaces what was said before.\n\n",
}
LONGEST_SUBJECT = 200


class NotBefore(Exception):
    """The message's numbers are as new as the correction, or newer. There is nothing to write again."""

    code = "not-before-the-correction"

    def __init__(self, message: Message, correction: Release) -> None:
        super().__init__(_("This message was written after release %d; its numbers are not older.") % correction.number)


@transaction.atomic
def redraft(message: Message, correction: Release, *, by: User, at: datetime, sent: bool = True) -> Message:
    """A draft that replaces `message`, or the one that there is already. Raises NotBefore, NoTemplate, CannotFill.

    `sent`: somebody was told `message`, or one that it replaces; else there is nothing that the new one takes back.
    Where an earlier correction had `message` replaced, its last replacement is replaced.
    """
    last = message
    while (successor := Message.objects.select_for_update().filter(replaces=last).first()) is not None:
        last = successor
    if last.source.number >= correction.number:
        if last.pk == message.pk:
            raise NotBefore(message, correction)
        return last
    today = datetime.combine(at.astimezone(VIETNAM).date(), time.max, VIETNAM)
    new, created = Message.objects.get_or_create(
        replaces=last,
        defaults={
            "correction": correction,
            "plan": last.plan,
            "place": last.place,
            "release": _release_of(last, correction),
            "template": last.template,
            "duty": last.duty,
            "day": last.day,
            "slot": last.slot,
            "theme": last.theme,
            "level": last.level,
            "audience": last.audience,
            "author": by,
            "drafted_at": at,
            "expires_at": max(last.expires_at, today),
        },
    )
    if created:
        variants = _same_words(last, new) or variants_of(new, _template_of(last))
        for variant in variants if sent else ():
            _call_it_a_correction(variant, correction.number)
        follow_source(variants)
        Variant.objects.bulk_create(variants)
    return new


def _same_words(last: Message, new: Message) -> list[Variant]:
    """Every text of the last message with its bound fields filled anew; none where nothing in them is bound.

    A recording is not taken over: it says the old numbers.
    """
    said, bound = values(new), last.variants.exclude(form=Form.PLAIN).exclude(words="")
    return [refilled(one, _without_its_correction(one, last), new, said) for one in bound]


def _template_of(message: Message) -> MessageTemplate:
    if message.template is None:
        raise NoTemplate(message.theme, message.level)
    return message.template


def _without_its_correction(variant: Variant, message: Message) -> tuple[str, str]:
    """Its words without the beginning that an earlier correction gave them."""
    if message.correction is None:
        return variant.subject_words, variant.words
    begins, opening = _beginnings(variant, message.correction.number)
    return variant.subject_words.removeprefix(begins), variant.words.removeprefix(opening)


def _release_of(message: Message, correction: Release) -> Release:
    """The release of the message's day as known with the correction."""
    of_day = Release.objects.filter(place=message.place, day=message.release.day, number__lte=correction.number)
    return of_day.latest()


def _call_it_a_correction(variant: Variant, number: int) -> None:
    begins, opening = _beginnings(variant, number)
    variant.subject = f"{begins}{variant.subject}"[:LONGEST_SUBJECT]
    variant.subject_words = f"{begins}{variant.subject_words}"
    variant.text, variant.words = opening + variant.text, opening + variant.words


def _beginnings(variant: Variant, number: int) -> tuple[str, str]:
    """What stands before the subject and before the text. A language without its own is called so in Vietnamese."""
    long: Mapping[str, str] = LONG_BEGINS if variant.form == Form.LONG else BEGINS
    language = language_of(variant.language)
    return BEGINS[language], long[language].format(number=number)
