"""Who comes to a message: its readers, its author, and who may decide on it. Asked by every address of this desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.desk.standing import Standing, messages_of, standing
from vungxanh.desk.tell import refuse, tell
from vungxanh.messages.clearance import withdraw
from vungxanh.messages.models import Message

OPEN = (Standing.DRAFT, Standing.WAITING, Standing.RETURNED)


def readable(seat: Seat, pk: int) -> Message:
    return seat.find(messages_of(seat), pk)


def own_draft(request: HttpRequest, seat: Seat, pk: int, *, changes: bool = True) -> Message | HttpResponse:
    """The message for its author to change, or the answer that says why not.

    Only its author edits a message: whoever else approves it must not be approving their own words. A message that
    waits for approval is taken back when it is changed.
    """
    message = readable(seat, pk)
    seat.require(Verb.WRITE_MESSAGE, message.place)
    if message.author_id != seat.user.pk:
        refuse(request, _("Only the author edits a message. Return it with a note that says what to change."))
        return redirect("desk:message", pk)
    if standing(message, seat.at) not in OPEN:
        refuse(request, _("This message is approved or over; it is not edited any more."))
        return redirect("desk:message", pk)
    if changes and request.method == "POST" and withdraw(message, by=seat.user):
        tell(request, _("It was waiting for approval and is a draft again: ask once more when it is ready."))
    return message
