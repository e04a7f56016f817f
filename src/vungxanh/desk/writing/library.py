"""What was approved, found again and used again."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.standing import messages_of
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import THEMES, level_name, say
from vungxanh.desk.writing.above import above, trail_to
from vungxanh.desk.writing.door import own_draft, readable
from vungxanh.messages.library import approved, found, use_again
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Form, Message
from vungxanh.text.language_names import NAMES, name_of

A_PAGE = 20
FILTERS = ("theme", "audience", "level")


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """`into`: a draft of the person's own that takes the words of what is chosen here."""
    asked = {name: request.GET.get(name, "") for name in ("q", *FILTERS, "language", "into")}
    messages = found(messages_of(seat).filter(pk__in=approved().values("pk")), asked["q"])
    for name in FILTERS:
        if asked[name]:
            messages = messages.filter(**{name: asked[name]})
    if asked["language"]:
        messages = messages.filter(variants__language=asked["language"]).distinct()
    pages = Paginator(messages, A_PAGE).get_page(request.GET.get("p"))
    into = _into(seat, asked["into"])
    return page(
        request,
        "desk/library.html",
        _("Library of messages"),
        trail=trail_to(into) if into else [above()],
        pages=pages,
        rows=[(one, _heading(one), [name_of(code) for code in _languages(one)]) for one in pages],
        asked=asked,
        query=urlencode({name: value for name, value in asked.items() if value}),
        into=into,
        themes={one: THEMES.get(one, one) for one in _values(seat, "theme")},
        audiences={one.id: one.label for one in seat.plan.audiences},
        levels={one.id: level_name(one) for one in seat.plan.levels.items},
        languages=NAMES,
    )


@require_POST
@seated(Verb.WRITE_MESSAGE)
def take(request: HttpRequest, seat: Seat, pk: int, old: int) -> HttpResponse:
    into = own_draft(request, seat, pk)
    if isinstance(into, HttpResponse):
        return into
    chosen = readable(seat, old)
    if not approved().filter(pk=chosen.pk).exists():
        refuse(request, _("Only words that were approved are taken over."))
        return redirect("desk:message", pk)
    try:
        use_again(chosen, into)
    except AlreadyApproved as refusal:
        refuse(request, say(refusal))
        return redirect("desk:message", pk)
    tell(request, _("The words are taken over, with the figures of this message's day. Read them again."), good=True)
    return redirect("desk:message_edit", pk)


def _into(seat: Seat, pk: str) -> Message | None:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return messages_of(seat).filter(pk=pk, author=seat.user).first()


def _heading(message: Message) -> str:
    long = next((one for one in message.variants.all() if one.language == "vi" and one.form == Form.LONG), None)
    return long.subject if long else str(message)


def _languages(message: Message) -> list[str]:
    return list(dict.fromkeys(one.language for one in message.variants.all()))


def _values(seat: Seat, name: str) -> list[str]:
    return sorted(set(messages_of(seat).order_by().values_list(name, flat=True)))
