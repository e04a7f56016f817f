"""From a draft to its seal: the author asks, the files are made before anybody reads, a second person decides."""

from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.standing import Standing, standing
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import trail_to
from vungxanh.desk.writing.door import own_draft, readable
from vungxanh.desk.writing.message import show
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.clearance import NotSubmitted, keep, submit
from vungxanh.messages.draft import fill_again
from vungxanh.messages.languages import NotReady, require_languages
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Message
from vungxanh.messages.review import ReviewRefused, return_to_author
from vungxanh.renditions.approve import approve
from vungxanh.renditions.forms import FORMS
from vungxanh.renditions.store import out_of_date, render

A_TURN = 2.0  # seconds of making files before the page says how far it is


@require_POST
@seated(Verb.WRITE_MESSAGE)
def ask(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Ask for approval. First every file is made, a few at a time, with the page saying how far it is."""
    message = own_draft(request, seat, pk)
    if isinstance(message, HttpResponse):
        return message
    try:
        if fill_again(message):
            keep(message, by=seat.user, at=seat.at)
            tell(
                request,
                _("Facts have changed since it was written: its texts are filled anew. Read, and ask."),
            )
            return redirect("desk:message", pk)
    except (AlreadyApproved, CannotFill) as refusal:
        refuse(request, say(refusal))
        return redirect("desk:message", pk)
    if problem := _empty_language(message):
        refuse(request, *problem)
        return redirect("desk:message", pk)
    urgent = bool(request.POST.get("urgent"))
    left = _make_files(message, seat)
    if left:
        total = sum(1 for _one in message.renditions.all()) + len(left)
        return page(
            request,
            "desk/message_files.html",
            _("Making the files"),
            trail=trail_to(message),
            message=message,
            urgent=urgent,
            done=total - len(left),
            total=total,
            next_form=FORMS[left[0][1]].label,
        )
    try:
        submit(message, by=seat.user, at=seat.at, urgent=urgent)
    except (AlreadyApproved, NotSubmitted) as refusal:
        refuse(request, say(refusal))
    else:
        tell(request, _("A second person is asked to approve it."), good=True)
    return redirect("desk:message", pk)


def _empty_language(message: Message) -> list[str]:
    """What is empty or stale cannot be read by anybody; what waits for its reader may be asked for meanwhile."""
    try:
        require_languages(message, checked=False)
    except NotReady as refusal:
        return refusal.sentences
    return []


def _make_files(message: Message, seat: Seat) -> list[tuple[str, str]]:
    """Make what is out of date, for one turn. What is left to be made."""
    begun, left = monotonic(), out_of_date(message)
    while left and monotonic() - begun < A_TURN:
        language, form = left.pop(0)
        render(message, at=seat.at, languages=[language], forms=[form])
    return left


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def approve_message(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Approve exactly what was on the approver's screen: its hash comes with the form."""
    message = readable(seat, pk)
    seat.require(Verb.APPROVE_MESSAGE, message.place)
    note, stands = request.POST.get("note", ""), standing(message, seat.at)
    if stands is Standing.EXPIRED:
        over = _("The message's time is over; it is not sent any more.")
        return show(request, seat, message, note=note, problems=[over])
    if stands in (Standing.DRAFT, Standing.RETURNED) and message.author_id != seat.user.pk:
        early = _("Its author still writes it and has not asked for approval.")
        return show(request, seat, message, note=note, problems=[early])
    try:
        review = approve(message, by=seat.user, at=seat.at, note=note, read=request.POST.get("read", ""), asked=True)
    except NotReady as refusal:
        return show(request, seat, message, note=note, problems=refusal.sentences)
    except ReviewRefused as refusal:
        return show(request, seat, message, note=note, problems=[say(refusal)])
    if review is None:
        tell(request, _("Approved at this step. It waits for the next one now."), good=True)
    else:
        tell(request, _("Approved. Text, figures and files are locked; it can be sent now."), good=True)
    return redirect("desk:message", pk)


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def return_message(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    message = readable(seat, pk)
    seat.require(Verb.APPROVE_MESSAGE, message.place)
    note = request.POST.get("note", "")
    try:
        return_to_author(message, by=seat.user, at=seat.at, note=note)
    except ReviewRefused as refusal:
        return show(request, seat, message, note=note, problems=[say(refusal)])
    tell(request, _("Returned to its author with your note."), good=True)
    return redirect("desk:message", pk)
