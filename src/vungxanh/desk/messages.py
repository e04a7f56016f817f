"""The message desk: what is to be said today, drafts, and a second person's verdict."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.held_now import held_among
from vungxanh.desk.live import TO_BE_SENT, phase_of
from vungxanh.desk.messages_form import VariantsForm
from vungxanh.desk.order import may_send, would_be
from vungxanh.desk.page import Step, page
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sending import Sending, sendings
from vungxanh.desk.sms_view import shown
from vungxanh.desk.standing import ORDERED, TONES, WORDS, Standing, having, messages_of, standing
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.words import THEMES, say
from vungxanh.dispatch.held import WORDS as HELD
from vungxanh.dispatch.models import Dispatch
from vungxanh.duties.speak import draft_speech, wires_of
from vungxanh.figures.models import Release
from vungxanh.figures.read import figures_of
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.draft import NoTemplate
from vungxanh.messages.lock import AlreadyApproved, fingerprint
from vungxanh.messages.models import Message
from vungxanh.messages.plain import NothingToUnaccent, drop_plain, make_plain
from vungxanh.messages.review import ReviewRefused, approve, return_to_author

A_PAGE = 20
REFRESH_SECONDS = 10


def above() -> Step:
    return (_("Public messages"), reverse("desk:messages"))


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
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
        today=seat.day,
    )


def todays_release(seat: Seat) -> Release | None:
    today = Release.objects.filter(place=seat.province, day=seat.day)
    return out_of_embargo(seat, today).order_by("-number").first()


def _row(message: Message, seat: Seat) -> dict[str, object]:
    stands = standing(message, seat.at)
    heading = next((s.variant.subject for s in shown(message) if s.variant.language == "vi"), str(message))
    return {"standing": WORDS[stands], "tone": TONES[stands], "subject": heading}


@require_POST
@seated(Verb.WRITE_MESSAGE)
def draft(request: HttpRequest, seat: Seat, obligation: int, slot: int) -> HttpResponse:
    """Draft one message that today asks for. What nobody asks for is no address (404)."""
    speech = next(
        (u.speech for u in unwritten(seat) if (u.speech.obligation.pk, u.speech.slot) == (obligation, slot)), None
    )
    if speech is None:
        raise Http404
    release = todays_release(seat)
    if release is None:
        refuse(request, _("There is no release of today's figures yet; a message quotes a release."))
        return redirect("desk:messages")
    try:
        message = draft_speech(cast(AdoptedPlan, seat.adopted), speech, release, by=seat.user, at=seat.at)
    except NoTemplate as missing:
        refuse(request, say(missing))
        return redirect("desk:messages")
    return redirect("desk:message", message.pk)


@seated()
def message_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return _show(request, seat, seat.find(messages_of(seat), pk))


def _show(request: HttpRequest, seat: Seat, message: Message, *, note: str = "", problem: str = "") -> HttpResponse:
    stands = standing(message, seat.at)
    sent = sendings(message, seat.at)
    duty = seat.plan.duty(message.duty)
    figures = figures_of(message.release)
    return page(
        request,
        "desk/message.html",
        f"{THEMES.get(message.theme, message.theme)} · {message.day:%d/%m}",
        trail=[above()],
        message=message,
        duty=duty,
        wires=[wire.label for wire in wires_of(seat.plan, duty)],
        variants=shown(message),
        standing=stands,
        standing_words=WORDS[stands],
        tone=TONES[stands],
        figures=[(i, figures[i.key]) for i in indicators() if i.key in figures],
        corrected=out_of_embargo(seat, Release.objects.filter(corrects=message.release)).first(),
        held=message.source.published_at > seat.at,
        reviews=message.reviews.select_related("reviewer"),
        read=fingerprint(message),
        own=message.author_id == seat.user.pk,
        open=stands in (Standing.WAITING, Standing.RETURNED),
        may_write=seat.may(Verb.WRITE_MESSAGE, message.place),
        may_approve=seat.may(Verb.APPROVE_MESSAGE, message.place),
        may_send=may_send(seat, message),
        prospects=[] if stands in (*ORDERED, Standing.EXPIRED) else would_be(seat, message),
        sendings=sent,
        why_held={pk: HELD[why] for pk, why in held_among(_under_way(sent, seat.at), seat.at).items()},
        refresh_after=REFRESH_SECONDS if any(sending.under_way for sending in sent) else None,
        note=note,
        problem=problem,
    )


def _under_way(sent: Sequence[Sending], at: datetime) -> list[Dispatch]:
    return [one.dispatch for one in sent if one.counts.waiting and phase_of(one, at) in TO_BE_SENT]


@seated(Verb.WRITE_MESSAGE)
def edit(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Only its author edits a message: whoever else approves it must not be approving their own words."""
    message = seat.find(messages_of(seat), pk)
    seat.require(Verb.WRITE_MESSAGE, message.place)
    if message.author_id != seat.user.pk:
        refuse(request, _("Only the author edits a message. Return it with a note that says what to change."))
        return redirect("desk:message", pk)
    if standing(message, seat.at) not in (Standing.WAITING, Standing.RETURNED):
        refuse(request, _("This message is approved or over; it is not edited any more."))
        return redirect("desk:message", pk)
    form = VariantsForm(request.POST or None, variants=shown(message), read=fingerprint(message))
    if request.method == "POST" and form.is_valid() and form.save():
        if request.POST.get("plain"):
            _make_or_drop_plain(request, message)
            return redirect("desk:message_edit", pk)
        tell(request, _("Saved. A second person can approve it now."), good=True)
        return redirect("desk:message", pk)
    trail = [above(), (str(message), reverse("desk:message", args=[pk]))]
    has_plain = any(one.is_plain for one in form.variants)
    title = _("Edit the message")
    return page(request, "desk/message_edit.html", title, trail=trail, form=form, message=message, has_plain=has_plain)


def _make_or_drop_plain(request: HttpRequest, message: Message) -> None:
    """After saving: the SMS without accents is made from the short text as it now is, or given up."""
    try:
        if request.POST["plain"] == "drop":
            drop_plain(message)
            tell(request, _("The form without accents is gone."), good=True)
            return
        _variant, left = make_plain(message)
    except (AlreadyApproved, NothingToUnaccent) as refusal:
        refuse(request, say(refusal))
        return
    tell(request, _("Made from the short text. Read it: without accents a word may mean something else."), good=True)
    if left:
        letters = ", ".join(f"“{letter}”" for letter in left)
        refuse(request, _("These have no plain letter and make it dear all the same; replace them: %s") % letters)


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def approve_message(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Approve exactly the text that was on the approver's screen: its hash comes with the form."""
    message = seat.find(messages_of(seat), pk)
    seat.require(Verb.APPROVE_MESSAGE, message.place)
    note = request.POST.get("note", "")
    if standing(message, seat.at) is Standing.EXPIRED:
        return _show(
            request, seat, message, note=note, problem=_("The message's time is over; it is not sent any more.")
        )
    try:
        approve(message, by=seat.user, at=seat.at, note=note, read=request.POST.get("read", ""))
    except ReviewRefused as refusal:
        return _show(request, seat, message, note=note, problem=say(refusal))
    tell(request, _("Approved. The text is locked; it can be sent now."), good=True)
    return redirect("desk:message", pk)


@require_POST
@seated(Verb.APPROVE_MESSAGE)
def return_message(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    message = seat.find(messages_of(seat), pk)
    seat.require(Verb.APPROVE_MESSAGE, message.place)
    note = request.POST.get("note", "")
    try:
        return_to_author(message, by=seat.user, at=seat.at, note=note)
    except ReviewRefused as refusal:
        return _show(request, seat, message, note=note, problem=say(refusal))
    tell(request, _("Returned to its author with your note."), good=True)
    return redirect("desk:message", pk)
