"""Sending an approved message: in which lane, from when, over how long. Nothing is blocked for being late, only warned.

What goes out is what was on the screen: a changed order shows its numbers once more before it is sent.
"""

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.order_form import Order, OrderForm
from vungxanh.desk.page import page
from vungxanh.desk.prospect import Prospect, prospects
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.standing import Standing, messages_of, standing
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import trail_to
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Dispatch, Lane, Step
from vungxanh.duties.deliver import LANES, LISTENERS
from vungxanh.duties.speak import wires_of
from vungxanh.messages.lock import NotSendable
from vungxanh.messages.models import Form, Message
from vungxanh.messages.quoting import about_changes, corrected
from vungxanh.renditions.sealed import require_sealed

SENT = "send"  # the step that puts a dispatch into the outbox


def is_sent_by_us(seat: Seat, message: Message) -> bool:
    """Whether a wire of ours carries its duty; else people say it, and find it at their duty (`to_play.py`)."""
    return bool(wires_of(seat.plan, seat.plan.duty(message.duty)))


def may_send(seat: Seat, message: Message) -> bool:
    return seat.may(Verb.WRITE_MESSAGE, message.place) or seat.may(Verb.APPROVE_MESSAGE, message.place)


def would_be(seat: Seat, message: Message, order: Order | None = None) -> list[Prospect]:
    """What sending the message by this order would mean, wire by wire."""
    order = order or Order()
    wires = wires_of(seat.plan, seat.plan.duty(message.duty))
    return prospects(
        message,
        {wire: audience_of(message, wire) for wire in wires},
        seat.at,
        lanes={wire: lane_of(wire, order) for wire in wires},
        spread_minutes=order.spread_minutes,
        plain=order.plain,
    )


def _form(seat: Seat, message: Message, *given: QueryDict) -> OrderForm:
    """An urgent message holds up all others: only who may approve messages here sends one so."""
    return OrderForm(
        *given,
        at=seat.at,
        until=message.expires_at,
        has_plain=any(variant.form == Form.PLAIN for variant in message.variants.all()),
        may_be_urgent=seat.may(Verb.APPROVE_MESSAGE, message.place),
    )


def audience_of(message: Message, wire: ChannelKind) -> str:
    return LISTENERS.get(wire, message.audience)


def lane_of(wire: ChannelKind, order: Order) -> Lane:
    return order.lane or LANES.get(wire, Lane.NORMAL)


@seated()
def order_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The numbers before the button."""
    message = _sendable(seat, pk)
    if is_sent_by_us(seat, message) and (problem := _problem(seat, message)):
        refuse(request, problem)
        return redirect("desk:message", pk)
    return _show(request, seat, message, _form(seat, message))


@require_POST
@seated()
def send(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Into the outbox, once per wire. Pressing twice adds nothing."""
    message = _sendable(seat, pk)
    if problem := _problem(seat, message):
        refuse(request, problem)
        return redirect("desk:message", pk)
    form = _form(seat, message, request.POST)
    if not form.is_valid():
        return _show(request, seat, message, form)
    order = form.order
    found = would_be(seat, message, order)
    late = _late(seat, message, order, found)
    if request.POST.get("seen") != order.seal or (late and not form.cleaned_data["late"]):
        return _show(request, seat, message, form, found=found, again=True)
    known = set(message.dispatches.values_list("channel", flat=True))
    sent = [_put_out(seat, message, prospect.wire, order) for prospect in found]
    if new := ", ".join(str(one.get_channel_display()) for one in sent if one.channel not in known):
        tell(request, _("In the outbox: %(wires)s.") % {"wires": new}, good=True)
    else:
        tell(request, _("It was in the outbox already, on every wire of its duty; nothing was added."))
    return redirect("desk:message", pk)


def _sendable(seat: Seat, pk: int) -> Message:
    message = seat.find(messages_of(seat), pk)
    if not may_send(seat, message):
        seat.require(Verb.WRITE_MESSAGE, message.place)
    return message


def _problem(seat: Seat, message: Message) -> str:
    """Why it cannot be sent at all; blank when it can."""
    if not is_sent_by_us(seat, message):
        return _("No wire of ours carries this duty: people say it. Once approved, it stands at its duty.")
    if standing(message, seat.at) is Standing.EXPIRED:
        return _("The message's time is over; it is not sent any more.")
    if changes := corrected(message, seat.at):
        return about_changes(changes)
    try:
        require_sealed(message)
    except NotSendable as refusal:
        return say(refusal)
    return ""


def _late(seat: Seat, message: Message, order: Order, found: Sequence[Prospect]) -> list[Prospect]:
    start = max(order.send_from or seat.at, message.source.published_at)
    return [one for one in found if not one.is_page and one.too_late(start, message.expires_at)]


@transaction.atomic
def _put_out(seat: Seat, message: Message, wire: ChannelKind, order: Order) -> Dispatch:
    new = not message.dispatches.filter(channel=wire).exists()
    sent = dispatch(
        message,
        wire,
        audiences=[audience_of(message, wire)],
        place=message.place,
        lane=lane_of(wire, order),
        at=seat.at,
        expires_at=message.expires_at,
        send_from=order.send_from,
        spread_minutes=order.spread_minutes,
        plain=order.plain,
    )
    if new:
        Step.objects.create(dispatch=sent, kind=SENT, by=seat.user, at=seat.at, reason=order.reason)
    return sent


def _show(
    request: HttpRequest,
    seat: Seat,
    message: Message,
    form: OrderForm,
    *,
    found: Sequence[Prospect] | None = None,
    again: bool = False,
) -> HttpResponse:
    """`again`: the order changed, or comes too late, since its numbers were last shown."""
    order = form.order
    found = would_be(seat, message, order) if found is None else found
    return page(
        request,
        "desk/message_order.html",
        _("Send the message"),
        trail=trail_to(message),
        message=message,
        by_people=not is_sent_by_us(seat, message),
        form=form,
        prospects=found,
        late=_late(seat, message, order, found),
        seen=order.seal,
        again=again,
    )
