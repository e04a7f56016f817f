"""The level desk: what the rule proposes and why, what holds where, and the form by which a person declares."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.area_form import areas
from vungxanh.desk.level_map import level_map
from vungxanh.desk.levels_form import DeclareForm
from vungxanh.desk.page import page
from vungxanh.desk.proposals import Reading, latest_proposal, timeline
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import say_all
from vungxanh.levels.declare import DeclarationRefused, declare
from vungxanh.levels.models import AdoptedPlan, Proposal
from vungxanh.levels.read import declaration_on, rule_as_written
from vungxanh.places.models import Place


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    proposal = latest_proposal(seat)
    in_force = declaration_on(seat.province, seat.day)
    return page(
        request,
        "desk/levels.html",
        _("Level"),
        in_force=in_force,
        level=seat.plan.level(in_force.level) if in_force else None,
        levels=seat.plan.levels,
        reading=Reading(proposal, seat.plan) if proposal else None,
        history=timeline(seat),
        today=seat.day,
        rule=rule_as_written(seat.adopted, proposal.rule_at) if seat.adopted and proposal else "",
        **level_map(request, seat),
        may_declare=seat.anywhere(Verb.DECLARE_LEVEL),
    )


@seated(Verb.DECLARE_LEVEL, anywhere=True)
def declare_level(request: HttpRequest, seat: Seat) -> HttpResponse:
    """GET fills the form, and so does a search for an area, keeping what was typed; any other POST declares."""
    proposal = latest_proposal(seat) if seat.may(Verb.READ) else None
    typed = request.POST or request.GET
    sent = request.method == "POST" and "find" not in request.POST
    form = DeclareForm(
        request.POST if sent else None,
        levels=seat.plan.levels.items,
        areas=areas(seat, typed.get("area", "").strip()),
        initial={
            "level": typed.get("level") or (proposal.level if proposal else ""),
            "document": typed.get("document", ""),
            "valid_from": typed.get("valid_from") or seat.day + timedelta(days=1),
            "valid_to": typed.get("valid_to", ""),
            "place": typed.get("place", ""),
        },
    )
    if sent and form.is_valid():
        made = form.cleaned_data
        try:
            declaration = declare(
                cast(AdoptedPlan, seat.adopted),
                made["place"],
                made["level"],
                document=made["document"],
                valid_from=made["valid_from"],
                valid_to=made["valid_to"],
                by=seat.user,
                at=seat.at,
                proposal=_followed(proposal, made["place"]),
            )
        except DeclarationRefused as refusal:
            for sentence in say_all(refusal):
                form.add_error(None, sentence)
        else:
            said = _("Declared by %(document)s, in force from %(day)s.")
            tell(
                request,
                said % {"document": declaration.document, "day": f"{declaration.valid_from:%d/%m/%Y}"},
                good=True,
            )
            return redirect("desk:levels" if seat.may(Verb.READ) else "wagtailadmin_home")
    trail = [(_("Level"), reverse("desk:levels"))]
    return page(
        request,
        "desk/level_declare.html",
        _("Declare a level"),
        trail=trail,
        form=form,
        reading=Reading(proposal, seat.plan) if proposal else None,
    )


def _followed(proposal: Proposal | None, place: Place) -> Proposal | None:
    """The proposal that a declaration answers: the latest of the same place."""
    return proposal if proposal is not None and proposal.place_id == place.pk else None
