"""From a due duty to a draft: the right template, filled from a release, in every language and form."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.blanks import fill
from vungxanh.messages.lock import approved_hash
from vungxanh.messages.models import DRAFTED, Message, MessageTemplate, Variant
from vungxanh.messages.quote import words
from vungxanh.text.nfc import nfc
from vungxanh.text.numbers import Language


class NoTemplate(Exception):
    """No template fits the theme and level. An editor writes one, or the duty is done without this system."""

    code = "no-template"

    def __init__(self, theme: str, level: str) -> None:
        super().__init__(
            _("There is no template for theme “%(theme)s” at level “%(level)s”; an administrator writes one first.")
            % {"theme": theme, "level": level or "–"}
        )


class AlreadyApproved(Exception):
    """An approved message is final. Write a new one."""

    code = "already-approved"

    def __init__(self, message: Message) -> None:
        super().__init__(_("This message is approved and cannot be edited; write a new one."))


def template_for(theme: str, level: str) -> MessageTemplate:
    """The template of a theme that names the level, else the one for every level. Raises NoTemplate."""
    offered = MessageTemplate.objects.filter(theme=theme)
    found = offered.filter(levels__contains=[level]).first() or offered.filter(levels=[]).first()
    if found is None:
        raise NoTemplate(theme, level)
    return found


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
) -> Message:
    """One message with a variant per language and form. The same duty, day and slot is drafted once."""
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
            "audience": template.audience,
            "author": by,
            "drafted_at": at,
            "expires_at": expires_at,
        },
    )
    if created:
        Variant.objects.bulk_create(variants_of(message, template, words(adopted, release, level)))
    return message


@transaction.atomic
def rewrite(variant: Variant, *, subject: str, text: str) -> Variant:
    """An author edits a draft. Raises AlreadyApproved when a second person has locked it."""
    message = Message.objects.select_for_update().get(pk=variant.message_id)
    if approved_hash(message):
        raise AlreadyApproved(message)
    variant.subject, variant.text = nfc(subject).strip(), nfc(text).strip()
    variant.save(update_fields=["subject", "text"])
    return variant


def variants_of(
    message: Message, template: MessageTemplate, said: Mapping[Language, Mapping[str, str]]
) -> list[Variant]:
    """The template filled in every language and form. Raises UnknownBlanks."""
    return [
        Variant(
            message=message,
            language=language,
            form=form,
            subject=fill(getattr(template, f"subject_{language}"), values),
            text=fill(getattr(template, f"{form}_{language}"), values),
        )
        for language, values in said.items()
        for form in DRAFTED
    ]
