"""Whom the first channel does not reach is told over the next: the chain of each audience, and after how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.fallbacks_form import FallbackForm
from vungxanh.desk.lists import audiences_of
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.dispatch.models import Fallback


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _show(request, seat, FallbackForm(audiences=audiences_of(seat)))


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def keep(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Add a link, or change the one that this audience has for that channel already."""
    form = FallbackForm(request.POST, audiences=audiences_of(seat))
    if not form.is_valid():
        return _show(request, seat, form)
    form.save()
    tell(request, _("Kept. It holds for messages that are being sent now, too."), good=True)
    return redirect("desk:fallbacks")


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def drop(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    get_object_or_404(Fallback, pk=pk).delete()
    tell(request, _("Given up. Whoever is being told over the next channel already still is."), good=True)
    return redirect("desk:fallbacks")


def _show(request: HttpRequest, seat: Seat, form: FallbackForm) -> HttpResponse:
    names = dict(audiences_of(seat))
    chains = [(one, names.get(one.audience, one.audience)) for one in Fallback.objects.order_by("audience", "channel")]
    return page(
        request,
        "desk/fallbacks.html",
        _("When a channel does not reach"),
        trail=[(_("Sending"), reverse("desk:sendings"))],
        chains=chains,
        form=form,
        may_keep=seat.may(Verb.APPROVE_MESSAGE),
    )
