"""The register behind the message map: key messages with their supporting facts, by theme and audience."""

from typing import Any

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
from vungxanh.desk.writing.typed_form import TypedForm
from vungxanh.duties.speak import themes_of
from vungxanh.messages.blanks import named
from vungxanh.messages.bound import FACTS
from vungxanh.messages.models import KeyMessage

MOST_SUPPORT = 3
WORDS = ("text_vi", "text_en", "support_vi", "support_en")


class KeyMessageForm(TypedForm):
    WORDS = WORDS

    class Meta:
        model = KeyMessage
        fields = ("theme", "audience", *WORDS, "source", "valid_from", "valid_to")

    def __init__(self, *args: object, seat: Seat, **more: Any) -> None:
        super().__init__(*args, audiences=audiences_of(seat), **more)
        self.seat = seat
        self.fields["theme"] = forms.ChoiceField(label=_("Theme"), choices=named_themes(seat))
        for name in ("support_vi", "support_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": MOST_SUPPORT, "maxlength": 900})

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        known = {one.key for one in indicators()} | {*NAMES, *FACTS}
        for name in self.WORDS:
            words = given.get(name) or ""
            if unknown := sorted({*named(words)} - known):
                fields = ", ".join(f"{{{one}}}" for one in unknown)
                self.add_error(name, _("There is no bound field %s. The editor of a message lists them.") % fields)
            if len(words.splitlines()) > MOST_SUPPORT:
                self.add_error(name, _("At most %d supporting facts; more are not remembered.") % MOST_SUPPORT)
        if given.get("valid_from"):
            self._require_room(given)
        return given

    def _require_room(self, given: dict[str, Any]) -> None:
        day = max(given["valid_from"], self.seat.day)
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
    one.end_before(seat.day)
    tell(request, _("It is offered no more in what is written from now on."), good=True)
    return redirect("desk:key_messages")
