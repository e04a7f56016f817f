"""Public pages name the office that signed or declared, never the person. Users' names are not even selected."""

from collections.abc import Iterable, Mapping
from datetime import date

from vungxanh.agencies.models import Membership, Verb


def offices(people: Iterable[int], verb: Verb, on: date) -> Mapping[int, str]:
    """{user id: name of the agency for which they may do `verb` on that day}. One query."""
    memberships = (
        Membership.objects.on(on)
        .filter(user__in=set(people), may__contains=[verb])
        .order_by("-valid_from", "-pk")
        .values_list("user_id", "agency__name")
    )
    named: dict[int, str] = {}
    for person, agency in memberships:
        named.setdefault(person, agency)
    return named


def office(person: int, verb: Verb, on: date) -> str:
    """The agency for which one person did it, or an empty string when no membership of that day says so."""
    return offices([person], verb, on).get(person, "")
