"""Who calls: a person's program with a token, or nobody in particular. Every right is asked of agencies.scope."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from vungxanh import clock
from vungxanh.agencies import scope, tokens
from vungxanh.agencies.models import User, Verb
from vungxanh.api.said import Refused
from vungxanh.places.models import Place, PlaceQuerySet


@dataclass(frozen=True)
class Caller:
    """At that moment. Nothing is remembered from one request to the next: a membership that ended has ended."""

    user: User | None
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def person(self) -> User:
        """Raises Refused (401) when nobody in particular calls."""
        if self.user is None:
            raise Refused(401, "token-needed", _token_needed())
        return self.user

    def places(self, verb: Verb) -> PlaceQuerySet:
        return scope.places_where(self.person, verb, self.day)

    def rows(self, queryset: QuerySet[Any], verb: Verb = Verb.READ, *, field: str = "place") -> QuerySet[Any]:
        return scope.in_scope(cast("QuerySet[Model]", queryset), self.person, verb, self.day, field=field)

    def require(self, verb: Verb, place: Place) -> None:
        scope.require(self.person, verb, place, self.day)


class Token(HttpBearer):
    """The token of a person, issued on the desk, in the header `Authorization: Bearer vx_…`."""

    def __call__(self, request: HttpRequest) -> Caller:
        caller = super().__call__(request)
        if caller is None:
            raise Refused(401, "token-needed", _token_needed())
        return cast(Caller, caller)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        at = clock.now()
        user = tokens.owner(token.strip(), at)
        return Caller(user, at) if user else None


def anybody(request: HttpRequest) -> Caller:
    """A token where one is given, and then it must be good; without one, nobody in particular."""
    return TOKEN(request) if "Authorization" in request.headers else Caller(None, clock.now())


def caller(request: HttpRequest) -> Caller:
    return cast(Caller, request.auth)  # type: ignore[attr-defined]


TOKEN = Token()


def _token_needed() -> str:
    return _(
        "Send a token that is in force, as “Authorization: Bearer …”. You issue one on the desk, under your account."
    )
