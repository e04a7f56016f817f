"""The words of a duty that people carry out, for whoever carries it out: to hear, to read aloud, to take along.

Open to whoever has this duty running in the area where they may read, also without the right to read messages.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from vungxanh.agencies.models import Agency, Membership, Verb
from vungxanh.desk.duties import above
from vungxanh.desk.duty_lines import duty_or_404, running
from vungxanh.desk.page import page, refused
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.to_play import approved_today, playable, sealed_file
from vungxanh.desk.words import say
from vungxanh.desk.writing.files import alone
from vungxanh.duties.speak import said_by_people
from vungxanh.messages.lock import NotSendable, require_approved
from vungxanh.messages.models import Recording
from vungxanh.plan import Duty
from vungxanh.renditions.forms import FORMS
from vungxanh.renditions.sealed import content_of


@seated(anywhere=True)
def index(request: HttpRequest, seat: Seat, duty: str) -> HttpResponse:
    asked = _duty(seat, duty)
    said = playable(seat, asked)
    return page(
        request,
        "desk/duty_said.html",
        asked.action,
        trail=[above()],
        duty=asked,
        said=said,
        writers=[] if said else list(_writers(seat)),
        record=_where_it_is_recorded(seat, asked),
        may_write=seat.may(Verb.WRITE_MESSAGE),
    )


@seated(anywhere=True)
def file(request: HttpRequest, seat: Seat, duty: str, pk: int, language: str, form: str) -> HttpResponse:
    """A sealed file of what is said today, never another one."""
    asked = _duty(seat, duty)
    message = get_object_or_404(approved_today(seat).filter(duty=asked.id).select_related("place", "release"), pk=pk)
    kept = sealed_file(message, language, form)
    if kept is None:
        raise Http404
    try:
        require_approved(message)
        content = content_of(kept)
    except NotSendable as changed:
        return refused(request, say(changed))
    if isinstance(kept, Recording):
        media_type, suffix = kept.media_type, kept.media_type.rpartition("/")[2]
    else:
        media_type, suffix = FORMS[form].media_type, FORMS[form].suffix
    answer = alone(content, media_type)
    name = f"{message.day:%Y%m%d}-{message.pk}-{language}-{form}.{suffix}"
    answer["Content-Disposition"] = f'{"attachment" if request.GET.get("tai") else "inline"}; filename="{name}"'
    return answer


def _duty(seat: Seat, id: str) -> Duty:
    """A duty that people carry out by saying something, and that runs where the person may read. Raises Http404."""
    found = duty_or_404(seat, id)
    if not said_by_people(seat.plan, found) or not running(seat).filter(duty=id).exists():
        raise Http404
    return found


def _where_it_is_recorded(seat: Seat, duty: Duty) -> str:
    """Where the person records it: at the one place, else in the list of them; blank where they may not."""
    mine = running(seat, Verb.RECORD_EVIDENCE).filter(duty=duty.id)
    first = list(mine.order_by("place__path").values_list("pk", flat=True)[:2])
    if len(first) == 1:
        return f"{reverse('desk:obligation', args=first)}#record"
    return reverse("desk:stations", args=[duty.id]) if first else ""


def _writers(seat: Seat) -> QuerySet[Agency]:
    """The offices whose people write the province's messages today."""
    members = Membership.objects.on(seat.day).filter(place=seat.province, may__contains=[Verb.WRITE_MESSAGE])
    return Agency.objects.filter(memberships__in=members).distinct()
