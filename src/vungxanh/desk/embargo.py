"""Who sees a release that is signed and not yet public: whoever may preview, sign or report in its province.

For everybody else it is not there: not in a list, not in a count, not behind a message that quotes it.
"""

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.figures.models import Release

Row = TypeVar("Row", bound=Model)
PREVIEWERS = (Verb.REPORT_FIGURES, Verb.SIGN_RELEASE, Verb.PREVIEW_RELEASE)


def previews(seat: Seat) -> bool:
    return any(seat.may(verb) for verb in PREVIEWERS)


def out_of_embargo(seat: Seat, rows: QuerySet[Row], *releases: str) -> QuerySet[Row]:
    """Those of `rows` that the person may see. `releases`: the ways from a row to its releases; none for releases."""
    return rows if previews(seat) else public(rows, seat.at, *releases)


def public(rows: QuerySet[Row], at: datetime, *releases: str) -> QuerySet[Row]:
    """Those of `rows` whose releases everybody may know at that moment."""
    for way in [f"{release}__" for release in releases] or [""]:
        rows = rows.exclude(**{f"{way}published_at__gt": at})
    return rows


def todays_release(seat: Seat) -> Release | None:
    """The last release of the day that the person may see."""
    today = Release.objects.filter(place=seat.province, day=seat.day)
    return out_of_embargo(seat, today).order_by("-number").first()
