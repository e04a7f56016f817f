"""The files of a published message: pictures, sound, papers, each proven to be the approved one when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from vungxanh.messages.models import Message, Rendition
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
    language: str

    @property
    def label(self) -> Promise:
        return self.form.label

    @property
    def is_picture(self) -> bool:
        return self.form.media_type == "image/png"

    @property
    def is_sound(self) -> bool:
        return self.form.media_type.startswith("audio/")


def offered(message: Message) -> Sequence[Offered]:
    """In the order of languages and of the table of forms. One query."""
    order = {key: place for place, key in enumerate(FORMS)}
    kept = [one for one in message.renditions.all() if one.form in FORMS and _is_offered(FORMS[one.form])]
    kept.sort(key=lambda one: (one.language != "vi", one.language, order[one.form]))
    return [Offered(one, FORMS[one.form], name_of(one.language)) for one in kept]


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
