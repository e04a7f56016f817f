"""What a person may do, and where: the only rule, asked by lists, single objects, exports and counts alike.

Denied unless a membership of that day says otherwise: it names the verb and an area that holds the place.
Being a superuser, staff or once a member opens nothing.
"""

from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.places.models import Place, PlaceQuerySet

from .models import Membership, Verb

Person = AbstractBaseUser | AnonymousUser
Row = TypeVar("Row", bound=Model)


class NotAllowed(PermissionDenied):
    """No membership of that day gives this verb at this place. Ask whoever keeps the memberships."""

    code = "not-allowed"

    def __init__(self, verb: Verb, place: Place, on: date) -> None:
        self.verb, self.place, self.on = verb, place, on
        super().__init__(
            _("You may not %(verb)s in %(place)s. Ask your province's administrator for a membership that says so.")
            % {"verb": verb.label, "place": place.full_name}
        )


def places_where(user: Person, verb: Verb, on: date) -> PlaceQuerySet:
    """Every place where `user` may do `verb` on that day: the areas of their memberships with all below them."""
    areas = _areas(user, verb, on)
    if not areas:
        return Place.objects.none()
    inside = Q()
    for area in areas:
        below = Q(pk=area.pk) | Q(path__startswith=f"{area.path}/")
        inside |= Q(valid_from=area.valid_from) & below
    return Place.objects.filter(inside)


def in_scope(queryset: QuerySet[Row], user: Person, verb: Verb, on: date, *, field: str = "place") -> QuerySet[Row]:
    """The rows of `queryset` whose `field` (a path to a place, or "pk" for places themselves) `user` may `verb`."""
    return queryset.filter(**{f"{field}__in": places_where(user, verb, on)})


def may(user: Person, verb: Verb, place: Place, on: date) -> bool:
    return places_where(user, verb, on).filter(pk=place.pk).exists()


def require(user: Person, verb: Verb, place: Place, on: date) -> None:
    """Raises NotAllowed (a PermissionDenied, shown as 403) unless `may` says yes."""
    if not may(user, verb, place, on):
        raise NotAllowed(verb, place, on)


def _areas(user: Person, verb: Verb, on: date) -> list[Place]:
    if not (user.is_authenticated and user.is_active):
        return []
    memberships = Membership.objects.on(on).filter(user_id=user.pk, may__contains=[verb]).select_related("place")
    return [membership.place for membership in memberships]
