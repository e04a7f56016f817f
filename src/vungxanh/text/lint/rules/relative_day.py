"""“Today” is another day tomorrow: a text that stays up longer names its day (domain note B.2)."""

from collections.abc import Iterator
from datetime import timedelta

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases

_DAYS = Phrases(
    (
        r"(?:sáng|trưa|chiều|tối|đêm) (?:nay|mai|qua)", r"hôm nay", r"hôm qua",
        r"ngày mai", r"ngày hôm qua", r"ngày kia", r"tuần (?:này|sau|tới)",
        r"today", r"tomorrow", r"yesterday", r"tonight", r"(?:this|next) week",
    )
)  # fmt: skip
_THE_DAY = {"hôm nay": "ngày {day}", "hom nay": "ngay {day}", "today": "on {day}"}
A_DAY = timedelta(days=1)


def relative_day(draft: Draft) -> Iterator[Finding]:
    if draft.said.lives is None or draft.said.lives <= A_DAY:
        return
    bound = "day" in draft.said.known
    for match, _row in _DAYS.find(draft.words.typed, plain=draft.plain):
        instead = _THE_DAY.get(match[0]) if bound else None
        yield draft.words.found(Code.RELATIVE_DAY, Weight.NOTE, *match.span(), {"typed": match[0]}, instead=instead)
