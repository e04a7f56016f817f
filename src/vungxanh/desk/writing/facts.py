"""The register of facts that messages may quote: recorded with a document, in force from a day to a day."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.writing.above import above
from vungxanh.desk.writing.area_languages import LanguageForm
from vungxanh.desk.writing.typed_form import TypedForm
from vungxanh.messages.bound import FACTS
from vungxanh.messages.models import AreaLanguage, Fact
from vungxanh.text.language_names import name_of

LONGEST = 600


class FactForm(TypedForm):
    WORDS = ("text_vi", "text_en")

    class Meta:
        model = Fact
        fields = ("key", "audience", "text_vi", "text_en", "valid_from", "valid_to", "document")

    def __init__(self, *args: object, names: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["key"] = forms.ChoiceField(label=_("What it is"), choices=names)
        for name in self.WORDS:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name in self.WORDS:
            if len(given.get(name) or "") > LONGEST:
                self.add_error(name, _("At most %d letters; shorten it.") % LONGEST)
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
    fact.end_before(seat.day)
    tell(request, _("It is said no more in what is written from now on."), good=True)
    return redirect("desk:facts")
