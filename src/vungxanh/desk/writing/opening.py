"""Opening a due duty: whom it speaks to, and the words that fit its level, its themes and them, to draft from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django import forms
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.duty_lines import duty_or_404, running
from vungxanh.desk.embargo import todays_release
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.standing import TONES, WORDS, messages_of, standing
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import above, named
from vungxanh.desk.writing.facts import audiences_of
from vungxanh.desk.writing.offered import as_they_read
from vungxanh.duties.expand import end_of
from vungxanh.duties.speak import says_something, themes_of, wires_of
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.draft import draft_message
from vungxanh.messages.models import DayTheme, Message
from vungxanh.messages.offers import Offer, offers, spoken_to
from vungxanh.messages.themes import in_order, theme_of
from vungxanh.plan import Duty


@dataclass(frozen=True, slots=True)
class Opened:
    """A duty that runs today: the level it is in force at, whom it speaks to now, and what fits them."""

    duty: Duty
    level: str
    audience: str
    day_theme: DayTheme | None
    offers: Sequence[Offer]


class Choice(forms.Form):
    """What was chosen on the page: the words, and which message of the duty's day they become."""

    template = forms.ChoiceField()
    slot = forms.IntegerField(min_value=1, max_value=99)

    def __init__(self, *args: object, keys: Sequence[str], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["template"] = forms.ChoiceField(choices=[(key, key) for key in keys])


@seated(Verb.WRITE_MESSAGE)
def open_duty(request: HttpRequest, seat: Seat, duty: str) -> HttpResponse:
    """GET shows the offers for an audience; POST drafts one of them. A duty that says nothing today is no address."""
    opened, release = _opened(request, seat, duty), todays_release(seat)
    if request.method == "POST":
        return _choose(request, seat, opened, release)
    adopted = cast(AdoptedPlan, seat.adopted)
    mine = messages_of(seat).filter(duty=duty, day=seat.day)
    return page(
        request,
        "desk/opening.html",
        opened.duty.action,
        trail=[above()],
        opened=opened,
        slot=_last_slot(seat, opened.duty) + 1,
        level=seat.plan.level(opened.level) if opened.level else None,
        channels=[seat.plan.channel(id).name for id in opened.duty.channel],
        wires=[wire.label for wire in wires_of(seat.plan, opened.duty)],
        audiences=sorted(audiences_of(seat), key=lambda one: one[0] not in opened.duty.audience),
        day_theme=opened.day_theme,
        shown=as_they_read(opened.offers, _unsaved(adopted, opened, release)) if release else [],
        release=release,
        drafted=[_row(one, seat) for one in mine],
    )


def _opened(request: HttpRequest, seat: Seat, id: str) -> Opened:
    """The duty at the widest place of the province that it runs at today. Raises Http404."""
    duty = duty_or_404(seat, id)
    here = running(seat, Verb.WRITE_MESSAGE).filter(duty=id).order_by("place__path")
    level = here.values_list("level", flat=True).first()
    if level is None or not says_something(duty):
        raise Http404
    asked = request.GET.get("doi-tuong", "")
    audience = asked if asked in {id for id, _label in audiences_of(seat)} else spoken_to(duty.audience)
    chosen = theme_of(cast(AdoptedPlan, seat.adopted), seat.day)
    themes = in_order(themes_of(seat.plan, [audience] if audience else []), chosen.theme if chosen else None)
    return Opened(duty, level, audience, chosen, offers(themes, level, audience))


def _last_slot(seat: Seat, duty: Duty) -> int:
    today = Message.objects.filter(plan=seat.adopted, duty=duty.id, day=seat.day, replaces=None)
    return today.aggregate(last=Max("slot"))["last"] or 0


def _row(message: Message, seat: Seat) -> tuple[Message, str, Promise, str]:
    """(message, how it is called, how it stands, the tone of that)."""
    stands = standing(message, seat.at)
    return message, named(message), WORDS[stands], TONES[stands]


def _unsaved(adopted: AdoptedPlan, opened: Opened, release: Release) -> Message:
    return Message(
        plan=adopted, place=release.place, release=release, duty=opened.duty.id, day=release.day,
        level=opened.level, audience=opened.audience,
    )  # fmt: skip


def _choose(request: HttpRequest, seat: Seat, opened: Opened, release: Release | None) -> HttpResponse:
    """Drafts what was chosen, once: a second person who chose at the same moment comes to the same draft."""
    form = Choice(request.POST, keys=[one.template.key for one in opened.offers])
    if release is None or not form.is_valid():
        nothing = _("There is no release of today's figures yet; a message quotes a release.")
        refuse(request, _("Choose one of the offers.") if release else nothing)
        return redirect(request.get_full_path())
    offer = next(one for one in opened.offers if one.template.key == form.cleaned_data["template"])
    try:
        message = draft_message(
            cast(AdoptedPlan, seat.adopted),
            release,
            duty_id=opened.duty.id,
            slot=form.cleaned_data["slot"],
            template=offer.template,
            level=opened.level,
            by=seat.user,
            at=seat.at,
            expires_at=end_of(release.day),
            audience=opened.audience,
        )
    except CannotFill as refusal:
        refuse(request, say(refusal))
        return redirect(request.get_full_path())
    if message.drafted_at != seat.at:
        tell(request, _("This message of the day was drafted already: here it is."))
    return redirect("desk:message", message.pk)
