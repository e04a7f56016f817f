"""A person's own tokens for programs: issued with the secret shown once, listed, revoked. Nobody sees another's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Token
from vungxanh.agencies.tokens import TokenRefused, in_force, issue, revoke
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.tokens_form import TokenForm

ENDED_SHOWN = 20


@never_cache
@seated(anywhere=True, needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = issue(seat.user, form.cleaned_data["name"], at=seat.at, days=form.cleaned_data["days"])
        except TokenRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            form = TokenForm()
    held = in_force(seat.user, seat.at).order_by("-pk")
    ended = Token.objects.filter(user=seat.user).exclude(pk__in=held).order_by("-pk")[:ENDED_SHOWN]
    return page(request, "desk/tokens.html", _("Tokens for programs"), form=form, secret=secret, held=held, ended=ended)


@require_POST
@seated(anywhere=True, needs_plan=False)
def revoke_token(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    token = get_object_or_404(Token, pk=pk, user=seat.user)
    revoke(token, at=seat.at)
    tell(request, _("The token for “%s” opens nothing any more.") % token.name, good=True)
    return redirect("desk:tokens")
