"""Numbers that count the epidemic, typed in digits or in words beside the words of an indicator.

A band ("201 - 700 ca"), a rate ("5 ca/ngày") or the doses of one person are no figures of a release.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..draft import Draft
from ..passage import Passage
from ..phrases import either
from .indicator_words import ENGLISH, VIETNAMESE

NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_NUMERAL = "không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|mốt|tư|lăm|linh|lẻ|trăm|nghìn|ngàn|triệu"
_ENGLISH_NUMERAL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
_SPELLED = {  # one word alone ("một ca", "one case") is a way of speaking
    "vi": rf"(?:(?:{_NUMERAL}) )+(?:{_NUMERAL})(?!\w)",
    "en": rf"(?:{_ENGLISH_NUMERAL})(?:[ -](?:and )?(?:{_ENGLISH_NUMERAL}|one))*(?!\w)",
}
_LEADS = {"vi": r"(?:tổng )?số ", "en": r"(?:number of |total )?"}
_LINKS = {"vi": r"(?: (?:mới|trong ngày|hôm nay))? ?(?::|là|ở mức) ?", "en": r" ?(?::|is|are|stands? at) ?"}
_TOTAL = re.compile("tổng|tong|total", re.IGNORECASE)
_IN_FULL = r"(?: \([^()\n]{1,40}\))?"  # "12 (mười hai) ca"
_RANGE = re.compile(r"\d\s*(?:[-–]|đến|den|to)\s*$", re.IGNORECASE)
_RANGE_ROOM = 12  # letters
_FEW_DOSES = 4  # "tiêm đủ 2 mũi" speaks of one person


@dataclass(frozen=True, slots=True)
class Typed:
    """A number at `start`–`end` of a passage, and the field its words speak of. `value` is None when spelled out."""

    start: int
    end: int
    value: float | None
    field: str


def _patterns(rows: Sequence[tuple[str, str]], language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """With accents and without. The rows are groups 2 and on where the number comes first, then again behind."""
    words = "|".join(f"({row})" for row, _field in rows)
    number = rf"(?<![\w.,/:–-])(?:{NUMBER})(?![\w/:–%°-]|[.,]\d)|(?<!\w){_SPELLED[language]}"
    first = rf"(?P<first>{number}){_IN_FULL} (?:{words})(?![\w/])"
    last = rf"(?<!\w){_LEADS[language]}(?:{words}){_LINKS[language]}(?P<last>{number})"
    return either(f"{first}|{last}".replace(" ", r"\s"))


_SEARCH = {"vi": _patterns(VIETNAMESE, "vi"), "en": _patterns(ENGLISH, "en")}
_FIELDS = {"vi": [field for _row, field in VIETNAMESE], "en": [field for _row, field in ENGLISH]}


def typed_quantities(passage: Passage, language: str, *, plain: bool = False) -> Iterator[Typed]:
    """Every number typed beside the words of an indicator."""
    tongue = "en" if language == "en" else "vi"
    fields = _FIELDS[tongue]
    for match in _SEARCH[tongue][plain].finditer(passage.typed):
        place = "first" if match["first"] else "last"
        rows = match.groups()[1 : len(fields) + 1] if place == "first" else match.groups()[len(fields) + 1 :]
        field = fields[next(n for n, said in enumerate(rows) if said)]
        if field == "new_cases" and _TOTAL.match(match[0]):
            field = "cumulative_cases"
        start, end = match.span(place)
        value = value_of(match[place]) if match[place][0].isdecimal() else None
        few_doses = field == "doses_given" and value is not None and value <= _FEW_DOSES
        if not few_doses and not _RANGE.search(passage.typed[max(0, start - _RANGE_ROOM) : start]):
            yield Typed(start, end, value, field)


def value_of(number: str) -> float:
    """1.234 and 1,234 are thousands in any language; 2.5 and 2,5 are not."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return float(re.sub(r"\D", "", number))
    return float(number.replace(",", "."))


def says_figures(draft: Draft) -> bool:
    """Whether it tells figures of the epidemic, from the release or typed."""
    return "figure" in draft.kinds or any(
        True for passage in draft.passages for _ in typed_quantities(passage, draft.said.language, plain=draft.plain)
    )
