"""From a due duty to a draft: the right template, filled from a release, in every language and form."""

from datetime import datetime

from django.db import transaction

from vungxanh.agencies.models import User
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.blanks import fill_each
from vungxanh.messages.bound import Values, language_of, values
from vungxanh.messages.cannot_fill import LanguageGone, MisleadingSign, SubjectTooLong
from vungxanh.messages.languages import follow_source, source_of
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import DRAFTED, LONGEST_SUBJECT, Message, MessageTemplate, Variant
from vungxanh.text.typed import misleading, typed, typed_line


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

    `audience`: whom it is for, when that is not whom the template is for. Raises CannotFill.
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

    A language rewritten now follows the source as it now is. Raises AlreadyApproved, CannotFill.
    """
    message = lock_draft(variant.message_id)
    if not message.variants.filter(pk=variant.pk).exists():
        raise LanguageGone(variant.language)
    variant.subject_words, variant.words = typed_line(subject), typed(words)
    _fill(variant, values(message))
    source = source_of(variant)
    variant.translated_from = source.words_hash if source else ""
    variant.save(update_fields=["subject", "text", "subject_words", "words", "translated_from"])
    return variant


@transaction.atomic
def fill_again(message: Message) -> bool:
    """What the bound fields say now, in every text of the draft that names any. True when some text is another.

    A fact that was recorded after the draft was written comes in so. Raises AlreadyApproved, CannotFill.
    """
    lock_draft(message)
    said, changed = values(message), []
    for one in message.variants.exclude(words=""):
        before = one.subject, one.text
        _fill(one, said)
        if (one.subject, one.text) != before:
            changed.append(one)
    Variant.objects.bulk_update(changed, ["subject", "text"])
    return bool(changed)


def refilled(variant: Variant, written: tuple[str, str], message: Message, said: Values) -> Variant:
    """The same language and form for another message: subject and words as `written`, filled with what it says.

    `said`: what `bound.values` gives for `message`. Raises CannotFill.
    """
    subject, words = written
    again = Variant(message=message, language=variant.language, form=variant.form, subject_words=subject, words=words)
    return _fill(again, said)


def variants_of(message: Message, template: MessageTemplate) -> list[Variant]:
    """The template filled in every language and form. Raises CannotFill."""
    made: list[Variant] = []
    said = values(message)
    for language in said:
        for form in DRAFTED:
            subject, words = getattr(template, f"subject_{language}").strip(), getattr(template, f"{form}_{language}")
            one = Variant(message=message, language=language, form=form, subject_words=subject, words=words.strip())
            made.append(_fill(one, said))
    follow_source(made)
    return made


def _fill(variant: Variant, said: Values) -> Variant:
    """Subject and text as what is written makes them. Raises CannotFill."""
    written = variant.subject_words, variant.words
    variant.subject, variant.text = fill_each(written, said[language_of(variant.language)])
    if signs := [*misleading(variant.subject), *misleading(variant.text)]:
        raise MisleadingSign(signs)
    if len(variant.subject) > LONGEST_SUBJECT:
        raise SubjectTooLong(len(variant.subject), LONGEST_SUBJECT)
    return variant
