"""A token on its way: which program it is for, and for how long."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.agencies.tokens import LONGEST


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Which program is it for?"), max_length=100, help_text=_("For example: DHIS2"))
    days = forms.IntegerField(label=_("Valid for how many days?"), min_value=1, max_value=LONGEST, initial=90)
