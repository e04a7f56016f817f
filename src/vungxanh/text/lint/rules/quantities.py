"""Numbers that count the epidemic: the words of each indicator, and where a number beside them was typed.

A limit ("không quá 10 người"), an age, a duration or the ordinal of a dose is no figure of a release.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..draft import Draft
from ..passage import Passage
from ..phrases import bare

NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
# What comes right behind the number, or right before it with "là" or a colon between; the field it usually is.
_VIETNAMESE: tuple[tuple[str, str], ...] = (
    (r"(?:ca|trường hợp|người) (?:bệnh )?(?:tử vong|chết|không qua khỏi)", "new_deaths"),
    (r"(?:ca|người) (?:bệnh )?(?:khỏi bệnh|được chữa khỏi|xuất viện|bình phục)", "recovered"),
    (r"(?:ca|bệnh nhân) (?:bệnh )?(?:nặng|nguy kịch)", "severe_cases"),
    (r"(?:ca|trường hợp) (?:trong )?cộng đồng", "community_cases"),
    (r"(?:ca|trường hợp) nghi (?:nhiễm|mắc)", "suspected"),
    (r"(?:ca|trường hợp|người|bệnh nhân) đang (?:được )?điều trị", "in_treatment"),
    (r"người đang (?:được )?cách ly", "quarantine_facility"),
    (r"(?:ca|trường hợp) (?:mắc|nhiễm|dương tính|bệnh|mới|COVID-19|F0)", "new_cases"),
    (r"(?:ca|F0)(?! (?:trực|làm|sáng|chiều|tối|đêm|học|sản xuất))", "new_cases"),
    (r"(?:người|bệnh nhân) (?:mắc|nhiễm|dương tính)", "new_cases"),
    (r"F1|tiếp xúc gần", "contacts_new"),
    (r"mẫu (?:bệnh phẩm |xét nghiệm )?dương tính", "samples_positive"),
    (r"mẫu", "samples_tested"),
    (r"(?:liều|mũi)(?: vắc[- ]?xin| vaccine)?", "doses_given"),
    (r"giường (?:bệnh |điều trị )?(?:còn )?trống", "beds_free"),
    (r"giường", "beds_total"),
    (r"bệnh nhân", "in_treatment"),
)
_ENGLISH: tuple[tuple[str, str], ...] = (
    (r"(?:new )?(?:deaths?|people (?:have )?died)", "new_deaths"),
    (r"(?:recoveries|recovered|people (?:have )?recovered)", "recovered"),
    (r"severe(?:ly ill)? (?:cases?|patients?)", "severe_cases"),
    (r"community cases?", "community_cases"),
    (r"suspected cases?", "suspected"),
    (r"(?:new |confirmed |active |COVID-19 |positive )*(?:cases?|infections?)", "new_cases"),
    (r"close contacts?", "contacts_new"),
    (r"positive (?:samples?|tests?)", "samples_positive"),
    (r"(?:samples?|tests?)", "samples_tested"),
    (r"(?:vaccine )?doses?", "doses_given"),
    (r"(?:free|empty) beds?", "beds_free"),
    (r"beds?", "beds_total"),
    (r"patients?", "in_treatment"),
)
_LINKS = {
    "vi": r"(?:[^\S\n]*(?:mới|trong ngày|hôm nay))?[^\S\n]*(?::|là|ở mức)[^\S\n]*",
    "en": r"[^\S\n]*(?::|is|are|stand at)[^\S\n]*",
}
_AHEAD = {"vi": r"(?:số |tổng số )", "en": r"(?:number of |total )?"}
_RANGE = re.compile(r"\d\s*(?:[-–]|đến|den|to)\s*$", re.IGNORECASE)  # "từ 201 - 700 ca": a band, not a count
_FEW_DOSES = 4  # "tiêm đủ 2 mũi" speaks of one person


@dataclass(frozen=True, slots=True)
class Typed:
    """A number at `start`–`end` of a passage, and the field that the words beside it speak of, if they do."""

    start: int
    end: int
    value: float
    field: str


def _pattern(rows: tuple[tuple[str, str], ...], language: str) -> str:
    joined = "|".join(f"({row})" for row, _field in rows)
    before = _AHEAD[language] + "(?:" + joined + ")" + _LINKS[language]
    after = r"[^\S\n]+(?:" + joined + r")(?!\w)"
    number = rf"(?<![\w.,/:–-])({NUMBER})(?![\w/:–%°-]|[.,]\d)"
    return rf"(?:(?<!\w){before}{number})|(?:{number}{after})".replace(" ", r"\s")


_SEARCH = {
    ("vi", False): re.compile(_pattern(_VIETNAMESE, "vi"), re.IGNORECASE),
    ("vi", True): re.compile(bare(_pattern(_VIETNAMESE, "vi")), re.IGNORECASE),
    ("en", False): re.compile(_pattern(_ENGLISH, "en"), re.IGNORECASE),
}
_FIELDS = {"vi": [field for _row, field in _VIETNAMESE], "en": [field for _row, field in _ENGLISH]}


def typed_quantities(passage: Passage, language: str, *, plain: bool = False) -> Iterator[Typed]:
    """Every number typed beside the words of an indicator."""
    tongue = "en" if language == "en" else "vi"
    fields = _FIELDS[tongue]
    count = len(fields)
    for match in _SEARCH[tongue, plain and tongue == "vi"].finditer(passage.typed):
        group = count + 1 if match[count + 1] is not None else count + 2
        row = next(n for n in range(1, 2 * count + 3) if n not in (count + 1, count + 2) and match[n] is not None)
        field = fields[(row - 1) if row <= count else row - count - 3]
        value = value_of(match[group])
        few_doses = field == "doses_given" and value <= _FEW_DOSES
        if not few_doses and not _RANGE.search(passage.typed[max(0, match.start(group) - 12) : match.start(group)]):
            yield Typed(*match.span(group), value, field)


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
