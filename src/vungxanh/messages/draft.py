"""From a due duty to a draft: the right template, filled from a release, in every language and form."""

from datetime import datetime

from django.db import transaction

from vungxanh.agencies.models import User
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.blanks import fill, fill_each
from vungxanh.messages.bound import Values, language_of, values
from vungxanh.messages.languages import follow_source, source_of
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import DRAFTED, Message, MessageTemplate, Variant
from vungxanh.text.nfc import nfc


@transaction.atomic
def draft_message(
    adopted: AdoptedPlan,
    release: Release,
    *,
    duty_id: str,
    slot: int,
    template: MessageTemplate,
    level: str,
    by: User,
    at: datetime,
    expires_at: datetime,
    audience: str = "",
) -> Message:
    """One message with a variant per language and form. The same duty, day and slot is drafted once.

    `audience`: whom it is for, when that is not whom the template is for.
    """
    message, created = Message.objects.get_or_create(
        plan=adopted,
        duty=duty_id,
        day=release.day,
        slot=slot,
        replaces=None,
        defaults={
            "place": release.place,
            "release": release,
            "template": template,
            "theme": template.theme,
            "level": level,
            "audience": audience or template.audience,
            "author": by,
            "drafted_at": at,
            "expires_at": expires_at,
        },
    )
    if created:
        Variant.objects.bulk_create(variants_of(message, template))
    return message


@transaction.atomic
def rewrite(variant: Variant, *, subject: str, words: str) -> Variant:
    """An author edits a draft: `words` and `subject` may name bound fields, which are filled at once.

    A language rewritten now follows the source as it now is. Raises AlreadyApproved, UnknownBlanks.
    """
    message = lock_draft(variant.message_id)
    said = values(message)[language_of(variant.language)]
    variant.subject_words, variant.words = nfc(subject).strip(), nfc(words).strip()
    variant.subject, variant.text = fill_each((variant.subject_words, variant.words), said)
    source = source_of(variant)
    variant.translated_from = source.words_hash if source else ""
    variant.save(update_fields=["subject", "text", "subject_words", "words", "translated_from"])
    return variant


def refilled(variant: Variant, written: tuple[str, str], message: Message, said: Values) -> Variant:
    """The same language and form for another message: subject and words as `written`, filled with what it says.

    `said`: what `bound.values` gives for `message`. Raises UnknownBlanks.
    """
    subject, words = written
    again = Variant(message=message, language=variant.language, form=variant.form, subject_words=subject, words=words)
    again.subject, again.text = fill_each(written, said[language_of(variant.language)])
    return again


def variants_of(message: Message, template: MessageTemplate) -> list[Variant]:
    """The template filled in every language and form. Raises UnknownBlanks."""
    made: list[Variant] = []
    for language, said in values(message).items():
        for form in DRAFTED:
            subject, words = getattr(template, f"subject_{language}").strip(), getattr(template, f"{form}_{language}")
            one = Variant(message=message, language=language, form=form, subject_words=subject, words=words.strip())
            one.subject, one.text = fill(subject, said), fill(words, said)
            made.append(one)
    follow_source(made)
    return made
