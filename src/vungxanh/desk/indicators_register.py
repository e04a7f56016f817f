"""The register of indicators: what the province counts, of whom it asks it, and its own ones added without code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures_index import above
from vungxanh.desk.indicators_form import IndicatorForm
from vungxanh.desk.page import Step, page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import indicator_name
from vungxanh.figures.indicators import is_common, vocabulary
from vungxanh.figures.models import NEVER_LEFT_OUT, Indicator

RELATED = ("part_of", "adds_up", "at_most", "numerator", "denominator")


def _register() -> Step:
    return (_("Indicators"), reverse("desk:indicators"))


@seated(needs_plan=False)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    vocabulary()
    return page(
        request,
        "desk/indicators.html",
        _("Indicators"),
        trail=[above()],
        lines=[(one, is_common(one.key)) for one in Indicator.objects.select_related(*RELATED)],
        may_keep=seat.may(Verb.KEEP_REGISTERS),
    )


@seated(Verb.KEEP_REGISTERS, needs_plan=False)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = IndicatorForm(request.POST or None, common=False, new=True)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        tell(request, _("“%s” is counted from now on.") % indicator_name(made), good=True)
        return redirect("desk:indicators")
    return page(
        request, "desk/indicator_edit.html", _("Add an indicator"), trail=[above(), _register()], form=form,
    )  # fmt: skip


@seated(Verb.KEEP_REGISTERS, needs_plan=False)
def edit(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator, pk=key)
    form = IndicatorForm(request.POST or None, instance=indicator, common=is_common(key), new=False)
    if request.method == "POST" and form.is_valid():
        form.save()
        tell(request, _("Saved."), good=True)
        return redirect("desk:indicators")
    return page(
        request,
        "desk/indicator_edit.html",
        indicator_name(indicator),
        trail=[above(), _register()],
        form=form,
        indicator=indicator,
        common=is_common(key),
        never_left_out=key in NEVER_LEFT_OUT,
    )
