"""One message: its texts and files, where it is on its way, what it quotes, and what sending it would mean."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from vungxanh.agencies.models import Verb
from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.held_now import held_among
from vungxanh.desk.live import TO_BE_SENT, phase_of
from vungxanh.desk.order import is_sent_by_us, may_send, would_be
from vungxanh.desk.page import page
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sending import Sending, sendings
from vungxanh.desk.sms_view import shown
from vungxanh.desk.standing import ORDERED, TONES, WORDS, Standing, standing
from vungxanh.desk.writing.above import above, named
from vungxanh.desk.writing.checks import remarks_on
from vungxanh.desk.writing.difference import difference_to
from vungxanh.desk.writing.door import OPEN, readable
from vungxanh.desk.writing.files import shelves
from vungxanh.desk.writing.languages import languages_shown
from vungxanh.dispatch.held import WORDS as HELD
from vungxanh.dispatch.models import Dispatch
from vungxanh.duties.speak import wires_of
from vungxanh.figures.models import Release
from vungxanh.figures.read import figures_of
from vungxanh.messages.clearance import clock_of
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Message
from vungxanh.renditions.store import unfit

REFRESH_SECONDS = 10


@seated()
def message_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return show(request, seat, readable(seat, pk))


def show(
    request: HttpRequest, seat: Seat, message: Message, *, note: str = "", problems: Sequence[str] = ()
) -> HttpResponse:
    stands = standing(message, seat.at)
    sent = sendings(message, seat.at)
    duty = seat.plan.duty(message.duty)
    figures = figures_of(message.release)
    is_open, clock = stands in OPEN, clock_of(message)
    return page(
        request,
        "desk/message.html",
        named(message),
        trail=[above()],
        message=message,
        duty=duty,
        wires=[wire.label for wire in wires_of(seat.plan, duty)],
        variants=shown(message),
        languages=languages_shown(message),
        shelves=shelves(message, is_open=is_open),
        unfit=unfit(message) if is_open else [],
        difference=difference_to(message),
        remarks=remarks_on(message) if is_open else [],
        standing=stands,
        standing_words=WORDS[stands],
        tone=TONES[stands],
        clock=clock,
        minutes_left=clock.minutes_left(seat.at) if clock else None,
        figures=[(i, figures[i.key]) for i in indicators() if i.key in figures],
        corrected=out_of_embargo(seat, Release.objects.filter(corrects=message.release)).first(),
        held=message.source.published_at > seat.at,
        reviews=message.reviews.select_related("reviewer"),
        comments=message.comments.select_related("by", "variant", "settled_by"),
        read=fingerprint(message),
        own=message.author_id == seat.user.pk,
        open=is_open,
        asked=stands is Standing.WAITING,
        may_write=seat.may(Verb.WRITE_MESSAGE, message.place),
        may_approve=seat.may(Verb.APPROVE_MESSAGE, message.place),
        may_send=may_send(seat, message),
        by_people=not is_sent_by_us(seat, message),
        prospects=[] if stands in (*ORDERED, Standing.EXPIRED) else would_be(seat, message),
        sendings=sent,
        why_held={pk: HELD[why] for pk, why in held_among(_under_way(sent, seat.at), seat.at).items()},
        refresh_after=REFRESH_SECONDS if any(sending.under_way for sending in sent) else None,
        note=note,
        problems=problems,
    )


def _under_way(sent: Sequence[Sending], at: datetime) -> list[Dispatch]:
    return [one.dispatch for one in sent if one.counts.waiting and phase_of(one, at) in TO_BE_SENT]
