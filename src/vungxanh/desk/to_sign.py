"""What whoever signs reads beside the figures: the numbers that these follow or replace, which places a correction
changes, and who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vungxanh.desk.reports import indicators
from vungxanh.figures.models import Indicator, ReleaseDraft
from vungxanh.figures.read import figures_below, figures_of, latest_release
from vungxanh.figures.reporters import IN, standing
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class Change:
    place: Place
    indicator: Indicator
    old: int | None
    new: int | None


def before_of(draft: ReleaseDraft) -> Mapping[str, int | None]:
    """The released figures that a correction replaces, else those of the day before. Two queries at most."""
    if draft.corrects:
        return figures_of(draft.corrects)
    yesterday = draft.day - timedelta(days=1)
    release = latest_release(draft.place, yesterday)
    return figures_of(release) if release and release.day == yesterday else {}


def changes_below(draft: ReleaseDraft) -> list[Change]:
    """What a correction changes in the places below, the higher ones first; nothing for a first release."""
    if not draft.corrects:
        return []
    released = figures_below(draft.corrects)
    places = {place.path: place for place in Place.objects.within(draft.place).on(draft.day)}
    asked = {one.key: one for one in indicators()}
    changes = [
        Change(places[path], asked[key], released.get(path, {}).get(key), value)
        for path, values in draft.breakdown.items()
        for key, value in values.items()
        if path in places and key in asked and released.get(path, {}).get(key) != value
    ]
    return sorted(changes, key=lambda one: (one.place.path.count("/"), one.place.path, one.indicator.order))


def missing_of(draft: ReleaseDraft, at: datetime) -> Sequence[Place]:
    """Who owes figures of the day and has sent none."""
    return [one.place for one in standing(draft.place, draft.day, at) if one.state not in IN]
