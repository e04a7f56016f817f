"""What the registers behind messages ask of their forms: words as they are kept, and days in their order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from vungxanh.messages.cannot_fill import about_signs
from vungxanh.text.typed import misleading, typed


class TypedForm(forms.ModelForm):  # type: ignore[type-arg]
    """`WORDS` are the fields that somebody reads; a sign in them that nobody sees is refused where it stands.

    `audiences`: (id, label) of those that it may be for, besides everybody.
    """

    WORDS: tuple[str, ...] = ()
    DAYS = ("valid_from", "valid_to")

    def __init__(self, *args: Any, audiences: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for_whom = [("", _("everybody")), *audiences]
        self.fields["audience"] = forms.ChoiceField(label=_("For whom"), choices=for_whom, required=False)
        for name in self.fields.keys() & set(self.DAYS):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in self.WORDS:
            given[name] = words = typed(str(given.get(name) or ""))
            if signs := misleading(words):
                self.add_error(name, about_signs(signs))
        first, last = (given.get(name) for name in self.DAYS)
        if first and last and last < first:
            self.add_error("valid_to", _("It ends before it begins."))
        return given
