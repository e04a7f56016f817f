"""The languages of one message: each written from the source, checked by somebody who reads it, stale when the source
changes. Vietnamese is the source; English is read by whoever approves; any other language needs a reader of its own.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.messages.gaps import gaps
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import Form, LanguageCheck, Message, Variant
from vungxanh.text.language_names import code_of, name_of

SOURCE = "vi"
READ_BY_THE_APPROVER = ("vi", "en")


class State(StrEnum):
    SOURCE = "source"
    WRITTEN = "written"  # read by whoever approves
    UNCHECKED = "unchecked"
    CHECKED = "checked"
    STALE = "stale"


class NotReady(Exception):
    """Some language cannot be approved as it is. `sentences` says of each what to do."""

    code = "language-not-ready"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class LanguageRefused(Exception):
    """The language cannot be added or taken away, with the reason."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def in_order(language: str) -> tuple[bool, bool, str]:
    """The key to sort languages by: Vietnamese, English, then the others as their codes go."""
    return language != SOURCE, language != "en", language


def source_of(variant: Variant) -> Variant | None:
    """The Vietnamese variant of the same form that it is written from; None for the source itself."""
    if variant.language == SOURCE or variant.form == Form.PLAIN:
        return None
    return Variant.objects.filter(message=variant.message_id, language=SOURCE, form=variant.form).first()


def follow_source(variants: Iterable[Variant]) -> None:
    """Say of each of these that it was written from the source among them. Nothing is stored."""
    made = list(variants)
    sources = {one.form: one.words_hash for one in made if one.language == SOURCE}
    for one in made:
        if one.language != SOURCE:
            one.translated_from = sources.get(one.form, "")


def content_hash(variant: Variant) -> str:
    """SHA-256 of what a reader of the language checks: the words, and the recording where there is one."""
    recording = getattr(variant, "recording", None)
    if recording is None:
        return variant.words_hash
    return hashlib.sha256(f"{variant.words_hash} {recording.sha256}".encode()).hexdigest()


def state_of(variant: Variant, source: Variant | None) -> State:
    if variant.language == SOURCE:
        return State.SOURCE
    if source is not None and variant.translated_from and variant.translated_from != source.words_hash:
        return State.STALE
    if variant.language in READ_BY_THE_APPROVER:
        return State.WRITTEN
    content = content_hash(variant)
    checked = any(check.sha256 == content for check in variant.checks.all())
    return State.CHECKED if checked else State.UNCHECKED


def with_states(message: Message) -> list[tuple[Variant, State]]:
    """Every text of the message, each with its recording and how it stands. Two queries."""
    variants = list(message.variants.select_related("recording").prefetch_related("checks"))
    sources = {one.form: one for one in variants if one.language == SOURCE}
    return [(one, state_of(one, sources.get(one.form))) for one in variants]


@transaction.atomic
def add_language(message: Message, language: str) -> Variant:
    """An empty full text in another language, to be written or recorded. `language`: an ISO 639 code.

    Raises AlreadyApproved, LanguageRefused.
    """
    locked, code = lock_draft(message), code_of(language)
    if code is None:
        said = _("“%s” is no language's ISO 639 code, such as rad or lo.")
        raise LanguageRefused("unknown-language", said % language)
    made, created = Variant.objects.get_or_create(message=locked, language=code, form=Form.LONG)
    if not created:
        raise LanguageRefused("language-there", _("The message has this language already."))
    if source := source_of(made):
        made.translated_from = source.words_hash
        made.save(update_fields=["translated_from"])
    return made


@transaction.atomic
def drop_language(message: Message, language: str) -> None:
    """The message goes without this language. Raises AlreadyApproved, LanguageRefused."""
    locked = lock_draft(message)
    if language == SOURCE:
        raise LanguageRefused("source-language", _("The Vietnamese text is the source of the others; it stays."))
    Variant.objects.filter(message=locked, language=language).delete()


@transaction.atomic
def check_language(variant: Variant, *, by: User, at: datetime) -> LanguageCheck:
    """A reader of the language says that it says what the source says. Not the author's to say.

    Raises AlreadyApproved, LanguageRefused.
    """
    message = lock_draft(variant.message)
    if by.pk == message.author_id:
        raise LanguageRefused("own-language", _("Somebody else who reads the language checks it, not the author."))
    if not variant.text and not hasattr(variant, "recording"):
        raise LanguageRefused("language-empty", _("There is neither text nor recording to check yet."))
    source = source_of(variant)
    if source is not None and variant.translated_from != source.words_hash:
        variant.translated_from = source.words_hash  # it was read beside the source as it now is
        variant.save(update_fields=["translated_from"])
    return LanguageCheck.objects.create(variant=variant, sha256=content_hash(variant), by=by, at=at)


def _gap(variant: Variant, empty: Sequence[str]) -> str:
    said = _("%(language)s, %(form)s: nobody has recorded %(fields)s. Record it, or take the sentence out.")
    fields = ", ".join(f"{{{name}}}" for name in empty)
    return said % {"language": name_of(variant.language), "form": variant.get_form_display(), "fields": fields}


def require_languages(message: Message, *, checked: bool = True) -> None:
    """Raises NotReady naming every language that is empty, stale, or (`checked`) not read by somebody who knows it, and
    every field that stands for nothing.
    """
    problems = [_gap(one, empty) for one, empty in gaps(message).items()]
    for one, state in with_states(message):
        name = name_of(one.language)
        if not one.text and not hasattr(one, "recording"):
            problems.append(_("%s has neither text nor recording: add one, or take the language away.") % name)
        elif state is State.STALE:
            problems.append(_("%s was written from an older Vietnamese text: look at it again and save it.") % name)
        elif checked and state is State.UNCHECKED:
            problems.append(_("%s waits for somebody who reads it: have it checked, or take it away.") % name)
    if problems:
        raise NotReady(problems)
