"""The form of a declaration: everything wrong is said at once, beside its field, and nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.desk.words import level_name
from vungxanh.places.models import Place, PlaceQuerySet
from vungxanh.places.search import search
from vungxanh.plan import Level

MOST_AREAS = 8


def areas(seat: Seat, asked: str) -> PlaceQuerySet:
    """The places offered for a declaration: the person's own areas, and what a search finds among them."""
    allowed = seat.places(Verb.DECLARE_LEVEL)
    top = allowed.order_by("path").values_list("pk", flat=True)[:1]
    found = [place.pk for place in search(asked, seat.day)] if asked else []
    inside = set(allowed.filter(pk__in=found).values_list("pk", flat=True))
    offered = [pk for pk in found if pk in inside][:MOST_AREAS]
    return allowed.filter(pk__in=[*top, *offered]).order_by("path")


class AreaChoice(forms.ModelChoiceField[Place]):
    def label_from_instance(self, place: Place) -> str:
        above = place.parent
        return f"{place.full_name}, {above.full_name}" if above else place.full_name


class DeclareForm(forms.Form):
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
    area = forms.CharField(label=_("Another area"), required=False, max_length=80)
    place = AreaChoice(label=_("Area"), queryset=Place.objects.none(), widget=forms.RadioSelect, empty_label=None)
    signed = forms.BooleanField(label=_("The document is signed. A declaration cannot be changed afterwards."))

    def __init__(self, *args: Any, levels: Sequence[Level], areas: PlaceQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = [(level.id, level_name(level)) for level in levels]  # type: ignore[attr-defined]
        place = self.fields["place"]
        place.queryset = areas.select_related("parent")  # type: ignore[attr-defined]
        if not self.initial.get("place"):
            first = areas.first()
            self.initial["place"] = first.pk if first else None
