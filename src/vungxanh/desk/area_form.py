"""The area of a declaration: the person's own, or found by name. A name that was typed and never chosen declares
nothing, or a whole province could be locked down where one ward was meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.places.models import Place, PlaceQuerySet
from vungxanh.places.search import search

MOST_AREAS = 8


@dataclass(frozen=True, slots=True)
class Areas:
    """`asked`: the name typed; `own`: the person's topmost area; `found`: what the name found inside it, best first."""

    asked: str
    own: int | None
    found: tuple[int, ...]
    offered: PlaceQuerySet


def areas(seat: Seat, asked: str) -> Areas:
    """The places offered for a declaration: the person's topmost area, and what a search finds among theirs."""
    allowed = seat.places(Verb.DECLARE_LEVEL)
    own = allowed.order_by("path").values_list("pk", flat=True).first()
    alike = [place.pk for place in search(asked, seat.day)] if asked else []
    inside = set(allowed.filter(pk__in=alike).values_list("pk", flat=True))
    found = tuple(pk for pk in alike if pk in inside)[:MOST_AREAS]
    return Areas(asked, own, found, allowed.filter(pk__in=[own, *found]).order_by("path"))


class AreaChoice(forms.ModelChoiceField[Place]):
    def label_from_instance(self, place: Place) -> str:
        above = place.parent
        return f"{place.full_name}, {above.full_name}" if above else place.full_name


class AreaForm(forms.Form):
    """`below`: the fields that stand under the area, in order. `presumed`: unless said, the person's own is meant."""

    below: ClassVar[tuple[str, ...]] = ()
    presumed: ClassVar[bool] = False

    area = forms.CharField(label=gettext_lazy("Another area"), required=False, max_length=80)
    place = AreaChoice(
        label=gettext_lazy("Area"), queryset=Place.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, areas: Areas, **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = areas
        self.fields["place"].queryset = areas.offered.select_related("parent")  # type: ignore[attr-defined]
        self.initial.update(area=areas.asked, place=self._meant())

    def _meant(self) -> int | None:
        """What is ticked at first: what was ticked among the found, else the only one found."""
        ticked = str(self.initial.get("place") or "")
        if self.areas.asked:
            among = [pk for pk in self.areas.found if str(pk) == ticked] or self.areas.found
            return among[0] if len(among) == 1 else None
        return self.areas.own if self.presumed else None

    def clean(self) -> dict[str, Any]:
        place = self.cleaned_data.get("place")
        if self.areas.asked and place is not None and place.pk not in self.areas.found:
            said = _("You typed “%(asked)s” but chose %(place)s. Press “Find” and choose the place, or clear this.")
            self.add_error("area", said % {"asked": self.areas.asked, "place": place})
        return self.cleaned_data

    def fields_below(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.below)
