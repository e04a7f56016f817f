"""Who would be told, and how many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from vungxanh.channels.kinds import ChannelKind
from vungxanh.places.models import Place

from .models import Subscriber


@dataclass(frozen=True, slots=True)
class Counted:
    """So many addresses of one channel in exactly this place, not below it."""

    path: str
    place: str
    audience: str
    channel: ChannelKind
    addresses: int


def told(place: Place, at: datetime) -> QuerySet[Subscriber]:
    """Every address in `place` and below it that is told at `at`. The fan-out of dispatch holds the same in SQL."""
    within = Q(place__path=place.path) | Q(place__path__startswith=f"{place.path}/")
    return Subscriber.objects.filter(within, Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


def of(place: Place, audiences: Sequence[str], channel: ChannelKind, at: datetime) -> QuerySet[Subscriber]:
    """Who would be told over `channel` by a message to `audiences` in `place`, sent at `at`."""
    return told(place, at).filter(audience__in=audiences, channel=channel)


def counts(place: Place, at: datetime) -> list[Counted]:
    """How many are told at `at`, by place, audience and channel, in the order of places. One query."""
    groups = (
        told(place, at)
        .values_list("place__path", "place__kind", "place__name", "audience", "channel")
        .annotate(addresses=Count("pk"))
        .order_by("place__path", "audience", "channel")
    )
    return [
        Counted(path, f"{kind} {name}", audience, ChannelKind(channel), addresses)
        for path, kind, name, audience, channel, addresses in groups
    ]
