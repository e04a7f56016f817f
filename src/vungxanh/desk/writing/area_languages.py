"""The languages that messages to the province are wanted in: recorded once, missed in every draft that lacks one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.messages.models import AreaLanguage
from vungxanh.text.language_names import NAMES, code_of, name_of

AS_A_MATTER_OF_COURSE = ("vi", "en")


class LanguageForm(forms.Form):
    """One of those with a name here, or any other by its code."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[(code, name) for code, name in NAMES.items() if code not in AS_A_MATTER_OF_COURSE],
        required=False,
    )
    code = forms.CharField(label=gettext_lazy("or its ISO 639 code"), max_length=3, required=False)
    source = forms.CharField(label=gettext_lazy("Document or source"), max_length=200)

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        written = given.get("code") or given.get("language") or ""
        given["language"] = code_of(str(written))
        if given["language"] is None:
            self.add_error("code", _("“%s” is no language's ISO 639 code, such as rad or lo.") % written)
        return given


@require_POST
@seated(Verb.WRITE_MESSAGE)
def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = LanguageForm(request.POST)
    if not form.is_valid():
        refuse(request, *(f"{form.fields[name].label}: {said}" for name, all in form.errors.items() for said in all))
        return redirect("desk:facts")
    known = {"source": form.cleaned_data["source"], "recorded_by": seat.user, "recorded_at": seat.at}
    AreaLanguage.objects.update_or_create(place=seat.province, language=form.cleaned_data["language"], defaults=known)
    name = name_of(form.cleaned_data["language"])
    tell(request, _("Recorded. A message that is not in %s says so to its author.") % name, good=True)
    return redirect("desk:facts")


@require_POST
@seated(Verb.WRITE_MESSAGE)
def drop(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    get_object_or_404(seat.rows(AreaLanguage.objects.all(), Verb.WRITE_MESSAGE), pk=pk).delete()
    tell(request, _("Messages are not looked through for it any more."), good=True)
    return redirect("desk:facts")
