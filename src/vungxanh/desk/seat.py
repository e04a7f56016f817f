"""Who sits at the desk: a person, the province, the moment and its plan. Every right is asked of agencies.scope.

A screen that may not be seen answers 403 with the sentence that says which right is missing; a province without
places or plan answers with what to do first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import DataError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from vungxanh import clock
from vungxanh.agencies import scope
from vungxanh.agencies.models import User, Verb
from vungxanh.desk.page import refused, unready, unstorable
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import adopted_plan, plan_of
from vungxanh.places.models import Place, PlaceQuerySet
from vungxanh.places.read import UnknownPlace, province
from vungxanh.plan import Plan

Row = TypeVar("Row", bound=Model)
LONGEST = 20_000  # letters in one field


@dataclass(frozen=True)
class Seat:
    """A person at work in the province, at a moment. Rights are remembered for one request only."""

    user: User
    province: Place
    at: datetime
    _known: dict[tuple[Verb, int], bool] = field(default_factory=dict, repr=False, compare=False)

    @property
    def day(self) -> date:
        return self.at.date()

    @cached_property
    def adopted(self) -> AdoptedPlan | None:
        return adopted_plan(self.province, self.day)

    @cached_property
    def plan(self) -> Plan:
        """The adopted plan. Screens that show it are reached only when there is one."""
        return plan_of(cast(AdoptedPlan, self.adopted))

    def may(self, verb: Verb, place: Place | None = None) -> bool:
        place = place or self.province
        if (verb, place.pk) not in self._known:
            self._known[verb, place.pk] = scope.may(self.user, verb, place, self.day)
        return self._known[verb, place.pk]

    def require(self, verb: Verb, place: Place | None = None) -> None:
        """Raises NotAllowed with a sentence."""
        if not self.may(verb, place):
            raise scope.NotAllowed(verb, place or self.province, self.day)

    def places(self, verb: Verb) -> PlaceQuerySet:
        """The places of this province where the person may do `verb`."""
        return scope.places_where(self.user, verb, self.day).on(self.day).within(self.province)

    def anywhere(self, verb: Verb) -> bool:
        if (verb, 0) not in self._known:
            self._known[verb, 0] = self.places(verb).exists()
        return self._known[verb, 0]

    def rows(self, queryset: QuerySet[Row], verb: Verb = Verb.READ, *, field: str = "place") -> QuerySet[Row]:
        """What the person may `verb` among these rows: for lists, counts and exports alike."""
        return scope.in_scope(queryset, self.user, verb, self.day, field=field)

    def find(self, queryset: QuerySet[Row], pk: int, *, field: str = "place") -> Row:
        """One row that the person may read; 404 when it is elsewhere, as if it were not there."""
        return get_object_or_404(self.rows(queryset, field=field), pk=pk)


def take_seat(request: HttpRequest) -> Seat:
    """The seat of the person who asks. Raises UnknownPlace when the province's places are not loaded."""
    if not hasattr(request, "seat"):
        at = clock.now()
        request.seat = Seat(cast(User, request.user), province(settings.VUNGXANH_PROVINCE, at.date()), at)  # type: ignore[attr-defined]
    return cast(Seat, request.seat)  # type: ignore[attr-defined]


View = Callable[..., HttpResponseBase]


def seated(verb: Verb = Verb.READ, *, anywhere: bool = False, needs_plan: bool = True) -> Callable[[View], View]:
    """Lets a view begin only for a person who may do `verb` in the province, or (`anywhere`) in some part of it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def seated_view(request: HttpRequest, **address: Any) -> HttpResponseBase:
            if _cannot_be_stored(request):
                return unstorable(request)
            try:
                seat = take_seat(request)
                if not (anywhere and seat.anywhere(verb)):
                    seat.require(verb)
                if needs_plan and seat.adopted is None:
                    return unready(request)
                return view(request, seat, **address)
            except (DataError, OverflowError):
                return unstorable(request)
            except scope.NotAllowed as refusal:
                return refused(request, str(refusal))
            except UnknownPlace as missing:
                return unready(request, str(missing))

        return seated_view

    return decorate


def _cannot_be_stored(request: HttpRequest) -> bool:
    """PostgreSQL keeps no NUL, and no field of ours is as long as this."""
    sent = (value for fields in (request.GET, request.POST) for _name, values in fields.lists() for value in values)
    return any("\x00" in str(value) or len(value) > LONGEST for value in sent)
