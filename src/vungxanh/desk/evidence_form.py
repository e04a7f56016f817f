"""The form of a proof: four fields, filled so far that on most days one tap is enough."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.clock import VIETNAM
from vungxanh.desk.words import PROOFS
from vungxanh.duties.models import EvidenceKind, Obligation
from vungxanh.plan import Duty

MOMENT = "%Y-%m-%dT%H:%M"
NAMES = {EvidenceKind.PLAY_LOG: _("Play log %(moment)s"), EvidenceKind.MINUTES: _("Minutes %(moment)s")}


class EvidenceForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many times"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
    )
    kind = forms.ChoiceField(label=_("Kind of proof"), choices=EvidenceKind.choices)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        help_text=_("Number, address or file name. The same reference counts once."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    at = forms.DateTimeField(
        label=_("When it was done"),
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )

    def __init__(
        self, *args: Any, duty: Duty, at: datetime, obligation: Obligation | None = None, **options: Any
    ) -> None:
        kind = PROOFS.get(duty.kind, EvidenceKind.MINUTES)
        moment = at.astimezone(VIETNAM)
        left = (obligation.min or 1) - getattr(obligation, "done_all", 0) if obligation else number_of(duty)
        name = NAMES.get(kind)
        usual = {
            "count": max(1, left),
            "kind": kind,
            "reference": name % {"moment": f"{moment:%d/%m/%Y %H:%M}"} if name else "",
            "at": moment.strftime(MOMENT),
        }
        super().__init__(*args, initial={**usual, **options.pop("initial", {})}, **options)  # type: ignore[misc]


def number_of(duty: Duty) -> int:
    """What one place is asked for in a period."""
    return (duty.cadence.min if duty.cadence else None) or 1
