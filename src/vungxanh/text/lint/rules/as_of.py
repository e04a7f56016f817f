"""A figure is true at an hour of a day: both are said (domain note B.2, as-of time; WHO: say what is known)."""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from .quantities import says_figures

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAY = re.compile(
    rf"\b\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?\d{{4}})?\b|\bng[aà]y\s+\d{{1,2}}\s+th[aá]ng\s+\d{{1,2}}"
    rf"|\b\d{{1,2}}\s+(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,2}}\b",
    re.IGNORECASE,
)
HOUR = re.compile(r"\b\d{1,2}\s?(?:h|g|giờ|gio|a\.?m\b|p\.?m\b)|\b\d{1,2}:\d{2}\b", re.IGNORECASE)


def as_of(draft: Draft) -> Iterator[Finding]:
    """A short text is asked by `short_alone`."""
    if draft.said.is_sms:
        return
    said_day = says_day(draft)
    if not said_day:
        yield draft.whole(Code.AS_OF_MISSING, Weight.MUST_LOOK if says_figures(draft) else Weight.ADVICE)
    elif says_figures(draft) and not says_hour(draft):
        yield draft.whole(Code.HOUR_MISSING, Weight.NOTE)


def says_day(draft: Draft) -> bool:
    return "date" in draft.kinds or any(DAY.search(passage.typed) for passage in draft.seen)


def says_hour(draft: Draft) -> bool:
    return "hour" in draft.kinds or any(HOUR.search(passage.typed) for passage in draft.seen)
