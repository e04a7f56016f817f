"""The languages of a message on the desk: added, written or recorded, read by somebody who knows them, taken away."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.door import own_draft, readable
from vungxanh.messages.languages import (
    READ_BY_THE_APPROVER,
    LanguageRefused,
    State,
    add_language,
    check_language,
    drop_language,
    in_order,
    with_states,
)
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Form, Message, Recording, Variant
from vungxanh.text.language_names import NAMES, name_of

READERS = (Verb.WRITE_MESSAGE, Verb.APPROVE_MESSAGE)
STATES: dict[State, tuple[str, Promise]] = {
    State.SOURCE: ("calm", gettext_lazy("the source")),
    State.WRITTEN: ("good", gettext_lazy("written from the source")),
    State.UNCHECKED: ("warn", gettext_lazy("waits for somebody who reads it")),
    State.CHECKED: ("good", gettext_lazy("read and found right")),
    State.STALE: ("bad", gettext_lazy("the Vietnamese text has changed since")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A language of the message: `variant` is its full text."""

    variant: Variant
    name: str
    tone: str
    words: str
    state: State
    recording: Recording | None

    @property
    def needs_reader(self) -> bool:
        return self.state in (State.UNCHECKED, State.STALE) and self.variant.language not in READ_BY_THE_APPROVER


@dataclass(frozen=True, slots=True)
class Languages:
    here: list[Shown]
    others: list[tuple[str, str]]


def languages_shown(message: Message) -> Languages:
    """Two queries."""
    full = [(one, state) for one, state in with_states(message) if one.form == Form.LONG]
    here = []
    for one, state in sorted(full, key=lambda each: in_order(each[0].language)):
        tone, words = STATES[state]
        name = name_of(one.language)
        here.append(Shown(one, name, tone, str(words), state, getattr(one, "recording", None)))
    there = {one.variant.language for one in here}
    return Languages(here, [(code, name) for code, name in NAMES.items() if code not in there])


@require_POST
@seated(Verb.WRITE_MESSAGE)
def add(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    message = own_draft(request, seat, pk)
    if isinstance(message, HttpResponse):
        return message
    try:
        made = add_language(message, request.POST.get("code", "").strip() or request.POST.get("language", ""))
    except (AlreadyApproved, LanguageRefused) as refusal:
        refuse(request, say(refusal))
        return redirect("desk:message", pk)
    tell(
        request,
        _("Added. Write it, or upload a recording; then somebody who reads it says that it is right."),
        good=True,
    )
    return redirect(f"{request.path.removesuffix('ngon-ngu/')}sua/#variant-{made.pk}")


@require_POST
@seated(Verb.WRITE_MESSAGE)
def drop(request: HttpRequest, seat: Seat, pk: int, language: str) -> HttpResponse:
    message = own_draft(request, seat, pk)
    if isinstance(message, HttpResponse):
        return message
    try:
        drop_language(message, language)
    except (AlreadyApproved, LanguageRefused) as refusal:
        refuse(request, say(refusal))
    else:
        tell(request, _("The message goes without this language."), good=True)
    return redirect("desk:message", pk)


@require_POST
@seated()
def check(request: HttpRequest, seat: Seat, pk: int, language: str) -> HttpResponse:
    """Whoever writes or approves messages here may be the one who reads the language."""
    message = readable(seat, pk)
    if not any(seat.may(verb, message.place) for verb in READERS):
        seat.require(Verb.WRITE_MESSAGE, message.place)
    variant = get_object_or_404(message.variants, language=language, form=Form.LONG)
    try:
        check_language(variant, by=seat.user, at=seat.at)
    except (AlreadyApproved, LanguageRefused) as refusal:
        refuse(request, say(refusal))
    else:
        tell(request, _("Noted: you have read it and it says what the source says."), good=True)
    return redirect("desk:message", pk)
