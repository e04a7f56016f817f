"""Who owes figures, from when and by which hour. What was owed before stays as it was: a change holds from a day."""

from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from vungxanh.places.models import PlaceQuerySet

from .models import Reporter


def owe(places: PlaceQuerySet, *, due: time, since: date) -> int:
    """Let every place of `places` that does not owe figures yet owe them from `since` on. How many were added."""
    owing = Reporter.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since), place=OuterRef("pk"))
    added = Reporter.objects.bulk_create(
        [Reporter(place=place, due=due, valid_from=since) for place in places.filter(~Exists(owing))],
        update_conflicts=True,  # ended before it began, and taken up again on the same day
        unique_fields=["place", "valid_from"],
        update_fields=["due", "valid_to"],
    )
    return len(added)


@transaction.atomic
def change_hour(reporter: Reporter, due: time, *, since: date) -> Reporter:
    """Another hour from `since` on; the days before are judged by the hour of then."""
    if since <= reporter.valid_from:
        reporter.due = due
        reporter.save(update_fields=["due"])
        return reporter
    changed, _new = Reporter.objects.update_or_create(
        place_id=reporter.place_id, valid_from=since, defaults={"due": due, "valid_to": reporter.valid_to}
    )
    reporter.valid_to = since - timedelta(days=1)
    reporter.save(update_fields=["valid_to"])
    return changed


def end(reporter: Reporter, last: date | None) -> None:
    """`last` is the last day owed; None: until further notice."""
    reporter.valid_to = last
    reporter.save(update_fields=["valid_to"])
