"""Uploaded voices: heard through before they are kept, and given back byte for byte."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import refused
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.door import own_draft, readable
from vungxanh.desk.writing.files import alone
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Form, Recording
from vungxanh.renditions.recordings import RecordingRefused, keep_recording
from vungxanh.renditions.sealed import FileChanged, content_of


@require_POST
@seated(Verb.WRITE_MESSAGE)
def record(request: HttpRequest, seat: Seat, pk: int, language: str) -> HttpResponse:
    message = own_draft(request, seat, pk)
    if isinstance(message, HttpResponse):
        return message
    variant = get_object_or_404(message.variants, language=language, form=Form.LONG)
    file = request.FILES.get("file")
    if file is None:
        refuse(request, _("Choose a sound file first."))
        return redirect("desk:message", pk)
    try:
        kept = keep_recording(variant, file, by=seat.user, at=seat.at)
    except RecordingRefused as refusal:
        refuse(request, *refusal.sentences)
    except AlreadyApproved as refusal:
        refuse(request, say(refusal))
    else:
        tell(request, _("The recording of %d seconds is kept. Somebody who understands it listens now.") % kept.seconds,
             good=True)  # fmt: skip
    return redirect("desk:message", pk)


@seated()
def listen(request: HttpRequest, seat: Seat, pk: int, language: str) -> HttpResponse:
    message = readable(seat, pk)
    kept = Recording.objects.filter(variant__message=message, variant__language=language).first()
    if kept is None:
        raise Http404
    try:
        return alone(content_of(kept), kept.media_type)
    except FileChanged as changed:
        return refused(request, say(changed))
