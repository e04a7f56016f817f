"""Released figures of the places below the province: a day for a map, a place for a chart. Public ones only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vungxanh.figures.models import Indicator, Release, ReleasedFigure
from vungxanh.places.models import Place, Tier
from vungxanh.portal.read.figures import CASES, releases

SHOWN_BELOW = (Tier.DISTRICT, Tier.COMMUNE)
CHART_DAYS = 92
Told = list[tuple[Indicator, int | None]]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release tells of the places below: indicators by tier, in the vocabulary's order."""

    by_tier: Mapping[str, Sequence[Indicator]]

    def tier(self, asked: str) -> str:
        """The tier asked for, else the larger one that has figures."""
        known = [tier.value for tier in SHOWN_BELOW if self.by_tier.get(tier)]
        return asked if asked in known else (known[0] if known else Tier.DISTRICT.value)

    def indicator(self, tier: str, asked: str) -> Indicator | None:
        """The indicator asked for, else new cases, else the first there is."""
        there = {indicator.key: indicator for indicator in self.by_tier.get(tier, ())}
        return there.get(asked) or there.get(CASES) or next(iter(there.values()), None)


def released_days(place: Place, at: datetime) -> list[date]:
    """Every day with a public release, latest first."""
    return list(releases(place, at).dates("day", "day", order="DESC"))


def release_of(place: Place, day: date, at: datetime) -> Release | None:
    """The public release that holds for this day: its latest correction."""
    return releases(place, at).filter(day=day).order_by("-number").first()


def contents(release: Release) -> Contents:
    told = (
        ReleasedFigure.objects.filter(release=release, place__tier__in=SHOWN_BELOW)
        .order_by()
        .values_list("place__tier", "indicator")
        .distinct()
    )
    keys: dict[str, set[str]] = {}
    for tier, key in told:
        keys.setdefault(tier, set()).add(key)
    vocabulary = list(Indicator.objects.filter(key__in=set().union(*keys.values()))) if keys else []
    return Contents({tier: [i for i in vocabulary if i.key in among] for tier, among in keys.items()})


def values(release: Release, tier: str, indicator: Indicator) -> dict[int, int | None]:
    """{place id: value}; a place that the release does not name is absent, None was not reported."""
    told = ReleasedFigure.objects.filter(release=release, place__tier=tier, indicator=indicator)
    return dict(told.values_list("place_id", "value"))


def series(province: Place, place: Place, at: datetime) -> list[tuple[date, int | None]]:
    """New cases of one place, day by day over the last three months with figures of it, oldest first."""
    last = releases(province, at).order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return []
    told = ReleasedFigure.objects.filter(
        release__in=_holding(province, at).filter(day__gt=last - timedelta(days=CHART_DAYS)).values("pk"),
        place=place,
        indicator=CASES,
    )
    return list(told.order_by("release__day").values_list("release__day", "value"))


def figures_of_place(province: Place, place: Place, at: datetime) -> tuple[Release, Told] | None:
    """The latest public release with figures of this place, and what it says of it."""
    release = releases(province, at).filter(figures__place=place).order_by("-day", "-number").distinct().first()
    if release is None:
        return None
    told = ReleasedFigure.objects.filter(release=release, place=place).select_related("indicator")
    return release, [(f.indicator, f.value) for f in told.order_by("indicator__order", "indicator")]


def _holding(province: Place, at: datetime) -> QuerySet[Release]:
    return releases(province, at).order_by("day", "-number").distinct("day")
