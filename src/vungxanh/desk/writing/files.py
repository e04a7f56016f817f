"""The files of a message on the desk: previews of a draft, and the sealed files of what is approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.standing import standing
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import above, named
from vungxanh.desk.writing.door import OPEN, readable
from vungxanh.messages.models import Message, Rendition
from vungxanh.renditions.forms import FORMS, Family, RenditionForm, forms_for
from vungxanh.renditions.read import NoText, languages_of, said_of
from vungxanh.renditions.sealed import FileChanged, content_of
from vungxanh.renditions.unfit import UNFIT, reason_of, sentence
from vungxanh.text.language_names import name_of

# What a file may do in the browser: show itself, and nothing else.
ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'"
KEPT_BYTES = 1_000_000  # a minute of MP3; a WAV is made again rather than kept in memory
KEPT_SECONDS = 600  # a preview of the same words is asked for again and again while somebody writes
FAMILIES: Mapping[Family, Promise] = {
    Family.PICTURE: _("Pictures"),
    Family.SOUND: _("Sound"),
    Family.PAPER: _("Papers"),
    Family.PRINT: _("Print"),
    Family.PAGE: _("Pages and posts"),
    Family.TEXT: _("Texts"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A form in a language. `kept` is the file that is there, if any; `fresh`: it says what the words say now."""

    form: RenditionForm
    language: str
    kept: Rendition | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    language: str
    name: str
    families: list[tuple[Family, Promise, list[Offered]]]


def shelves(message: Message, *, is_open: bool) -> Sequence[Shelf]:
    """By language and family: of a draft every form there could be, of an approved message what was sealed."""
    kept = {(one.language, one.form): one for one in message.renditions.all()}
    found = []
    for language in languages_of(message):
        said = said_of(message, language)
        offered = []
        for form in forms_for(said):
            one = kept.get((language, form.key))
            fresh = one is not None and (one.words, one.ground) == (said.words, form.ground())
            if is_open or one is not None:
                offered.append(Offered(form, language, one, fresh))
        families = [
            (family, name, [one for one in offered if one.form.family == family]) for family, name in FAMILIES.items()
        ]
        families = [one for one in families if one[2]]
        if families:
            found.append(Shelf(language, name_of(language), families))
    return found


@seated()
def file(request: HttpRequest, seat: Seat, pk: int, language: str, form: str) -> HttpResponse:
    """Of a draft the file as its words stand now; of an approved message the sealed one, or none."""
    message = readable(seat, pk)
    chosen = FORMS.get(form)
    if chosen is None:
        raise Http404
    if standing(message, seat.at) in OPEN:
        try:
            content = _preview(message, language, chosen)
        except UNFIT as problem:
            why = {"form": chosen.label, "language": name_of(language), "why": sentence(reason_of(problem))}
            return _not_there(
                request, message, gettext("%(form)s (%(language)s) cannot be made of these words. %(why)s") % why
            )
    else:
        sealed = message.renditions.filter(language=language, form=form).first()
        if sealed is None:
            raise Http404
        try:
            content = content_of(sealed)
        except FileChanged as changed:
            return _not_there(request, message, say(changed))
    answer = alone(content, chosen.media_type)
    name = f"{message.day:%Y%m%d}-{message.pk}-{language}-{form}.{chosen.suffix}"
    answer["Content-Disposition"] = f'{"attachment" if request.GET.get("tai") else "inline"}; filename="{name}"'
    return answer


def _not_there(request: HttpRequest, message: Message, why: str) -> HttpResponse:
    """A form that there is no file of: why, and what to change so that there can be one."""
    trail = [above(), (named(message), reverse("desk:message", args=[message.pk]))]
    return page(request, "desk/refused.html", gettext("This form is not there"), trail=trail, status=409, sentence=why)


def alone(content: bytes, media_type: str) -> HttpResponse:
    """A file that was made or uploaded, as an answer in which it can do nothing but show itself."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Security-Policy"] = ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _preview(message: Message, language: str, form: RenditionForm) -> bytes:
    try:
        said = said_of(message, language)
    except NoText:
        raise Http404 from None
    if not form.fits(said):
        raise Http404
    key = f"preview-{form.key}-{form.ground()[:16]}-{said.words}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = form.make(said)
        if len(content) <= KEPT_BYTES:
            cache.set(key, content, KEPT_SECONDS)
    return content
