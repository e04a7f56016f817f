"""Released figures as the public reads them: the latest correction of each day, and every release ever made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from vungxanh.figures.models import Indicator, Release
from vungxanh.figures.read import figures_of_each, public_releases
from vungxanh.places.models import Place, Tier

CASES, DEATHS = "new_cases", "new_deaths"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One release and what it says. A value of None means "not reported", never zero."""

    release: Release
    values: Mapping[str, int | None]

    @property
    def cases(self) -> int | None:
        return self.values.get(CASES)

    @property
    def deaths(self) -> int | None:
        return self.values.get(DEATHS)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over days, and how many of those days were not reported."""

    value: int
    days: int
    missing: int


def releases(place: Place, at: datetime) -> QuerySet[Release]:
    """Every release of a place that was public at that moment, newest first, without its people."""
    return public_releases(place, at).defer("prepared_by", "draft")


def next_hour(at: datetime) -> datetime | None:
    """When the next release of this site's province that is under embargo becomes public; None when none waits."""
    waiting = Release.objects.filter(
        place__code=settings.VUNGXANH_PROVINCE, place__tier=Tier.PROVINCE, published_at__gt=at
    )
    return waiting.order_by("published_at").values_list("published_at", flat=True).first()


def with_figures(found: Sequence[Release]) -> list[DayFigures]:
    """The same releases with their figures, in the same order. One query."""
    values = figures_of_each(found)
    return [DayFigures(release, values[release.pk]) for release in found]


def day_by_day(place: Place, at: datetime) -> list[DayFigures]:
    """The figures that hold for each released day, oldest first: a correction stands in for what it corrects."""
    return with_figures(list(releases(place, at).order_by("day", "-number").distinct("day")))


def total(days: Sequence[DayFigures], since: date, indicator: str = CASES) -> Total:
    """The sum of an indicator from `since` to the last released day. Days without a report are counted as missing."""
    if not days:
        return Total(0, 0, 0)
    counted = [d.values.get(indicator) for d in days if d.release.day >= since]
    span = (days[-1].release.day - since).days + 1
    reported = [n for n in counted if n is not None]
    return Total(sum(reported), span, max(0, span - len(reported)))


def last_week(days: Sequence[DayFigures]) -> Total:
    return total(days, days[-1].release.day - timedelta(days=6)) if days else Total(0, 0, 0)


def corrections(place: Place, at: datetime) -> list[tuple[DayFigures, DayFigures]]:
    """(what was said, what holds instead), newest correction first."""
    found = list(releases(place, at).filter(corrects__isnull=False).select_related("corrects"))
    new = with_figures(found)
    old = {d.release.pk: d for d in with_figures([r.corrects for r in found if r.corrects])}
    return [(old[d.release.corrects_id], d) for d in new if d.release.corrects_id]


def indicators() -> list[Indicator]:
    """The vocabulary, what may never be left out first."""
    return list(Indicator.objects.order_by("-mandatory", "key"))


def in_order() -> list[Indicator]:
    """The vocabulary as forms and papers have it: cases first, what belongs together side by side."""
    return list(Indicator.objects.order_by("order", "key"))
