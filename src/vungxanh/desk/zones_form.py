"""The form of a local zone, and of lifting one: the hour is asked, and everything wrong is said at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.area_form import AreaForm
from vungxanh.levels.models import ZONES

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


class ZoneForm(AreaForm, LiftForm):
    below = ("part", "document", "valid_from", "valid_to", "reason", "authority")

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
    signed = forms.BooleanField(label=_("The document is signed. A zone cannot be changed afterwards, only lifted."))
