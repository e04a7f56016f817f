"""Choosing the theme of the day or of a wave, once, for everybody's drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.messages import show
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.writing.theme_form import choices, theme_form
from vungxanh.messages.models import DayTheme

__all__ = ["choices", "choose"]


@require_POST
@seated(Verb.WRITE_MESSAGE)
def choose(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = theme_form(seat, request.POST)
    if not form.is_valid():
        return show(request, seat, form)
    assert seat.adopted is not None
    DayTheme.objects.create(
        plan=seat.adopted,
        theme=form.cleaned_data["theme"],
        first=seat.day,
        last=form.cleaned_data["last"],
        reason=form.cleaned_data["reason"],
        chosen_by=seat.user,
        chosen_at=seat.at,
    )
    tell(request, _("Chosen. The desk offers it right after the day's situation."), good=True)
    return redirect("desk:messages")
