"""Choosing the theme of the day or of a wave, once, for everybody's drafts."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.writing.key_messages import named_themes
from vungxanh.messages.models import DayTheme
from vungxanh.messages.themes import themes_with_words

LONGEST_WAVE = timedelta(days=90)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField()
    last = forms.DateField(required=False)
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: object, themes: list[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["theme"] = forms.ChoiceField(choices=themes)


def choices(seat: Seat) -> list[tuple[str, str]]:
    """Themes of the plan that there are ready words for, in the order in which they are offered."""
    written = themes_with_words()
    return [(key, name) for key, name in named_themes(seat) if key in written]


@require_POST
@seated(Verb.WRITE_MESSAGE)
def choose(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = ThemeForm(request.POST, themes=choices(seat))
    if not form.is_valid():
        refuse(request, _("Choose a theme from the list, and a last day such as 2021-11-30 or none."))
        return redirect("desk:messages")
    last = form.cleaned_data["last"] or seat.day
    if not seat.day <= last <= seat.day + LONGEST_WAVE:
        refuse(request, _("The last day lies between today and 90 days from now."))
        return redirect("desk:messages")
    assert seat.adopted is not None
    DayTheme.objects.create(
        plan=seat.adopted,
        theme=form.cleaned_data["theme"],
        first=seat.day,
        last=last,
        reason=form.cleaned_data["reason"],
        chosen_by=seat.user,
        chosen_at=seat.at,
    )
    tell(request, _("Chosen. The desk offers it right after the day's situation."), good=True)
    return redirect("desk:messages")
