"""The form of an indicator. A province's own one is all its own; of a common one only who is asked, and in which order.

Everything wrong is said at once. What hangs together may not hang on itself.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.desk.words import indicator_name
from vungxanh.figures.columns import names_a_column
from vungxanh.figures.indicators import A_PROVINCE_MAY_CHANGE
from vungxanh.figures.models import NEVER_LEFT_OUT, Indicator, ReleasedFigure
from vungxanh.places.models import Tier

RELATIONS = ("part_of", "adds_up", "at_most", "numerator", "denominator")
RELEASED_KEEP = ("unit", "kind")  # once a number of it is released: 12 people do not become 12 doses
OWN = (
    "key", "name_vi", "name_en", "unit", "kind", "basis", "direction", "asked_of", "order", "mandatory",
    "part_of", "breakdown", "adds_up", "at_most", "numerator", "denominator", "per",
)  # fmt: skip


class IndicatorChoice(forms.ModelChoiceField[Indicator]):
    def label_from_instance(self, indicator: Indicator) -> str:
        return indicator_name(indicator)


class IndicatorForm(forms.ModelForm[Indicator]):
    """`common`: every province counts it. `new`: it is only being added, and its key may still be chosen."""

    asked_of = forms.MultipleChoiceField(
        label=gettext_lazy("Whose form asks for it"),
        choices=Tier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Indicator
        fields = OWN
        labels = {
            "numerator": gettext_lazy("Rate: this"),
            "denominator": gettext_lazy("divided by this"),
            "per": gettext_lazy("times (100: per cent)"),
        }
        help_texts = {
            "key": gettext_lazy("How programs and files call it, such as child_cases: small letters without accents."),
            "breakdown": gettext_lazy(
                "One word of yours, such as age: the parts with the same word add up to the whole."
            ),
        }
        error_messages = {
            "key": {"invalid": gettext_lazy("Small letters without accents, digits and “_” only, a letter first.")}
        }

    def __init__(self, *args: Any, common: bool, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in RELATIONS:
            known = Indicator.objects.exclude(pk=self.instance.pk or "").exclude(kind=Indicator.Kind.RATE)
            label, required = self.fields[name].label, False
            self.fields[name] = IndicatorChoice(queryset=known, label=label, required=required)
        if not new:
            del self.fields["key"]
        if not new and ReleasedFigure.objects.filter(indicator=self.instance).exists():
            for name in RELEASED_KEEP:
                del self.fields[name]
        if common:
            for name in self.fields.keys() - set(A_PROVINCE_MAY_CHANGE):
                del self.fields[name]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).lower()
        if names_a_column(key):
            raise forms.ValidationError(_("This word names a column of the import; choose another."))
        if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            raise forms.ValidationError(_("Small letters without accents, digits and “_” only, a letter first."))
        return key

    def clean_asked_of(self) -> list[str]:
        asked: list[str] = self.cleaned_data["asked_of"]
        if self.instance.pk in NEVER_LEFT_OUT and Tier.PROVINCE not in asked:
            raise forms.ValidationError(
                _("Deaths, severe cases and adverse events are never left out: the province is always asked for them.")
            )
        return asked

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "part_of" in self.fields:
            self._require_whole_rate(found)
            if bool(found.get("part_of")) != bool(found.get("breakdown")):
                self.add_error("breakdown", _("A part needs its whole and the name of the breakdown, or neither."))
            for name in ("part_of", "adds_up", "at_most"):
                if found.get(name) and self._leads_back(name, found[name]):
                    self.add_error(name, _("This one hangs on the indicator itself; choose another."))
        return found

    def _require_whole_rate(self, found: dict[str, Any]) -> None:
        given = [bool(found.get(name)) for name in ("numerator", "denominator", "per")]
        where = "kind" if "kind" in self.fields else None
        if found.get("kind", self.instance.kind) == Indicator.Kind.RATE:
            if not all(given):
                self.add_error(where, _("A rate is computed: say of which two indicators, and times how many."))
            if found.get("asked_of"):
                self.add_error("asked_of", _("A rate is computed from others; nobody is asked for it."))
        elif any(given):
            self.add_error(where, _("Only a rate is computed from two others; leave those three fields blank."))

    def _leads_back(self, relation: str, other: Indicator) -> bool:
        """Whether `other` hangs on this indicator already, directly or through others."""
        above = dict(Indicator.objects.values_list("pk", f"{relation}_id"))
        seen: set[str] = set()
        key: str | None = other.pk
        while key is not None and key not in seen:
            if key == self.instance.pk:
                return True
            seen.add(key)
            key = above.get(key)
        return False
