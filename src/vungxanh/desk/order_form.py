"""How a message is to be sent: lane, hour, minutes. An urgent lane wants a reason; the rest may stay as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.dispatch.models import Lane

LONGEST_SPREAD = 24 * 60
LANES: list[tuple[Any, Any]] = [
    ("", gettext_lazy("as usual (SMS: bulk, e-mail: normal)")),
    (Lane.URGENT, gettext_lazy("urgent: before everything else")),
    (Lane.NORMAL, gettext_lazy("normal")),
    (Lane.BULK, gettext_lazy("bulk: after everything else")),
]


@dataclass(frozen=True, slots=True)
class Order:
    """`lane` None: the usual one of each wire. `send_from` None: at once. `plain`: SMS in the form without accents."""

    lane: Lane | None = None
    reason: str = ""
    send_from: datetime | None = None
    spread_minutes: int = 0
    plain: bool = False

    @property
    def seal(self) -> str:
        """What its numbers depend on: posted back, it proves that they were on the screen."""
        begins = self.send_from.isoformat() if self.send_from else ""
        return f"{self.lane or ''}|{begins}|{self.spread_minutes}{'|plain' if self.plain else ''}"


class OrderForm(forms.Form):
    letters = forms.ChoiceField(
        label=gettext_lazy("Which SMS"),
        required=False,
        choices=[("", gettext_lazy("with accents")), ("plain", gettext_lazy("without accents"))],
        widget=forms.RadioSelect,
    )
    lane = forms.TypedChoiceField(
        label=gettext_lazy("Lane"),
        required=False,
        coerce=lambda value: Lane(int(value)),
        empty_value=None,
        choices=LANES,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is urgent (kept in the history)"), required=False, max_length=300
    )
    send_from = forms.DateTimeField(
        label=gettext_lazy("Not before (blank: at once)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    spread_minutes = forms.IntegerField(
        label=gettext_lazy("Spread over so many minutes (blank: as fast as the lines carry)"),
        required=False,
        min_value=0,
        max_value=LONGEST_SPREAD,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": LONGEST_SPREAD}),
    )
    late = forms.BooleanField(
        label=gettext_lazy("I know that not everybody will be told in time; send it all the same"), required=False
    )

    def __init__(
        self,
        *args: Any,
        at: datetime,
        until: datetime,
        has_plain: bool = False,
        may_be_urgent: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._at, self._until = at, until
        if not has_plain:
            del self.fields["letters"]
        if not may_be_urgent:
            lane = cast(forms.TypedChoiceField, self.fields["lane"])
            lane.choices = [choice for choice in LANES if choice[0] != Lane.URGENT]
            lane.help_text = _("Whoever may approve messages can send it as urgent.")
            lane.error_messages["invalid_choice"] = _("Only whoever may approve messages sends one as urgent.")

    def clean_send_from(self) -> datetime | None:
        """An hour that is past is now."""
        send_from: datetime | None = self.cleaned_data["send_from"]
        if send_from is not None and send_from >= self._until:
            raise forms.ValidationError(
                _("The message is not sent after its own time is over; choose an earlier hour.")
            )
        return send_from if send_from is not None and send_from > self._at else None

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("lane") == Lane.URGENT and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("Say why it is urgent: urgent messages hold up all others."))
        return self.cleaned_data

    @property
    def order(self) -> Order:
        if not self.is_bound or not self.is_valid():
            return Order()
        given = self.cleaned_data
        return Order(
            given["lane"],
            given["reason"].strip(),
            given["send_from"],
            given["spread_minutes"] or 0,
            plain=given.get("letters") == "plain",
        )
