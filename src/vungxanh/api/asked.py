"""What may stand in an address or a query: days, places, indicators. Anything else is refused, never guessed."""

import re
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BeforeValidator, Field

from vungxanh.api.said import Refused
from vungxanh.places.models import Place

LONGEST_SPAN = 366  # days


def _day(written: Any) -> Any:
    """Pydantic would also take seconds since 1970 for a day."""
    if isinstance(written, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError(_("Write a day as YYYY-MM-DD."))
    return written


Day = Annotated[date, BeforeValidator(_day)]
Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z_.-]{1,12}$", description="GSO code, or a site's own code")]
Key = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,50}$", description="Key of an indicator")]
Page = Annotated[int, Field(ge=1, le=1_000_000)]

__all__ = ["Code", "Day", "Key", "Page", "place_on", "require_span"]


def place_on(code: str, day: date) -> Place:
    """The unit with this code on that day. Raises Refused (404)."""
    found = list(Place.objects.on(day).filter(code=code).order_by("path")[:2])
    if not found:
        said = {"code": code, "day": day.isoformat()}
        raise Refused(404, "unknown-place", _("No place has the code %(code)s on %(day)s.") % said)
    if len(found) > 1:
        raise Refused(404, "ambiguous-place", _("Several places have the code %s; none is meant.") % code)
    return found[0]


def require_span(first: date, last: date) -> None:
    """Raises Refused (422) for days in the wrong order, or too many."""
    if last < first:
        raise Refused(422, "days-reversed", _("The first day comes after the last one."))
    if (last - first).days >= LONGEST_SPAN:
        raise Refused(422, "too-many-days", _("Ask for %d days at most at a time.") % LONGEST_SPAN)
