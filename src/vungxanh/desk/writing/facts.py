"""The register of facts that messages may quote: recorded with a document, in force from a day to a day."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.writing.above import above
from vungxanh.desk.writing.area_languages import LanguageForm
from vungxanh.messages.bound import FACTS
from vungxanh.messages.cannot_fill import about_signs
from vungxanh.messages.models import AreaLanguage, Fact
from vungxanh.text.language_names import name_of
from vungxanh.text.typed import misleading, typed

LONGEST = 600


class FactForm(forms.ModelForm[Fact]):
    class Meta:
        model = Fact
        fields = ("key", "audience", "text_vi", "text_en", "valid_from", "valid_to", "document")
        labels = {"key": gettext_lazy("What it is"), "audience": gettext_lazy("For whom")}

    def __init__(self, *args: object, names: list[tuple[str, str]], audiences: list[tuple[str, str]], **more: object):
        super().__init__(*args, **more)  # type: ignore[arg-type]
        everybody = [("", _("everybody"))]
        self.fields["key"] = forms.ChoiceField(label=_("What it is"), choices=names)
        self.fields["audience"] = forms.ChoiceField(
            label=_("For whom"), choices=[*everybody, *audiences], required=False
        )
        for name in ("text_vi", "text_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})
        for name in ("valid_from", "valid_to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        for name in ("text_vi", "text_en"):
            given[name] = words = typed(str(given.get(name) or ""))
            if len(words) > LONGEST:
                self.add_error(name, _("At most %d letters; shorten it.") % LONGEST)
            if signs := misleading(words):
                self.add_error(name, about_signs(signs))
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("It ends before it begins."))
        return given


def names_of_facts() -> list[tuple[str, str]]:
    at = 0 if (get_language() or "vi").startswith("vi") else 1
    return [(key, names[at]) for key, names in FACTS.items()]


def audiences_of(seat: Seat) -> list[tuple[str, str]]:
    return [(audience.id, audience.label) for audience in seat.plan.audiences]


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is in force today, and the form for another. Recording needs the right to write messages."""
    names, audiences = names_of_facts(), audiences_of(seat)
    form = FactForm(request.POST or None, names=names, audiences=audiences, initial={"valid_from": seat.day})
    if request.method == "POST":
        seat.require(Verb.WRITE_MESSAGE)
        if form.is_valid():
            fact = form.save(commit=False)
            fact.place, fact.recorded_by, fact.recorded_at = seat.province, seat.user, seat.at
            fact.save()
            tell(
                request,
                _("Recorded. Drafts say it; an open one once it is saved or its approval is asked for."),
                good=True,
            )
            return redirect("desk:facts")
    return page(
        request,
        "desk/facts.html",
        _("Facts for messages"),
        trail=[above()],
        rows=[(fact, dict(names).get(fact.key, fact.key)) for fact in seat.rows(Fact.objects.on(seat.day))],
        audiences=dict(audiences),
        may_write=seat.may(Verb.WRITE_MESSAGE),
        form=form,
        languages=[(one, name_of(one.language)) for one in seat.rows(AreaLanguage.objects.all())],
        language_form=LanguageForm(),
    )


@require_POST
@seated(Verb.WRITE_MESSAGE)
def end(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """It was in force until yesterday. What quoted it stays as it was said."""
    fact = get_object_or_404(seat.rows(Fact.objects.on(seat.day), Verb.WRITE_MESSAGE), pk=pk)
    yesterday = seat.day - timedelta(days=1)
    if yesterday < fact.valid_from:
        fact.delete()  # recorded today and taken back today
    else:
        fact.valid_to = yesterday
        fact.save(update_fields=["valid_to"])
    tell(request, _("It is said no more in what is written from now on."), good=True)
    return redirect("desk:facts")
