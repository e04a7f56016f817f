"""A release is prepared by one person, signed by another, and corrected by a new release; never edited."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures import above
from vungxanh.desk.page import page
from vungxanh.desk.reports import indicators, open_drafts
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.figures import release as verbs
from vungxanh.figures.models import Release, ReleaseDraft
from vungxanh.figures.read import figures_of
from vungxanh.figures.refusals import ReleaseRefused
from vungxanh.levels.propose import propose
from vungxanh.messages.models import Message


@require_POST
@seated(Verb.REPORT_FIGURES, needs_plan=False)
def prepare_release(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    try:
        draft = verbs.prepare(seat.province, day, by=seat.user, as_of=seat.at, at=seat.at)
    except ReleaseRefused as refusal:
        refuse(request, say(refusal))
        return redirect("desk:figures_day", day)
    return redirect("desk:release_draft", draft.pk)


@seated(needs_plan=False)
def draft_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    draft = seat.find(ReleaseDraft.objects.select_related("prepared_by", "place", "corrects"), pk)
    signed = Release.objects.filter(draft=draft).first()
    if signed:
        return redirect("desk:release", signed.pk)
    before = figures_of(draft.corrects) if draft.corrects else {}
    return page(
        request,
        "desk/release_draft.html",
        _("To sign: figures of %(day)s") % {"day": f"{draft.day:%d/%m/%Y}"},
        trail=[above()],
        draft=draft,
        figures=[(i, draft.figures.get(i.key), before.get(i.key)) for i in indicators() if i.key in draft.figures],
        replaced=not open_drafts(seat).filter(pk=draft.pk).exists(),
        own=draft.prepared_by_id == seat.user.pk,
        may_sign=seat.may(Verb.SIGN_RELEASE, draft.place),
    )


@require_POST
@seated(Verb.SIGN_RELEASE, needs_plan=False)
def sign_release(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Sign, and let the plan's rule look at the figures at once, so that the committee finds its proposal."""
    draft = seat.find(ReleaseDraft.objects.select_related("place"), pk)
    seat.require(Verb.SIGN_RELEASE, draft.place)
    if not open_drafts(seat).filter(pk=draft.pk).exists():
        refuse(request, _("A newer draft of this day has taken its place; sign that one."))
        return redirect("desk:figures_day", draft.day)
    try:
        release = verbs.sign(draft, by=seat.user, at=seat.at)
    except ReleaseRefused as refusal:
        refuse(request, say(refusal))
        return redirect("desk:release_draft", draft.pk)
    if seat.adopted:
        propose(seat.adopted, release, at=seat.at)
    tell(request, _("Release %(number)s is signed and public.") % {"number": release}, good=True)
    return redirect("desk:release", release.pk)


@seated(needs_plan=False)
def release_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return _show(request, seat, _released(seat, pk))


@require_POST
@seated(Verb.REPORT_FIGURES, needs_plan=False)
def correct_release(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    release = _released(seat, pk)
    seat.require(Verb.REPORT_FIGURES, release.place)
    reason = request.POST.get("reason", "")
    try:
        draft = verbs.prepare_correction(release, by=seat.user, as_of=seat.at, at=seat.at, reason=reason)
    except ReleaseRefused as refusal:
        return _show(request, seat, release, reason=reason, problem=say(refusal))
    return redirect("desk:release_draft", draft.pk)


def _released(seat: Seat, pk: int) -> Release:
    return seat.find(Release.objects.select_related("prepared_by", "signed_by", "corrects", "place"), pk)


def _show(request: HttpRequest, seat: Seat, release: Release, *, reason: str = "", problem: str = "") -> HttpResponse:
    figures = figures_of(release)
    quoting = Message.objects.filter(release=release)
    return page(
        request,
        "desk/release.html",
        _("Release %(number)s") % {"number": release},
        trail=[above()],
        release=release,
        figures=[(i, figures[i.key]) for i in indicators() if i.key in figures],
        chain=Release.objects.filter(place=release.place, number__range=(release.number - 2, release.number + 2)),
        corrections=release.corrections.all(),
        quoting=seat.rows(quoting).count(),
        may_correct=seat.may(Verb.REPORT_FIGURES, release.place),
        reason=reason,
        problem=problem,
    )
