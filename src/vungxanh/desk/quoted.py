"""After a correction: every message and page that quoted the old number, and a redraft of one message or of all."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.releases import released
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.templatetags.desk import indicator
from vungxanh.desk.to_redraft import was_told
from vungxanh.desk.words import say
from vungxanh.figures.models import Release
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.offers import NoTemplate
from vungxanh.messages.quoting import Quoting, quoting
from vungxanh.messages.redraft import NotBefore, redraft

A_PAGE = 50
TOTALS = {
    "seven_day_total": gettext_lazy("New cases in seven days"),
    "seven_day_deaths_total": gettext_lazy("New deaths in seven days"),
    "wave_total": gettext_lazy("New cases in the wave"),
    "wave_deaths_total": gettext_lazy("New deaths in the wave"),
    "seven_day_days_missing": gettext_lazy("Days of the week without a report of cases"),
    "seven_day_deaths_days_missing": gettext_lazy("Days of the week without a report of deaths"),
    "wave_days_missing": gettext_lazy("Days of the wave without a report of cases"),
    "wave_deaths_days_missing": gettext_lazy("Days of the wave without a report of deaths"),
}


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    release = _correction(seat, pk)
    found = quoting(release)
    pages = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    names = {one.key: indicator(one) for one in indicators()}
    return page(
        request,
        "desk/release_quoted.html",
        _("Who quoted the old numbers"),
        trail=[above(), (_("Release %(number)s") % {"number": release}, reverse("desk:release", args=[release.pk]))],
        release=release,
        pages=pages,
        rows=[(one, _labelled(one, names)) for one in pages],
        open=sum(one.successor is None for one in found),
        may_write=seat.may(Verb.WRITE_MESSAGE, release.place),
        pages_of_portal=pages_quoting(release),
    )


@require_POST
@seated(Verb.WRITE_MESSAGE, needs_plan=False)
def write_again(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One message (`message` in the form), or every one that nobody has written again yet."""
    release = _correction(seat, pk)
    seat.require(Verb.WRITE_MESSAGE, release.place)
    wanted = request.POST.get("message", "")
    found = [one for one in quoting(release) if wanted in ("", str(one.message.pk))]
    if wanted and not found:
        raise Http404
    try:
        with transaction.atomic():
            made = [
                redraft(one.message, release, by=seat.user, at=seat.at, sent=was_told(one.message))
                for one in found
                if not one.successor
            ]
    except (CannotFill, NoTemplate, NotBefore) as refusal:
        refuse(request, say(refusal))
        return redirect("desk:release_quoted", pk)
    if not made:
        tell(request, _("Nothing was left to write: whatever quoted the old number is written again already."))
        return redirect("desk:release_quoted", pk)
    said = ngettext(
        "%(n)d draft is ready; a second person approves it.", "%(n)d drafts are ready; a second person approves them.",
        len(made),
    )  # fmt: skip
    tell(request, said % {"n": len(made)}, good=True)
    if len(made) == 1 and wanted:
        return redirect("desk:message", made[0].pk)
    return redirect("desk:release_quoted", pk)


def pages_quoting(release: Release) -> list[tuple[str, str]]:
    """The public pages on which the day's number stands, (label, address). They are rendered for every reader."""
    old = release.corrects
    numbers = [old.number, release.number] if old else [release.number]
    return [
        *((_("Release no. %d") % number, reverse("portal:release", args=[number])) for number in numbers),
        (_("Corrections"), reverse("portal:corrections")),
        (_("Figures of the month"), f"{reverse('portal:figures')}?thang={release.day:%Y-%m}"),
        (_("First page: chart, week and wave"), reverse("portal:home")),
        (_("Report to the committee"), reverse("portal:committee")),
        ("CSV", reverse("portal:daily_csv")),
        ("JSON", reverse("portal:daily_json")),
    ]


def _correction(seat: Seat, pk: int) -> Release:
    """404 for a release that corrects nothing."""
    release = released(seat, pk)
    if release.corrects is None:
        raise Http404
    return release


def _labelled(one: Quoting, names: dict[str, str]) -> list[tuple[str, int | None, int | None]]:
    return [
        (str(TOTALS.get(change.blank) or names.get(change.blank, change.blank)), change.old, change.new)
        for change in one.changes
    ]
