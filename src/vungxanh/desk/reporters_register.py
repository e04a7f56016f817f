"""The register of reporting units: which communes, districts and sites owe figures, from when to when, by what hour."""

from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.areas import areas_of
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import Step, page
from vungxanh.desk.reporters_form import ChooseForm, ReporterForm, SiteForm
from vungxanh.desk.reporters_lines import Unit, lines
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.templatetags.desk import owing
from vungxanh.figures.models import Reporter
from vungxanh.figures.owing import change_hour, end, owe
from vungxanh.places.models import Place, PlaceQuerySet, Tier
from vungxanh.places.sites import SiteRefused, add_site

USUAL_HOUR = time(16)


@dataclass(frozen=True, slots=True)
class Shown:
    """A district: how many of its units owe figures, and a line for each unit."""

    place: Place
    owing: int
    number: int
    lines: SafeString


def _register() -> Step:
    return (_("Reporting units"), reverse("desk:reporters"))


def _places(seat: Seat) -> PlaceQuerySet:
    return Place.objects.within(seat.province).on(seat.day).exclude(pk=seat.province.pk)


def _units(seat: Seat) -> list[Unit]:
    """Two queries."""
    known = Reporter.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=seat.day), place__in=_places(seat))
    latest = {reporter.place_id: reporter for reporter in known.order_by("valid_from")}
    return [Unit(place, latest.get(place.pk)) for place in _places(seat)]


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _show(request, seat, None)


@require_POST
@seated(Verb.KEEP_REGISTERS, needs_plan=False)
def choose(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All communes, all districts, or the ticked ones owe figures from a day on."""
    form = ChooseForm(request.POST, places=_places(seat))
    if not form.is_valid():
        return _show(request, seat, form)
    added = owe(form.chosen(), due=form.cleaned_data["due"], since=form.cleaned_data["since"])
    said = ngettext("%(number)d unit owes figures now.", "%(number)d units owe figures now.", added)
    tell(request, said % {"number": added}, good=True)
    return redirect("desk:reporters")


@seated(Verb.KEEP_REGISTERS, needs_plan=False)
def edit(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    reporter = seat.find(Reporter.objects.select_related("place"), pk)
    given = {"due": reporter.due, "since": seat.day, "last": reporter.valid_to}
    form = ReporterForm(request.POST or None, reporter=reporter, initial=given)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if form.changes_hour:
                reporter = change_hour(reporter, form.cleaned_data["due"], since=form.cleaned_data["since"])
            end(reporter, form.cleaned_data["last"])
        tell(request, _("Saved."), good=True)
        return redirect("desk:reporters")
    title = reporter.place.full_name
    return page(
        request, "desk/reporter_edit.html", title, trail=[above(), _register()], form=form, reporter=reporter
    )  # fmt: skip


@seated(Verb.KEEP_REGISTERS, needs_plan=False)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A hospital or centre that is not in the register of places: it is added there and owes figures at once."""
    places = Place.objects.within(seat.province).on(seat.day)
    form = SiteForm(request.POST or None, places=places, initial={"due": USUAL_HOUR, "since": seat.day})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                site = add_site(said["above"], kind=said["kind"], name=said["name"], code=said["code"])
                owe(Place.objects.filter(pk=site.pk), due=said["due"], since=said["since"])
        except SiteRefused as refusal:
            form.add_error("above" if refusal.code == "below-a-site" else "code", str(refusal))
        else:
            tell(request, _("%s is added and owes figures now.") % site, good=True)
            return redirect("desk:reporters")
    return page(request, "desk/site_add.html", _("Add a hospital or centre"), trail=[above(), _register()], form=form)


def _show(request: HttpRequest, seat: Seat, form: ChooseForm | None) -> HttpResponse:
    units = _units(seat)
    may_keep = seat.may(Verb.KEEP_REGISTERS)
    ticked = {place.pk for place in form.cleaned_data.get("place", ())} if form else set()
    return page(
        request,
        "desk/reporters.html",
        _("Reporting units"),
        trail=[above()],
        form=form or ChooseForm(places=_places(seat), initial={"due": USUAL_HOUR, "since": seat.day}),
        areas=[
            Shown(
                area.place,
                owing=owing(area.units),
                number=len(area.units),
                lines=lines(area.units, may_keep=may_keep, ticked=ticked),
            )
            for area in areas_of(seat.province, units, seat.day)
        ],
        owing=owing(units),
        number=len(units),
        tiers=[
            (tier, sum(unit.place.tier == tier and unit.reporter is None for unit in units))
            for tier in (Tier.DISTRICT, Tier.COMMUNE)
        ],
        may_keep=may_keep,
    )
