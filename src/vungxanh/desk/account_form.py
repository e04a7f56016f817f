"""The period of an account: asked for, or the last two weeks. A period that cannot be is said to be one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.desk.seat import Seat

USUAL_DAYS = 14
DAY = {"type": "date"}


class PeriodForm(forms.Form):
    first = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, seat: Seat, **options: Any) -> None:
        first, last = usual(seat)
        super().__init__(*args, **{"initial": {"first": first, "last": last}, **options})

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        return self.cleaned_data


def usual(seat: Seat) -> tuple[date, date]:
    """The last two weeks, as far as the plan in force has run."""
    since = seat.adopted.adopted_from if seat.adopted else date.min
    return max(since, seat.day - timedelta(days=USUAL_DAYS - 1)), seat.day


def chosen(form: PeriodForm, seat: Seat) -> tuple[date, date]:
    """The asked period; the usual one where nothing, or nothing possible, was asked."""
    first, last = usual(seat)
    if not form.is_bound or not form.is_valid():
        return first, last
    return form.cleaned_data["first"] or first, form.cleaned_data["last"] or last
