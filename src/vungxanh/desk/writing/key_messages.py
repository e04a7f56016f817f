"""The register behind the message map: key messages with their supporting facts, by theme and audience."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.page import page
from vungxanh.desk.reports import indicators
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import tell
from vungxanh.desk.words import THEMES
from vungxanh.desk.writing.above import above
from vungxanh.desk.writing.facts import audiences_of
from vungxanh.desk.writing.fields import NAMES
from vungxanh.duties.speak import themes_of
from vungxanh.messages.blanks import named
from vungxanh.messages.bound import FACTS
from vungxanh.messages.cannot_fill import about_signs
from vungxanh.messages.models import KeyMessage
from vungxanh.text.typed import misleading, typed

MOST_SUPPORT = 3
WORDS = ("text_vi", "text_en", "support_vi", "support_en")


class KeyMessageForm(forms.ModelForm[KeyMessage]):
    class Meta:
        model = KeyMessage
        fields = ("theme", "audience", *WORDS, "source", "valid_from", "valid_to")

    def __init__(self, *args: object, seat: Seat, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.seat = seat
        self.fields["theme"] = forms.ChoiceField(label=_("Theme"), choices=named_themes(seat))
        everybody = [("", _("everybody"))]
        self.fields["audience"] = forms.ChoiceField(
            label=_("For whom"), choices=[*everybody, *audiences_of(seat)], required=False
        )
        for name in ("support_vi", "support_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": MOST_SUPPORT, "maxlength": 900})
        for name in ("valid_from", "valid_to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        known = {one.key for one in indicators()} | {*NAMES, *FACTS}
        for name in WORDS:
            given[name] = words = typed(str(given.get(name) or ""))
            if signs := misleading(words):
                self.add_error(name, about_signs(signs))
            if unknown := sorted({*named(words)} - known):
                fields = ", ".join(f"{{{one}}}" for one in unknown)
                self.add_error(name, _("There is no bound field %s. The editor of a message lists them.") % fields)
            if len(words.splitlines()) > MOST_SUPPORT:
                self.add_error(name, _("At most %d supporting facts; more are not remembered.") % MOST_SUPPORT)
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("It ends before it begins."))
        elif first:
            self._require_room(given)
        return given

    def _require_room(self, given: dict[str, object]) -> None:
        day = max(given["valid_from"], self.seat.day)  # type: ignore[call-overload]
        there = KeyMessage.objects.on(day).filter(
            place=self.seat.province, theme=given.get("theme"), audience=given.get("audience") or ""
        )
        if there.count() >= KeyMessage.MOST:
            said = _("There are %d key messages for this theme and audience already. End one of them first.")
            self.add_error(None, said % KeyMessage.MOST)


def named_themes(seat: Seat) -> list[tuple[str, str]]:
    """The plan's themes, in the order in which they are offered."""
    named_there = {theme.id: theme.text for theme in seat.plan.themes}
    return [(key, str(THEMES.get(key) or named_there[key])) for key in themes_of(seat.plan, ())]


@seated()
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What holds today, by theme, and the form for another. Recording needs the right to write messages."""
    form = KeyMessageForm(request.POST or None, seat=seat, initial={"valid_from": seat.day})
    if request.method == "POST":
        seat.require(Verb.WRITE_MESSAGE)
        if form.is_valid():
            made = form.save(commit=False)
            made.place, made.recorded_by, made.recorded_at = seat.province, seat.user, seat.at
            made.save()
            tell(request, _("Recorded. Whoever writes about this theme finds it beside the draft."), good=True)
            return redirect("desk:key_messages")
    return page(
        request,
        "desk/key_messages.html",
        _("Key messages"),
        trail=[above()],
        rows=list(seat.rows(KeyMessage.objects.on(seat.day))),
        audiences=dict(audiences_of(seat)),
        may_write=seat.may(Verb.WRITE_MESSAGE),
        form=form,
    )


@require_POST
@seated(Verb.WRITE_MESSAGE)
def end(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """It held until yesterday. What was written with it stays as it was said."""
    one = get_object_or_404(seat.rows(KeyMessage.objects.on(seat.day), Verb.WRITE_MESSAGE), pk=pk)
    yesterday = seat.day - timedelta(days=1)
    if yesterday < one.valid_from:
        one.delete()  # recorded today and taken back today
    else:
        one.valid_to = yesterday
        one.save(update_fields=["valid_to"])
    tell(request, _("It is offered no more in what is written from now on."), good=True)
    return redirect("desk:key_messages")
