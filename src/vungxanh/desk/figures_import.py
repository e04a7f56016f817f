"""A file of figures read in: what became of every row, and the names that a person has to say the meaning of.

Whoever reports for a part of the province imports the rows of that part; those of others are rejected and say so. The
file is not kept: once the names are confirmed it is chosen again, and only what was missing is stored.
"""

from collections.abc import Collection
from typing import BinaryIO, cast

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.csv_download import csv_download
from vungxanh.desk.figures_import_form import FileForm, NameForm
from vungxanh.desk.figures_index import above
from vungxanh.desk.page import page
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.figures.intake import FileRefused, import_figures
from vungxanh.figures.models import FiguresImport
from vungxanh.figures.unknown_names import asked
from vungxanh.places.models import PlaceQuerySet
from vungxanh.places.spellings import SpellingRefused, confirm

REJECTS_A_PAGE = 100


@seated(Verb.REPORT_FIGURES, anywhere=True, needs_plan=False)
def import_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = import_figures(
                cast(BinaryIO, file.file),
                file.name,
                province=seat.province,
                by=seat.user,
                at=seat.at,
                encoding=form.cleaned_data["encoding"] or None,
                sheet=form.cleaned_data["sheet"] or None,
                only=_own(seat),
            )
        except FileRefused as refusal:
            problems = [problem.sentence for problem in refusal.problems]
        else:
            if done.repeated:
                tell(request, _("This file was imported before; nothing was stored again."))
            if _readable(seat).filter(pk=done.pk).exists():
                return redirect("desk:figures_imported", done.pk)
            return redirect("desk:figures_import")
    title = _("Import a file of figures")
    return page(
        request,
        "desk/figures_import.html",
        title,
        trail=[above()],
        form=form,
        problems=problems,
        known=indicators(),
        whole=seat.may(Verb.REPORT_FIGURES),
    )


@seated(anywhere=True, needs_plan=False)
def imported(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    return _show(request, seat, _find(seat, pk))


@seated(anywhere=True, needs_plan=False)
def rejected(request: HttpRequest, seat: Seat, pk: int) -> HttpResponseBase:
    """The rows that were not stored, to be put right and imported again."""
    rows = _find(seat, pk).rejects.values_list("line", "code", "reason", "text").iterator(chunk_size=2000)
    return csv_download(f"vungxanh-rejected-figures-{pk}", ("line", "code", "reason", "row"), rows)


@require_POST
@seated(Verb.REPORT_FIGURES, anywhere=True, needs_plan=False)
def confirm_name(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """A person says what a name in the file means. Only for a name and a place that the person reports for."""
    done = _find(seat, pk)
    form = NameForm(request.POST, places=_places_of(seat))
    names = asked(done)
    if not form.is_valid() or form.cleaned_data["number"] >= len(names):
        refuse(request, *(str(said) for errors in form.errors.values() for said in errors))
        return redirect("desk:figures_imported", pk)
    name = names[form.cleaned_data["number"]]
    seat.require(Verb.REPORT_FIGURES, name.inside)
    try:
        spelling = confirm(name.inside, name.written, form.cleaned_data["code"], by=seat.user, at=seat.at)
    except SpellingRefused as refusal:
        refuse(request, say(refusal))
    else:
        said = {"name": spelling.written, "inside": name.inside.full_name, "place": spelling.place.full_name}
        tell(request, _("“%(name)s” in %(inside)s is %(place)s from now on.") % said, good=True)
    return redirect("desk:figures_imported", pk)


def _own(seat: Seat) -> Collection[int] | None:
    """The places that the person reports for; None for the whole province."""
    if seat.may(Verb.REPORT_FIGURES):
        return None
    return frozenset(_places_of(seat).values_list("pk", flat=True))


def _places_of(seat: Seat) -> PlaceQuerySet:
    return seat.places(Verb.REPORT_FIGURES)


def _find(seat: Seat, pk: int) -> FiguresImport:
    return get_object_or_404(_readable(seat).select_related("imported_by"), pk=pk)


def _readable(seat: Seat) -> QuerySet[FiguresImport]:
    """Those that the person read in, and for whoever reads the whole province's desk all."""
    whole = seat.rows(FiguresImport.objects.all(), field="province")
    own = Q(imported_by=seat.user, province=seat.province)
    return FiguresImport.objects.filter(Q(pk__in=whole) | own)


def _show(request: HttpRequest, seat: Seat, done: FiguresImport) -> HttpResponse:
    names, own = asked(done), _own(seat)
    return page(
        request,
        "desk/figures_imported.html",
        _("File read"),
        trail=[above()],
        done=done,
        pages=Paginator(done.rejects.all(), REJECTS_A_PAGE).get_page(request.GET.get("p")),
        names=[(name, own is None or name.inside.pk in own) for name in names],
        confirmed=any(name.confirmed is not None for name in names),
    )
