"""A release is prepared by one person, signed by another, and corrected by a new release; never edited."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.clock import VIETNAM
from vungxanh.desk.below import below_of_draft, below_of_release
from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.reports import indicators, open_drafts
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.to_sign import before_of, changes_below, missing_of
from vungxanh.desk.words import say
from vungxanh.figures import release as verbs
from vungxanh.figures.findings import findings_of
from vungxanh.figures.models import Release, ReleaseDraft
from vungxanh.figures.read import figures_of
from vungxanh.figures.refusals import ReleaseRefused
from vungxanh.figures.reporters import hour_of
from vungxanh.levels.propose import propose
from vungxanh.messages.models import Message

FIVE_O_CLOCK = "17:00"  # the hour of the daily report; the other choice is blank: once it is signed


def five_o_clock(seat: Seat) -> datetime | None:
    """17:00 of this day, while it lies ahead."""
    hour = hour_of(seat.day)
    return hour if hour > seat.at else None


@require_POST
@seated(Verb.REPORT_FIGURES, needs_plan=False)
def prepare_release(request: HttpRequest, seat: Seat, day: date) -> HttpResponse:
    hour = five_o_clock(seat) if request.POST.get("public") == FIVE_O_CLOCK else None
    try:
        draft = verbs.prepare(seat.province, day, by=seat.user, as_of=seat.at, at=seat.at, publish_at=hour)
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
    before = before_of(draft)
    return page(
        request,
        "desk/release_draft.html",
        _("To sign: figures of %(day)s") % {"day": f"{draft.day:%d/%m/%Y}"},
        trail=[above()],
        draft=draft,
        figures=[(i, draft.figures.get(i.key), before.get(i.key)) for i in indicators() if i.key in draft.figures],
        below=below_of_draft(draft),
        changes=changes_below(draft),
        missing=missing_of(draft, seat.at),
        findings=findings_of(draft.place, draft.day),
        waits=draft.publish_at is not None and draft.publish_at > seat.at,
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
    if release.published_at > seat.at:
        said = _("Release %(number)s is signed. It is under embargo until %(hour)s.")
        hour = f"{release.published_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        tell(request, said % {"number": release, "hour": hour}, good=True)
    else:
        tell(request, _("Release %(number)s is signed and public.") % {"number": release}, good=True)
    return redirect("desk:release", release.pk)


@seated(needs_plan=False)
def release_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return _show(request, seat, released(seat, pk))


@require_POST
@seated(Verb.REPORT_FIGURES, needs_plan=False)
def correct_release(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    release = released(seat, pk)
    seat.require(Verb.REPORT_FIGURES, release.place)
    reason = request.POST.get("reason", "")
    try:
        draft = verbs.prepare_correction(release, by=seat.user, as_of=release.as_of, at=seat.at, reason=reason)
    except ReleaseRefused as refusal:
        return _show(request, seat, release, reason=reason, problem=say(refusal))
    return redirect("desk:release_draft", draft.pk)


def released(seat: Seat, pk: int) -> Release:
    """A release that the person may see; 404 while it is under embargo and not theirs to preview."""
    known = Release.objects.select_related("prepared_by", "signed_by", "corrects", "place")
    return seat.find(out_of_embargo(seat, known), pk)


def _show(request: HttpRequest, seat: Seat, release: Release, *, reason: str = "", problem: str = "") -> HttpResponse:
    figures = figures_of(release)
    quoting = Message.objects.filter(release=release)
    near = (release.number - 2, release.number + 2)
    return page(
        request,
        "desk/release.html",
        _("Release %(number)s") % {"number": release},
        trail=[above()],
        release=release,
        figures=[(i, figures[i.key]) for i in indicators() if i.key in figures],
        held=release.published_at > seat.at,
        below=below_of_release(release),
        chain=out_of_embargo(seat, Release.objects.filter(place=release.place, number__range=near)),
        corrections=out_of_embargo(seat, release.corrections.all()),
        quoting=seat.rows(quoting).count(),
        may_correct=seat.may(Verb.REPORT_FIGURES, release.place),
        reason=reason,
        problem=problem,
    )
