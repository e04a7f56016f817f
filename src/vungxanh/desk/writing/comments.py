"""Comments on a draft: made by who writes or approves there; settled by its author or by who made it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse
from vungxanh.desk.writing.door import readable
from vungxanh.messages.models import Comment, Message

LONGEST = 1000


@require_POST
@seated()
def add(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    message = _discussed(seat, pk)
    text = request.POST.get("text", "").strip()
    variant = message.variants.filter(language=request.POST.get("language", "")).first()
    if not text:
        refuse(request, _("Write what you want to say about it."))
    elif len(text) > LONGEST:
        refuse(request, _("A comment has at most 1,000 letters; shorten it."))
    else:
        Comment.objects.create(message=message, variant=variant, text=text, by=seat.user, at=seat.at)
    return redirect("desk:message", pk)


@require_POST
@seated()
def settle(request: HttpRequest, seat: Seat, pk: int, comment: int) -> HttpResponse:
    message = _discussed(seat, pk)
    found = get_object_or_404(message.comments, pk=comment, settled_at=None)
    if seat.user.pk not in (found.by_id, message.author_id):
        refuse(request, _("Who made the comment, or the author of the message, settles it."))
    else:
        found.settled_by, found.settled_at = seat.user, seat.at
        found.save(update_fields=["settled_by", "settled_at"])
    return redirect("desk:message", pk)


def _discussed(seat: Seat, pk: int) -> Message:
    """Who writes or approves messages there talks about them."""
    message = readable(seat, pk)
    if not seat.may(Verb.APPROVE_MESSAGE, message.place):
        seat.require(Verb.WRITE_MESSAGE, message.place)
    return message
