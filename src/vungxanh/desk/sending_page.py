"""One dispatch, live: how far it is, what became of its parts, which line carried what, and the steps people took."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.causes import causes
from vungxanh.desk.live import Live, Phase, live
from vungxanh.desk.page import Step, page
from vungxanh.desk.refreshing import refreshing
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sendings import DISPATCHES, WHERE
from vungxanh.desk.steps import BY_ADDRESS, Move, offered
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.untold import untold
from vungxanh.desk.words import THEMES
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.steer import NotPossible


def above() -> Step:
    return (_("Sending"), reverse("desk:sendings"))


def name_of(dispatch: Dispatch) -> str:
    message = dispatch.message
    return f"{dispatch.get_channel_display()} · {THEMES.get(message.theme, message.theme)} · {message.day:%d/%m}"


@seated(needs_plan=False)
def sending_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    dispatch = seat.find(DISPATCHES, pk, field=WHERE)
    now = live(dispatch, seat.at)
    may_steer = seat.may(Verb.APPROVE_MESSAGE, dispatch.message.place)
    return refreshing(
        request,
        "desk/sending.html",
        "desk/_sending.html",
        name_of(dispatch),
        trail=[above()],
        moving=now.is_moving,
        dispatch=dispatch,
        live=now,
        missed=_missed(now, seat.at),
        causes=causes(dispatch, now.failed),
        steps=dispatch.steps.select_related("by"),
        may_steer=may_steer,
        moves=offered(now) if may_steer else [],
    )


def _missed(now: Live, at: datetime) -> int:
    """People whose turn never came, once it cannot come any more."""
    ended = now.phase in (Phase.STOPPED, Phase.EXPIRED)
    return untold(now.sending.dispatch) if ended else 0


@require_POST
@seated(needs_plan=False)
def take_step(request: HttpRequest, seat: Seat, pk: int, step: str) -> HttpResponse:
    """Pause, resume, stop, send again. What cannot be taken back is asked once more."""
    move = BY_ADDRESS.get(step)
    if move is None:
        raise Http404
    dispatch = seat.find(DISPATCHES, pk, field=WHERE)
    seat.require(Verb.APPROVE_MESSAGE, dispatch.message.place)
    reason = request.POST.get("reason", "").strip()
    if move.asks and "sure" not in request.POST:
        return _ask(request, dispatch, move, reason=reason, live=live(dispatch, seat.at))
    try:
        move.verb(dispatch.pk, by=seat.user, at=seat.at, reason=reason)
    except NotPossible as refusal:
        refuse(request, str(refusal))
    else:
        tell(request, str(move.done), good=True)
    return redirect("desk:sending", pk)


def _ask(request: HttpRequest, dispatch: Dispatch, move: Move, **context: Any) -> HttpResponse:
    name = name_of(dispatch)
    trail = [above(), (name, reverse("desk:sending", args=[dispatch.pk]))]
    subject = (
        dispatch.message.variants.filter(language="vi").exclude(subject="").values_list("subject", flat=True).first()
    )
    return page(
        request,
        "desk/sending_ask.html",
        f"{move.button}: {name}",
        trail=trail,
        dispatch=dispatch,
        move=move,
        name=name,
        subject=subject,
        **context,
    )
