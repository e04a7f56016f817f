"""The forms of the register of reporting units: who begins to owe figures, by which hour, until when; and new sites."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.figures.models import Reporter
from vungxanh.places.models import Place, PlaceQuerySet, Tier

ALL_OF = (Tier.COMMUNE, Tier.DISTRICT)  # what may be chosen at once


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _hour() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OwingForm(forms.Form):
    """From which day, and by which hour."""

    due = forms.TimeField(label=gettext_lazy("Due every day at"), widget=_hour())
    since = forms.DateField(label=gettext_lazy("From"), widget=_day())


class ChooseForm(OwingForm):
    """All of one tier, or the ticked ones."""

    tier = forms.ChoiceField(choices=[("", ""), *((tier.value, tier.label) for tier in ALL_OF)], required=False)
    place = forms.ModelMultipleChoiceField(queryset=Place.objects.none(), required=False)

    def __init__(self, *args: Any, places: PlaceQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data["tier"] and not self.cleaned_data["place"]:
            self.add_error(None, _("Tick at least one unit, or choose all of them."))
        return self.cleaned_data

    def chosen(self) -> PlaceQuerySet:
        if tier := self.cleaned_data["tier"]:
            return self.places.filter(tier=tier)
        return self.places.filter(pk__in=self.cleaned_data["place"])


class ReporterForm(OwingForm):
    last = forms.DateField(label=gettext_lazy("Last day (blank: until further notice)"), required=False, widget=_day())

    def __init__(self, *args: Any, reporter: Reporter, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reporter = reporter
        self.fields["since"].label = _("A changed hour holds from")

    def clean(self) -> dict[str, Any]:
        last = self.cleaned_data.get("last")
        if last and last < self.reporter.valid_from:
            self.add_error("last", _("The last day is before the first."))
        if last and last < (self.cleaned_data.get("since") or last) and self.changes_hour:
            self.add_error("since", _("The changed hour would begin after the last day."))
        return self.cleaned_data

    @property
    def changes_hour(self) -> bool:
        return self.cleaned_data.get("due") not in (None, self.reporter.due)


class PlainSelect(forms.Select):
    """A list of hundreds, written at once: Django renders a template for each option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) == str(value) else "", said) for key, said in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs(attrs or {}, {"name": name})), options)


class AboveChoice(forms.ModelChoiceField[Place]):
    def label_from_instance(self, place: Place) -> str:
        return f"{'— ' * (place.path.count('/'))}{place.full_name}"


class SiteForm(OwingForm):
    kind = forms.CharField(label=gettext_lazy("Kind of site"), max_length=20, initial="bệnh viện")
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    above = AboveChoice(label=gettext_lazy("Below which unit"), queryset=Place.objects.none(), widget=PlainSelect)
    code = forms.CharField(
        label=gettext_lazy("Code (blank: the next one)"), max_length=8, required=False,
        widget=forms.TextInput(attrs={"placeholder": "CS001", "autocomplete": "off"}),
    )  # fmt: skip

    field_order = ("kind", "name", "above", "code", "due", "since")

    def __init__(self, *args: Any, places: PlaceQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["above"].queryset = places.exclude(tier=Tier.SITE)  # type: ignore[attr-defined]
