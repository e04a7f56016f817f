"""Makes the files of a draft and keeps them: only those whose words, or what they are made with, have changed."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction

from vungxanh.messages.lock import AlreadyApproved, approved_hash, lock_draft
from vungxanh.messages.models import Message, Rendition
from vungxanh.renditions.forms import FORMS, RenditionForm, forms_for
from vungxanh.renditions.read import languages_of, said_of
from vungxanh.renditions.said import Said
from vungxanh.renditions.unfit import UNFIT, Reason, reason_of, sentence

A_DAY = 86_400  # seconds
Progress = Callable[[int, int], None]  # how many of how many are done


def render(
    message: Message,
    *,
    at: datetime,
    languages: Sequence[str] | None = None,
    forms: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> list[Rendition]:
    """Every form in every language of a draft (or those named), made where it is not there as it should be.

    What an earlier draft had and this one has not is taken away. A form that its words do not fit is left out; the
    desk says which and why (`unfit`). Raises AlreadyApproved.
    """
    if approved_hash(message):
        raise AlreadyApproved
    spoken = list(languages) if languages is not None else languages_of(message)
    wanted = [(said, form) for said in (said_of(message, one) for one in spoken) for form in forms_for(said, forms)]
    kept = {(one.language, one.form): one for one in message.renditions.all()}
    if languages is None and forms is None:
        _forget(message, kept, {(said.language, form.key) for said, form in wanted})
    made = []
    for number, (said, form) in enumerate(wanted, start=1):
        one = _up_to_date(kept.get((said.language, form.key)), said, form) or _make(message, said, form, at)
        if one is not None:
            made.append(one)
        if progress:
            progress(number, len(wanted))
    return made


def fresh(message: Message, language: str, form: str) -> bytes:
    """The file as the words stand now: a preview, which is not kept. Raises NoText, KeyError and what is in UNFIT."""
    return FORMS[form].make(said_of(message, language))


def out_of_date(message: Message, languages: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """(language, form) of every file that the draft should have and has not, or has of older words."""
    kept = {(one.language, one.form): one for one in message.renditions.all()}
    saids = [said_of(message, one) for one in languages or languages_of(message)]
    wanted = [(said, form) for said in saids for form in forms_for(said)]
    return [
        (said.language, form.key)
        for said, form in wanted
        if _up_to_date(kept.get((said.language, form.key)), said, form) is None and not _known_unfit(said, form)
    ]


def unfit(message: Message) -> list[tuple[str, RenditionForm, str]]:
    """(language, form, why) of what could not be made of the words as they stand."""
    saids = [said_of(message, one) for one in languages_of(message)]
    return [
        (said.language, form, sentence(why))
        for said in saids
        for form in forms_for(said)
        if (why := _known_unfit(said, form))
    ]


def _known_unfit(said: Said, form: RenditionForm) -> Reason | None:
    """Remembered for a day: the same words do not fit a second time either."""
    why: Reason | None = cache.get(_unfit_key(said, form))
    return why


def _unfit_key(said: Said, form: RenditionForm) -> str:
    return f"not-made-{form.key}-{form.ground()[:16]}-{said.words}"


def _up_to_date(kept: Rendition | None, said: Said, form: RenditionForm) -> Rendition | None:
    return kept if kept is not None and (kept.words, kept.ground) == (said.words, form.ground()) else None


def _make(message: Message, said: Said, form: RenditionForm, at: datetime) -> Rendition | None:
    """None where the words do not fit the form, or have letters that no font writes."""
    try:
        content = form.make(said)
    except UNFIT as problem:
        cache.set(_unfit_key(said, form), reason_of(problem), A_DAY)
        message.renditions.filter(language=said.language, form=form.key).delete()
        return None
    return _keep(message, said, form, content, at)


@transaction.atomic
def _keep(message: Message, said: Said, form: RenditionForm, content: bytes, at: datetime) -> Rendition:
    """In place of the one there was. Two who make the same file wait for each other. Raises AlreadyApproved."""
    lock_draft(message)
    made = Rendition(
        message=message,
        language=said.language,
        form=form.key,
        sha256=hashlib.sha256(content).hexdigest(),
        words=said.words,
        ground=form.ground(),
        size=len(content),
        made_at=at,
    )
    message.renditions.filter(language=said.language, form=form.key).delete()
    place = made.file.field.generate_filename(made, "")
    if made.file.storage.exists(place):  # the same bytes were made before
        made.file.name = place
        if hashlib.sha256(made.file.open("rb").read()).hexdigest() != made.sha256:
            made.file.storage.delete(place)
            made.file.save("", ContentFile(content), save=False)
    else:
        made.file.save("", ContentFile(content), save=False)
    made.save()
    return made


def _forget(message: Message, kept: dict[tuple[str, str], Rendition], wanted: set[tuple[str, str]]) -> None:
    gone = [one.pk for key, one in kept.items() if key not in wanted]
    message.renditions.filter(pk__in=gone).delete()
