"""The form of a declaration: everything wrong is said at once, beside its field, and nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.area_form import AreaForm
from vungxanh.desk.words import level_name
from vungxanh.plan import Level


class DeclareForm(AreaForm):
    below = ("document", "valid_from", "valid_to")
    presumed = True

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    document = forms.CharField(
        label=_("Number of the document"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "3421/QĐ-UBND", "autocomplete": "off"}),
    )
    valid_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Until, its last day"),
        required=False,
        help_text=_("Blank: until another is declared. Afterwards the level before it holds again, or the one above."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    signed = forms.BooleanField(label=_("The document is signed. A declaration cannot be changed afterwards."))

    def __init__(self, *args: Any, levels: Sequence[Level], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = [(level.id, level_name(level)) for level in levels]  # type: ignore[attr-defined]
