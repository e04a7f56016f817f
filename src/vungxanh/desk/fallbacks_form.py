"""One link of a chain: an audience, the channel that may fail, the next one, and how long to wait."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Fallback

REACHES_PEOPLE = [(kind.value, kind.label) for kind in (ChannelKind.SMS, ChannelKind.EMAIL)]
LONGEST_WAIT = 24 * 60


class FallbackForm(forms.Form):
    audience = forms.ChoiceField(label=gettext_lazy("Audience"))
    channel = forms.ChoiceField(label=gettext_lazy("Whom this channel does not reach"), choices=REACHES_PEOPLE)
    then = forms.ChoiceField(
        label=gettext_lazy("is told over"), choices=REACHES_PEOPLE, initial=ChannelKind.EMAIL.value
    )
    after = forms.IntegerField(
        label=gettext_lazy("After so many minutes"),
        min_value=1,
        max_value=LONGEST_WAIT,
        initial=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": LONGEST_WAIT}),
        help_text=gettext_lazy("Leave time for receipts. Who has no address for the first channel is told at once."),
    )

    def __init__(self, *args: Any, audiences: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"].choices = audiences  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("channel") and given.get("channel") == given.get("then"):
            self.add_error("then", _("Choose another channel than the one that does not reach."))
        return given

    def save(self) -> Fallback:
        given = self.cleaned_data
        kept, _new = Fallback.objects.update_or_create(
            audience=given["audience"],
            channel=given["channel"],
            defaults={"then": given["then"], "after": timedelta(minutes=given["after"])},
        )
        return kept
