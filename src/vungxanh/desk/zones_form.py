"""The form of a local zone, and of lifting one: the hour is asked, and everything wrong is said at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.levels_form import AreaChoice
from vungxanh.levels.models import ZONES
from vungxanh.places.models import Place, PlaceQuerySet

HOUR = "%Y-%m-%dT%H:%M"


def hour(**options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=HOUR), input_formats=[HOUR], **options
    )


class LiftForm(forms.Form):
    document = forms.CharField(
        label=_("Number of the document"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "3421/QĐ-UBND", "autocomplete": "off"}),
    )
    valid_from = hour(label=_("From this hour"))


class ZoneForm(LiftForm):
    zone = forms.ChoiceField(label=_("Zone"), widget=forms.RadioSelect, choices=list(ZONES.items()))
    valid_to = hour(label=_("Until this hour"), required=False, help_text=_("Blank: until it is lifted."))
    part = forms.CharField(
        label=_("Part of the place"),
        required=False,
        max_length=200,
        help_text=_("A hamlet or a street; blank for all of it. Never a person's name."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("A lockdown needs one."))
    authority = forms.CharField(
        label=_("Authority that decided"), required=False, max_length=200, help_text=_("A lockdown needs one.")
    )
    area = forms.CharField(label=_("Another area"), required=False, max_length=80)
    place = AreaChoice(label=_("Area"), queryset=Place.objects.none(), widget=forms.RadioSelect, empty_label=None)
    signed = forms.BooleanField(label=_("The document is signed. A zone cannot be changed afterwards, only lifted."))

    def __init__(self, *args: Any, areas: PlaceQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        place = self.fields["place"]
        place.queryset = areas.select_related("parent")  # type: ignore[attr-defined]
        if not self.initial.get("place"):
            first = areas.last()
            self.initial["place"] = first.pk if first else None
