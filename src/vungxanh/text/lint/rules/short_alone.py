"""A short text travels alone and is read late: it says where and of which day it speaks (domain note B.2)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from .as_of import says_day
from .quantities import says_figures
from .who_says import says_place


def short_alone(draft: Draft) -> Iterator[Finding]:
    if not draft.said.is_sms:
        return
    if not says_place(draft):
        yield draft.whole(Code.SHORT_PLACE_MISSING, Weight.ADVICE)
    if not says_day(draft):
        yield draft.whole(Code.SHORT_DAY_MISSING, Weight.ADVICE if says_figures(draft) else Weight.NOTE)
