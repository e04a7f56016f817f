"""The message desk: what is to be said today, and every message with how it stands."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.embargo import todays_release
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sms_view import shown
from vungxanh.desk.standing import TONES, WORDS, Standing, having, messages_of, standing
from vungxanh.desk.tell import refuse
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.words import THEMES, say
from vungxanh.desk.writing.theme_form import ThemeForm, theme_form
from vungxanh.duties.speak import draft_speech
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.models import Message
from vungxanh.messages.offers import NoTemplate
from vungxanh.messages.themes import theme_of

A_PAGE = 20
REFRESH_SECONDS = 10


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    return show(request, seat, theme_form(seat))


def show(request: HttpRequest, seat: Seat, form: ThemeForm) -> HttpResponse:
    """The desk, also with a refused choice of the day's theme on it: what was typed stays."""
    wanted = request.GET.get("standing", "")
    chosen = Standing(wanted) if wanted in set(Standing) else None
    pages = Paginator(having(seat, chosen) if chosen else messages_of(seat), A_PAGE).get_page(request.GET.get("p"))
    return page(
        request,
        "desk/messages.html",
        _("Public messages"),
        pages=pages,
        rows=[(message, _row(message, seat)) for message in pages],
        chosen=chosen,
        filters=[(standing, WORDS[standing]) for standing in Standing],
        to_say=unwritten(seat) if seat.may(Verb.WRITE_MESSAGE) else [],
        release=todays_release(seat),
        themes=THEMES,
        day_theme=theme_of(seat.adopted, seat.day) if seat.adopted else None,
        form=form,
    )


def _row(message: Message, seat: Seat) -> dict[str, object]:
    stands = standing(message, seat.at)
    duty = seat.plan.duty(message.duty)
    channels = ", ".join(seat.plan.channel(id).name for id in duty.channel)
    told = next((one.label for one in seat.plan.audiences if one.id == message.audience), message.audience)
    heading = next((s.variant.subject for s in shown(message) if s.variant.language == "vi"), str(message))
    return {"standing": WORDS[stands], "tone": TONES[stands], "subject": heading, "channels": channels, "told": told}


@require_POST
@seated(Verb.WRITE_MESSAGE)
def draft(request: HttpRequest, seat: Seat, duty: str, slot: int) -> HttpResponse:
    """Draft one message that today asks for. What nobody asks for is no address (404)."""
    speech = next((one for one in unwritten(seat) if (one.duty.id, one.slot) == (duty, slot)), None)
    if speech is None:
        raise Http404
    release = todays_release(seat)
    if release is None:
        refuse(request, _("There is no release of today's figures yet; a message quotes a release."))
        return redirect("desk:messages")
    try:
        message = draft_speech(cast(AdoptedPlan, seat.adopted), speech, release, by=seat.user, at=seat.at)
    except (NoTemplate, CannotFill) as refusal:
        refuse(request, say(refusal))
        return redirect("desk:messages")
    return redirect("desk:message", message.pk)
