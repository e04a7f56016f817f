"""A local zone is declared from an hour, and lifted by a document of its own. Both are rows that nobody edits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.area_form import areas
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import say_all
from vungxanh.desk.zones_form import LiftForm, ZoneForm
from vungxanh.levels.models import LocalZone
from vungxanh.levels.zones import ZoneRefused, declare_zone, lift_zone
from vungxanh.plan import Zone


@seated(Verb.DECLARE_LEVEL, anywhere=True)
def declare_one(request: HttpRequest, seat: Seat) -> HttpResponse:
    """GET fills the form, and so does a search for an area, keeping what was typed; any other POST declares."""
    typed = request.POST or request.GET
    sent = request.method == "POST" and "find" not in request.POST
    kept = {name: typed[name] for name in ("zone", *ZoneForm.below, "place") if name in typed}
    form = ZoneForm(
        request.POST if sent else None,
        areas=areas(seat, typed.get("area", "").strip()),
        initial={"valid_from": seat.at, **kept},
    )
    if sent and form.is_valid():
        made = form.cleaned_data
        try:
            zone = declare_zone(
                made["place"],
                Zone(made["zone"]),
                document=made["document"],
                valid_from=made["valid_from"],
                valid_to=made["valid_to"],
                area=made["part"],
                reason=made["reason"],
                authority=made["authority"],
                by=seat.user,
                at=seat.at,
            )
        except ZoneRefused as refusal:
            for sentence in say_all(refusal):
                form.add_error(None, sentence)
        else:
            said = _("%(zone)s: %(place)s, by %(document)s.")
            words = {"zone": zone.get_zone_display(), "place": zone.where, "document": zone.document}
            tell(request, said % words, good=True)
            return redirect("desk:level_place", zone.place_id)
    return page(
        request,
        "desk/zone_declare.html",
        _("Declare a local zone"),
        trail=[(_("Level"), reverse("desk:levels"))],
        form=form,
    )


@seated(Verb.DECLARE_LEVEL, anywhere=True)
def lift(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    zone = seat.find(LocalZone.objects.select_related("place"), pk)
    seat.require(Verb.DECLARE_LEVEL, zone.place)
    form = LiftForm(request.POST if request.method == "POST" else None, initial={"valid_from": seat.at})
    if request.method == "POST" and form.is_valid():
        made = form.cleaned_data
        try:
            lift_zone(zone, document=made["document"], valid_from=made["valid_from"], by=seat.user, at=seat.at)
        except ZoneRefused as refusal:
            for sentence in say_all(refusal):
                form.add_error(None, sentence)
        else:
            tell(request, _("The zone of %(place)s is lifted.") % {"place": zone.where}, good=True)
            return redirect("desk:level_place", zone.place_id)
    return page(
        request,
        "desk/zone_lift.html",
        _("Lift a local zone"),
        trail=[(_("Level"), reverse("desk:levels"))],
        form=form,
        zone=zone,
    )
