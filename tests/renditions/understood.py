"""Every number of a text by its reason: a figure named by its words, a day of the picture, a date, a fixed word.

A number that has none is left over; a figure that is not the CSV's is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from told import A_CORRECTION, ALL, DEATHS, NEW, SHORT, WAVE, WEEK, Told, phrases, written

NUMBER = r"(\d+(?:[.,]\d+)*)"
Claims = tuple[tuple[str, tuple[str, ...]], ...]
LABELS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        NEW: "Ca mắc mới", DEATHS: "Ca tử vong mới", WEEK: "Ca mắc mới trong 7 ngày",
        WAVE: "Tổng số ca trong đợt dịch này",
    },
    "en": {NEW: "New cases", DEATHS: "New deaths", WEEK: "New cases in 7 days", WAVE: "Cases in this wave"},
}  # fmt: skip
SENTENCES: Mapping[str, Claims] = {
    "vi": (
        (f"ghi nhận {NUMBER} ca mắc COVID-19 mới và {NUMBER} ca tử vong trong ngày", SHORT),
        (f"Trong 7 ngày qua có {NUMBER} ca", (WEEK,)),
        (f"tổng số ca trong đợt dịch này là {NUMBER}", (WAVE,)),
        (f"Vĩnh Phúc: {NUMBER} ca mắc mới, {NUMBER} ca tử vong", SHORT),
        (f"Vĩnh Phúc [\\d/]+: {NUMBER} ca mới, {NUMBER} tử vong", SHORT),
        (f"Vinh Phuc [\\d/]+: {NUMBER} ca moi, {NUMBER} tu vong", SHORT),
    ),
    "en": (
        (f"new COVID-19 cases {NUMBER}, deaths {NUMBER}", SHORT),
        (f"Cases in the last 7 days: {NUMBER}; in this wave: {NUMBER}", (WEEK, WAVE)),
        (f"Vĩnh Phúc(?: \\d+ [A-Z][a-z]+ \\d+)?: new cases {NUMBER}, deaths {NUMBER}", SHORT),
    ),
}
CLAIMS: Mapping[str, Claims] = {
    language: (*SENTENCES[language], *((f"{LABELS[language][key]}:? {NUMBER}", (key,)) for key in ALL))
    for language in SENTENCES
}
DAY = re.compile(rf"(?<![\d/])(\d\d/\d\d): {NUMBER}")


@dataclass
class Understood:
    """`said`: the figures and other fields that were found; `days`: days with their number; `left`: the unexplained."""

    said: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def understood(text: str, told: Told, language: str) -> Understood:
    found = Understood()
    for name, label in LABELS[language].items():  # as data, a number has no marks in it
        text = _claimed(text, f"{label} = (\\d+)", (name,), [str(told.figures[name])], found)
    text = DAY.sub(lambda day: _day(day, told, language, found), text)
    for pattern, names in CLAIMS[language]:
        text = _claimed(text, pattern, names, [written(told.figures[name], language) for name in names], found)
    found.left = left_of(text, told, language, found.said)
    return found


def left_of(text: str, told: Told, language: str, said: set[str]) -> list[str]:
    """The numbers that are no date, hour, release, level, telephone or fixed word; what was one is added to `said`."""
    said |= {"correction"} if A_CORRECTION.search(text) else set()
    for name, phrase in phrases(told, language):
        text, count = re.subn(rf"(?<![\d/])(?<!\d[.,:]){re.escape(phrase)}(?![\d/])(?![.,:]\d)", "¶", text)
        said |= {name} if count else set()
    return re.findall(r"\d\S*", text)


def _claimed(text: str, pattern: str, names: Sequence[str], right: Sequence[str], found: Understood) -> str:
    def one(claim: re.Match[str]) -> str:
        found.said.update(names)
        if list(claim.groups()) != list(right):
            found.wrong.append(f"“{claim[0]}” where it is {', '.join(right)}")
        return claim[0][: claim.start(1) - claim.start()] + "¶"  # a date before it is still to be looked at

    return re.sub(rf"(?<!\w){pattern}", one, text)


def _day(day: re.Match[str], told: Told, language: str, found: Understood) -> str:
    found.days.append(day[1])
    right = written(told.days[day[1]], language) if day[1] in told.days else "no day of the picture"
    if day[2] != right:
        found.wrong.append(f"“{day[0]}” where it is {right}")
    return "¶"
