"""One place over time: the levels that held there, its zones, and the proposals with their inputs and steps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.level_map import named
from vungxanh.desk.page import page
from vungxanh.desk.proposals import Reading
from vungxanh.desk.seat import Seat, seated
from vungxanh.levels.models import Proposal
from vungxanh.levels.read import reigns_of, rule_as_written
from vungxanh.levels.shown import rows
from vungxanh.levels.zones import history
from vungxanh.pictures.timeline import draw_timeline

PAPERS = (("phone", 340), ("desk", 1000))


@seated(anywhere=True)
def place_page(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    place = get_object_or_404(seat.places(Verb.READ).select_related("parent"), pk=pk)
    stays = [s for s in history(seat.province, seat.at) if f"{place.path}/".startswith(f"{s.zone.place.path}/")]
    reigns = reigns_of(place, seat.day)
    last = max([seat.day, *(s.since.date() for s in stays if s.since > seat.at)])
    told = rows(reigns, stays, named(seat), {"level": _("Level"), "zone": _("Zone")}, last)
    starts = [bar.first for row in told for bar in row.bars]
    proposals = Proposal.objects.filter(plan=seat.adopted, place=place, proposed_at__lte=seat.at)
    latest = proposals.select_related("release", "place").first()
    return page(
        request,
        "desk/level_place.html",
        place.full_name,
        trail=[(_("Level"), reverse("desk:levels"))] if seat.may(Verb.READ) else [],
        place=place,
        timelines=[
            draw_timeline(
                told, first=min(starts), last=last, width=width, key=f"times-{key}",
                title=_("Levels and zones of %(place)s") % {"place": place.full_name},
                description=_("The same is told as a list below."),
                day_label=lambda day: f"{day.day}/{day.month}",
            )
            for key, width in (PAPERS if starts else ())
        ],
        reigns=[(r, seat.plan.level(r.level) if r.level else None) for r in reversed(reigns)],
        stays=list(reversed(stays)),
        reading=Reading(latest, seat.plan) if latest else None,
        rule=rule_as_written(latest.plan, latest.rule_at) if latest else "",
        may_declare=seat.may(Verb.DECLARE_LEVEL, place),
    )  # fmt: skip
