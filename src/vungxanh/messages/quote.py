"""The words that stand for a release's figures, the level and the place, in Vietnamese and in English."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from vungxanh.clock import VIETNAM
from vungxanh.figures.models import Release
from vungxanh.figures.quote import quotation
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import plan_of, wave_start
from vungxanh.messages.models import Message
from vungxanh.text import numbers
from vungxanh.text.numbers import Language

LANGUAGES: tuple[Language, ...] = ("vi", "en")
HOTLINE, AMBULANCE = "1022", "115"
NOT_REPORTED: Mapping[Language, str] = {"vi": "chưa có báo cáo", "en": "not reported"}
NO_LEVEL = {"vi": "chưa công bố cấp độ", "en": "no level declared"}
COLOUR_IN_ENGLISH = {"xanh": "green", "vàng": "yellow", "cam": "orange", "đỏ": "red"}


def words(
    adopted: AdoptedPlan, release: Release, level: str, *, known_by: int | None = None
) -> Mapping[Language, Mapping[str, str]]:
    """{language: {blank: words}}. Numbers, dates and hours are written as the language writes them.

    `known_by`: totals as known when the release of that number was signed; None is with `release` itself.
    """
    values = _quoted(release, wave_start(adopted), known_by or release.number)
    return {language: _words(adopted, release, level, values, language) for language in LANGUAGES}


def quoted(message: Message) -> Mapping[str, object]:
    """What the message's release says, by the names of its fields, as numbers and moments; totals as it knew them."""
    return _quoted(message.release, wave_start(message.plan), message.source.number)


@lru_cache(maxsize=64)
def _quoted(release: Release, since: date | None, known_by: int) -> Mapping[str, object]:
    """Kept between the day's messages: a release never changes, so neither does what it says."""
    return quotation(release, series_since=since, known_by=known_by)


def _words(
    adopted: AdoptedPlan, release: Release, level: str, values: Mapping[str, object], language: Language
) -> Mapping[str, str]:
    return {name: _written(value, language) for name, value in values.items()} | {
        "place": release.place.name,
        "level": level_words(adopted, level, language),
        "day": _day(release.day, language),
        "hour": numbers.hour(release.as_of.astimezone(VIETNAM), language),
        "hotline": HOTLINE,
        "ambulance": AMBULANCE,
    }


def level_words(adopted: AdoptedPlan, level: str, language: Language) -> str:
    """The level's label as the plan prints it; in English by its colour or else by its number."""
    if not level:
        return NO_LEVEL[language]
    item = plan_of(adopted).level(level)
    if language == "vi":
        return item.label
    return f"{COLOUR_IN_ENGLISH[item.colour]} zone" if item.colour in COLOUR_IN_ENGLISH else f"level {item.order}"


def _written(value: object, language: Language) -> str:
    if value is None:
        return NOT_REPORTED[language]
    if isinstance(value, datetime):
        return _day(value.astimezone(VIETNAM).date(), language)
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, int):
        return numbers.number(value, language)
    return str(value)


def _day(value: date, language: Language) -> str:
    """Without the word "ngày", which a template's sentence already has."""
    return numbers.day(value, language).removeprefix("ngày ")
