"""The form that chooses the theme of the day: each field says what is wrong with it."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.desk.seat import Seat
from vungxanh.desk.writing.key_messages import named_themes
from vungxanh.messages.themes import themes_with_words

LONGEST_WAVE = timedelta(days=90)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"), error_messages={"invalid_choice": gettext_lazy("Choose a theme from the list.")}
    )
    last = forms.DateField(
        label=gettext_lazy("until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the last day such as 2021-11-30, or none.")},
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    def __init__(self, *args: object, themes: list[tuple[str, str]], day: date, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["theme"].choices = themes  # type: ignore[attr-defined]
        self.fields["last"].initial, self.label_suffix = day, ""
        self._day = day

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"] or self._day
        if not self._day <= last <= self._day + LONGEST_WAVE:
            raise forms.ValidationError(_("The last day lies between today and 90 days from now."))
        return last


def choices(seat: Seat) -> list[tuple[str, str]]:
    """Themes of the plan that there are ready words for, in the order in which they are offered."""
    written = themes_with_words()
    return [(key, name) for key, name in named_themes(seat) if key in written]


def theme_form(seat: Seat, *given: object) -> ThemeForm:
    return ThemeForm(*given, themes=choices(seat), day=seat.day)
