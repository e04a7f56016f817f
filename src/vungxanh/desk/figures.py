"""A file of figures read in: every row stored or rejected with its reason."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.figures_forms import FileForm
from vungxanh.desk.page import Step, page
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.figures.intake import FileRefused, import_figures
from vungxanh.figures.models import FiguresImport

REJECTS_A_PAGE = 100


def above() -> Step:
    return (_("Figures"), reverse("desk:figures"))


@seated(Verb.REPORT_FIGURES, needs_plan=False)
def import_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = import_figures(file.file, file.name, province=seat.province, by=seat.user, at=seat.at)
        except FileRefused as refusal:
            problems = [problem.sentence for problem in refusal.problems]
        else:
            tell(request, *done.notes)
            return redirect("desk:figures_imported", done.pk)
    title = _("Import a file of figures")
    return page(
        request, "desk/figures_import.html", title, trail=[above()], form=form, problems=problems, known=indicators()
    )


@seated(needs_plan=False)
def imported(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    done = seat.find(FiguresImport.objects.select_related("imported_by"), pk, field="province")
    rejects = Paginator(done.rejects.all(), REJECTS_A_PAGE).get_page(request.GET.get("p"))
    return page(request, "desk/figures_imported.html", _("File read"), trail=[above()], done=done, pages=rejects)
