"""The handbook for everybody, as PDF and EPUB."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse

from vungxanh.documents.letters import NoSuchLetter
from vungxanh.portal.pages import as_of, province_or_404, public, worked_out_once_a_minute
from vungxanh.renditions.handbook import MAKERS, handbook
from vungxanh.renditions.unfit import reason_of, sentence
from vungxanh.text.numbers import Language


@public
@worked_out_once_a_minute
def file(request: HttpRequest, language: str, suffix: str) -> HttpResponse:
    if language not in ("vi", "en") or suffix not in MAKERS:
        raise Http404
    book = handbook(province_or_404(as_of()), cast(Language, language))
    if book is None:
        raise Http404
    make, media_type = MAKERS[suffix]
    try:
        answer = HttpResponse(make(book), content_type=media_type)
    except NoSuchLetter as refusal:
        return HttpResponse(sentence(reason_of(refusal)), content_type="text/plain; charset=utf-8", status=409)
    answer["Content-Disposition"] = f'inline; filename="handbook-{language}-{book.edition:%Y%m%d}.{suffix}"'
    return answer
