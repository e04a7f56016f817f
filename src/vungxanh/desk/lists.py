"""The lists of those who agreed to be told: how many there are, and a file of more. Only for who writes messages here.

Whoever imports says how these people agreed. Every row of the file is stored, known or rejected with its reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh import clock
from vungxanh.agencies.models import Verb
from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.csv_download import csv_download
from vungxanh.desk.lists_form import ListForm
from vungxanh.desk.page import Step, page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.duties.deliver import LISTENERS
from vungxanh.subscribers.lists import FileRefused, import_list
from vungxanh.subscribers.models import ListImport
from vungxanh.subscribers.read import Counted, counts

REJECTS_A_PAGE = 100
IMPORTS_SHOWN = 20
WIRES = (ChannelKind.SMS, ChannelKind.EMAIL)


@dataclass(frozen=True, slots=True)
class Line:
    """Addresses by channel, in the order of WIRES, of an audience or of a place."""

    name: str
    code: str
    numbers: tuple[int, ...]


def above() -> Step:
    return (_("Address lists"), reverse("desk:lists"))


@seated(Verb.WRITE_MESSAGE)
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    found = counts(seat.province, seat.at)
    names = dict(audiences_of(seat))
    return page(
        request,
        "desk/lists.html",
        _("Address lists"),
        wires=[wire.label for wire in WIRES],
        audiences=[Line(names.get(key, key), key, numbers) for key, numbers in _added(found, "audience").items()],
        places=[Line(_names(found)[path], path.rsplit("/", 1)[-1], n) for path, n in _added(found, "path").items()],
        imports=seat.rows(ListImport.objects.select_related("by"), field="province")[:IMPORTS_SHOWN],
    )


def _added(found: Iterable[Counted], by: str) -> dict[str, tuple[int, ...]]:
    sums: dict[str, dict[ChannelKind, int]] = defaultdict(lambda: dict.fromkeys(WIRES, 0))
    for one in found:
        sums[getattr(one, by)][one.channel] += one.addresses
    return {key: tuple(numbers[wire] for wire in WIRES) for key, numbers in sums.items()}


def _names(found: Iterable[Counted]) -> dict[str, str]:
    return {one.path: one.place for one in found}


def audiences_of(seat: Seat) -> list[tuple[str, str]]:
    """Those of the plan, and those that a wire of ours has for itself."""
    of_wires = dict.fromkeys(LISTENERS.values(), _("Press"))
    return list({**of_wires, **{audience.id: audience.label for audience in seat.plan.audiences}}.items())


@seated(Verb.WRITE_MESSAGE)
def import_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None, audiences=audiences_of(seat))
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = import_list(
                cast(BinaryIO, given["file"].file),
                given["file"].name,
                audience=given["audience"],
                province=seat.province,
                consent=given["consent"],
                by=seat.user,
                at=seat.at,
                as_of=given["as_of"],
                encoding=given["encoding"] or None,
                sheet=given["sheet"] or None,
                resubscribe=given["resubscribe"],
                simulated=clock.is_exercise(),
            )
        except FileRefused as refusal:
            problems = [problem.sentence for problem in refusal.problems]
            form.ask(problem.code for problem in refusal.problems)
        else:
            tell(request, *done.notes)
            return redirect("desk:list_imported", done.pk)
    title = _("Import a list of addresses")
    return page(request, "desk/list_import.html", title, trail=[above()], form=form, problems=problems)


@seated(Verb.WRITE_MESSAGE)
def imported(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    done = seat.find(ListImport.objects.select_related("by"), pk, field="province")
    rejected = Paginator(done.rejected_rows.all(), REJECTS_A_PAGE).get_page(request.GET.get("p"))
    return page(request, "desk/list_imported.html", _("List read"), trail=[above()], done=done, pages=rejected)


@seated(Verb.WRITE_MESSAGE)
def rejected(request: HttpRequest, seat: Seat, pk: int) -> HttpResponseBase:
    """The rows that were not taken, to be put right and read in again."""
    done = seat.find(ListImport.objects.all(), pk, field="province")
    rows = done.rejected_rows.values_list("row", "code", "reason", "content").iterator(chunk_size=2000)
    return csv_download(f"vungxanh-rejected-{done.pk}", ("row", "code", "reason", "content"), rows)
