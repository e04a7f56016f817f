"""The files of a published message: pictures, sound, papers, each proven to be the approved one when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from vungxanh.messages.languages import in_order
from vungxanh.messages.models import Message, Recording, Rendition
from vungxanh.portal.pages import as_of, province_or_404, public
from vungxanh.portal.read.messages import intact, published
from vungxanh.renditions.forms import FORMS, Family, RenditionForm
from vungxanh.renditions.sealed import FileChanged, content_of
from vungxanh.text.language_names import name_of

OFFERED = (Family.PICTURE, Family.SOUND, Family.PAPER, Family.PRINT)  # texts and pages stand on the page itself
FOR_EVERYBODY = ("png", "mp3", "pdf")  # what every phone opens; the other files are for offices and stations


@dataclass(frozen=True, slots=True)
class Offered:
    rendition: Rendition
    form: RenditionForm

    @property
    def label(self) -> Promise:
        return self.form.label

    @property
    def is_picture(self) -> bool:
        return self.form.media_type == "image/png"

    @property
    def is_sound(self) -> bool:
        return self.form.media_type.startswith("audio/")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one language. `name` is what the language calls itself."""

    language: str
    name: str
    files: Sequence[Offered]


def here_first(here: str, language: str) -> tuple[bool, tuple[bool, bool, str]]:
    """The key to sort languages by: that of the page, then Vietnamese, English, and the others."""
    return language != here, in_order(language)


def shelves(message: Message, here: str) -> Sequence[Shelf]:
    """Language by language, that of the page first; each in the order of the table of forms. One query."""
    order = {key: place for place, key in enumerate(FORMS)}
    kept: dict[str, list[Offered]] = {}
    for one in sorted(message.renditions.all(), key=lambda one: order.get(one.form, -1)):
        if one.form in FORMS and _is_offered(FORMS[one.form]):
            kept.setdefault(one.language, []).append(Offered(one, FORMS[one.form]))
    languages = sorted(kept, key=lambda code: here_first(here, code))
    return [Shelf(code, name_of(code), kept[code]) for code in languages]


def _is_offered(form: RenditionForm) -> bool:
    return form.family in OFFERED and form.suffix in FOR_EVERYBODY


@public
def file(request: HttpRequest, pk: int, language: str, rendition: str, suffix: str) -> HttpResponse:
    at = as_of()
    message = get_object_or_404(published(province_or_404(at), at), pk=pk)
    sealed = get_object_or_404(message.renditions, language=language, form=rendition)
    known = FORMS.get(rendition)
    if known is None or suffix != known.suffix or not intact(message):
        raise Http404
    try:
        content = content_of(sealed)
    except FileChanged as changed:
        raise Http404 from changed  # the public is told nothing that was not approved
    answer = HttpResponse(content, content_type=known.media_type)
    answer["Content-Disposition"] = f'inline; filename="{message.day:%Y%m%d}-{pk}-{language}-{rendition}.{suffix}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@public
def recording(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The uploaded voice of a language that has no words."""
    at = as_of()
    message = get_object_or_404(published(province_or_404(at), at), pk=pk)
    kept = get_object_or_404(Recording, variant__message=message, variant__language=language)
    if not intact(message):
        raise Http404
    try:
        content = content_of(kept)
    except FileChanged as changed:
        raise Http404 from changed
    answer = HttpResponse(content, content_type=kept.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
