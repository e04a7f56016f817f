"""What the files of a day may say and must say, counted from the rows of the CSV: nothing of the program is asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

NEW, DEATHS, WEEK, WAVE = "new_cases", "new_deaths", "seven_day_total", "wave_total"
ALL, SHORT = (NEW, DEATHS, WEEK, WAVE), (NEW, DEATHS)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
HOTLINE, AMBULANCE = "1022", "115"
SHOWN_DAYS = 14
NARROW = 2  # days: bars so near have no room for two numbers in the smaller pictures
Rows = Mapping[date, tuple[int, int]]  # {day: (new cases, new deaths)}
RELEASE = {"vi": "bản công bố số", "en": "release no."}
A_CORRECTION = re.compile("đính chính|dinh chinh|correction", re.I)
CORRECTION = {"vi": "đính chính số", "en": "correction no."}
LEVEL = {"vi": ("Cấp độ", "Mức độ", "Cap do", "Muc do"), "en": ("Level", "level")}
FIXED = {
    "vi": ("COVID-19", "7 ngày", f"{SHOWN_DAYS} ngày qua", "24/24 giờ", AMBULANCE, f"tel:{AMBULANCE}"),
    "en": ("COVID-19", "7 days", f"last {SHOWN_DAYS} days", "24 hours", AMBULANCE, f"tel:{AMBULANCE}"),
}
DISEASE = "https://www.wikidata.org/wiki/Q81068910"


@dataclass(frozen=True)
class Told:
    """One message: the day and the moment of its figures, when it is posted and ends, the release that it quotes.

    `corrected_by` is the number of the release for which it was written again, or 0; `days` is {"06/11": cases}.
    """

    day: date
    as_of: datetime
    posted: datetime
    expires: datetime
    number: int
    level: int
    figures: Mapping[str, int]
    days: Mapping[str, int]
    address: str
    corrected_by: int = 0


def figures_of(rows: Rows, day: date, wave: date) -> dict[str, int]:
    """The day's two figures and the totals of new cases that end on it."""
    week = sum(rows[day - timedelta(days=ago)][0] for ago in range(7))
    since = sum(rows[wave + timedelta(days=n)][0] for n in range((day - wave).days + 1))
    return {NEW: rows[day][0], DEATHS: rows[day][1], WEEK: week, WAVE: since}


def days_of(rows: Rows, day: date) -> dict[str, int]:
    shown = [day - timedelta(days=ago) for ago in reversed(range(SHOWN_DAYS))]
    return {f"{one:%d/%m}": rows[one][0] for one in shown}


def written(value: int, language: str) -> str:
    return f"{value:,}".replace(",", "." if language == "vi" else ",")


def phrases(told: Told, language: str) -> Iterator[tuple[str, str]]:
    """(what it names, how it is written) of everything with a number in it that is no figure; longer ones first."""
    yield from (("link", one) for one in (told.address, told.address.removeprefix("https://"), DISEASE))
    yield from (("moment", one.isoformat()) for one in (told.posted, told.expires))
    yield "date", f"ngày {told.posted.day:02d} tháng {told.posted.month} năm {told.posted.year}"  # of a paper
    for one in (told.as_of.date(), told.day):
        yield "day", f"{one:%d/%m/%Y}" if language == "vi" else f"{one.day} {MONTHS[one.month - 1]} {one.year}"
    yield "hour", f"{told.as_of.hour} giờ {told.as_of.minute:02d}" if language == "vi" else f"{told.as_of:%H:%M}"
    for name, number in ((RELEASE, told.number), (RELEASE, told.corrected_by), (CORRECTION, told.corrected_by)):
        if number:
            says = "release" if number == told.number else "correction"
            yield from ((says, f"{name[language]} {one}") for one in (f"{number:03d}/{told.day.year}", f"{number}"))
    yield from (("level", f"{name} {told.level}") for name in LEVEL[language])
    yield from (("hotline", one) for one in (f"tel:{HOTLINE}", HOTLINE))
    yield from (("fixed", one) for one in FIXED[language])


def bars_of(told: Told, language: str) -> list[list[str]]:
    """What may stand at the bars: the highest day's number and the last day's, then the first and the last day.

    The highest stands alone where it is the last, and may give way where there is no room for two numbers.
    """
    labels, cases = list(told.days), list(told.days.values())
    apart = len(cases) - 1 - cases.index(max(cases))
    alone, both = [cases[-1:]], [[max(cases), cases[-1]]]
    named = alone if apart == 0 else both if apart > NARROW else both + alone
    return [[*(written(one, language) for one in numbers), labels[0], labels[-1]] for numbers in named]
