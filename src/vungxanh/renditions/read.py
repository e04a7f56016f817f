"""Reads a message into what its files are made from. Every number in it comes from the message's own release."""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from vungxanh import clock
from vungxanh.clock import VIETNAM
from vungxanh.documents.notice import Day, Figure, LevelMark, Notice, Shape
from vungxanh.figures.models import Indicator, Release
from vungxanh.figures.quote import SPANS
from vungxanh.figures.read import Series, series_of
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import plan_of
from vungxanh.messages.blanks import named
from vungxanh.messages.bound import issuer_of, language_of
from vungxanh.messages.languages import in_order
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.messages.quote import AMBULANCE, HOTLINE, NOT_REPORTED, level_words, quoted
from vungxanh.pictures.emblem import rank
from vungxanh.renditions.action import action_of
from vungxanh.renditions.said import Said
from vungxanh.text import numbers
from vungxanh.text.numbers import Language

SHOWN_DAYS = 14
SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle", "diamond", "octagon")
COLOURS = (  # ground and ink, from calm to grave: each pair has a contrast of at least 4.5
    ("#0d7045", "#ffffff"), ("#f3c530", "#2b2300"), ("#f0982b", "#2b1600"), ("#c2410c", "#ffffff"),
    ("#9c1230", "#ffffff"),
)  # fmt: skip
TOTALS: Mapping[str, Mapping[Language, str]] = {
    "seven_day_total": {"vi": "Ca mắc mới trong 7 ngày", "en": "New cases in 7 days"},
    "seven_day_deaths_total": {"vi": "Ca tử vong trong 7 ngày", "en": "Deaths in 7 days"},
    "wave_total": {"vi": "Tổng số ca trong đợt dịch này", "en": "Cases in this wave"},
    "wave_deaths_total": {"vi": "Tổng số ca tử vong trong đợt dịch này", "en": "Deaths in this wave"},
}
SERIES: Mapping[Language, str] = {"vi": "Ca mắc mới, {n} ngày qua", "en": "New cases, last {n} days"}
SOURCE: Mapping[Language, str] = {"vi": "Nguồn số liệu: bản công bố số {number}", "en": "Source: release no. {number}"}
CORRECTED: Mapping[Language, tuple[str, str]] = {  # of the corrected day itself; of a later day whose totals hold it
    "vi": (" (đính chính)", ", đính chính số {number}"),
    "en": (" (correction)", ", correction no. {number}"),
}
ALWAYS_BESIDE = {"new_cases": "new_deaths"}  # whoever says new cases says deaths


class NoText(Exception):
    """The message has no full text in this language, so nothing can be made of it."""

    code = "no-text"


def said_of(message: Message, language: str) -> Said:
    """Raises NoText."""
    variants = {one.form: one for one in message.variants.select_related("recording") if one.language == language}
    long = variants.get(Form.LONG)
    if long is None:
        raise NoText(language)
    short = variants.get(Form.SHORT)
    plain = variants.get(Form.PLAIN)
    plan = plan_of(message.plan)
    duty = next((one for one in plan.duties if one.id == message.duty), None)
    recording = getattr(long, "recording", None)
    correction = message.correction
    posted = (correction.signed_at if correction else message.release.as_of).astimezone(VIETNAM)
    return Said(
        message=message.pk,
        language=language,
        notice=_notice(message, long, short),
        subject=long.subject,
        long=long.text,
        short=short.text if short else "",
        plain=plain.text if plain else "",
        issuer=issuer_of(message),
        parent=plan.header.issuer,
        place=message.place.name,
        place_kind=message.place.kind,
        day=posted.date() if correction else message.day,
        posted=posted,
        expires_at=message.expires_at.astimezone(VIETNAM),
        kind=duty.kind.value if duty else "publish",
        release=str(message.release),
        correction=str(correction) if correction else "",
        recording=_bytes(recording) if recording else None,
        recording_hash=recording.sha256 if recording else "",
    )


def languages_of(message: Message) -> list[str]:
    """Vietnamese first, then as their codes go: every language with a full text or a recording."""
    return sorted(message.variants.filter(form=Form.LONG).values_list("language", flat=True), key=in_order)


def address_of(message: Message, language: str) -> str:
    """Where the public reads it."""
    with translation.override(language_of(language)):
        path = reverse("portal:message", args=[message.pk])
    return f"{settings.PUBLIC_URL or settings.WAGTAILADMIN_BASE_URL}{path}"


def _notice(message: Message, long: Variant, short: Variant | None) -> Notice:
    """A language that has no short text of its own says what to do in the words of its full text."""
    language = language_of(long.language)
    release = message.release
    as_of = release.as_of.astimezone(VIETNAM)
    series = _last_days(release, message.source.number)
    days = [
        Day(f"{day:%d/%m}", value, NOT_REPORTED[language] if value is None else numbers.number(value, language))
        for day, value in sorted(series.items())
    ]
    return Notice(
        language=long.language,
        title=long.subject,
        action=action_of((short or long).written[1], (short or long).text, long.text),
        paragraphs=tuple(part.strip() for part in long.text.split("\n\n") if part.strip()),
        short=short.text if short else "",
        place=message.place.name,
        issuer=issuer_of(message),
        as_of=numbers.moment(as_of, language),
        day=numbers.day(release.day, language),
        source=_source(message, language),
        hotline=HOTLINE,
        ambulance=AMBULANCE,
        address=address_of(message, long.language),
        level=_mark(message.plan, message.level, language),
        figures=_figures(long, quoted(message), language),
        series=tuple(days),
        series_title=SERIES[language].format(n=len(days)),
        is_exercise=clock.is_exercise(),
    )


def _source(message: Message, language: Language) -> str:
    """The release; with the correction for which it was written again, since old pictures are in people's hands."""
    named = SOURCE[language].format(number=message.release)
    if message.correction is None:
        return named
    of_that_day, of_a_later_day = CORRECTED[language]
    later = message.correction != message.release
    return named + (of_a_later_day if later else of_that_day).format(number=message.correction)


@lru_cache(maxsize=64)
def _last_days(release: Release, known_by: int) -> Series:
    """Kept between the messages of a day: a release never changes, so neither does what it says."""
    since = release.day - timedelta(days=SHOWN_DAYS - 1)
    return series_of(release.place, ["new_cases"], since=since, upto=release.day, known_by=known_by)["new_cases"]


def _figures(long: Variant, values: Mapping[str, object], language: Language) -> tuple[Figure, ...]:
    """The figures that the text names, in its order; with new cases always the deaths."""
    names = [name for name in dict.fromkeys(named(long.written[1])) if name in values]
    for name, beside in ALWAYS_BESIDE.items():
        if name in names and beside in values and beside not in names:
            names.insert(names.index(name) + 1, beside)
    indicators = _vocabulary()
    found = []
    for name in names:
        value = values[name]
        if not (name in indicators or name.startswith(SPANS)) or name.endswith("_days_missing"):
            continue
        indicator = indicators.get(name)
        label = TOTALS[name][language] if indicator is None else _name(indicator, language)
        written = numbers.number(value, language) if isinstance(value, int) else NOT_REPORTED[language]
        count = value if isinstance(value, int) else None
        found.append(Figure(name, label, written, count, bool(indicator and indicator.mandatory)))
    return tuple(found)


def _vocabulary() -> Mapping[str, Indicator]:
    return Indicator.objects.in_bulk()


def _name(indicator: Indicator, language: Language) -> str:
    return indicator.name_vi if language == "vi" else indicator.name_en


def _mark(plan: AdoptedPlan, level: str, language: Language) -> LevelMark | None:
    if not level:
        return None
    place = rank(plan_of(plan).level(level).order)
    ground, ink = COLOURS[place]
    return LevelMark(level_words(plan, level, language), ground, ink, SHAPES[place])


def _bytes(recording: object) -> bytes:
    with recording.file.open("rb") as file:  # type: ignore[attr-defined]
        content: bytes = file.read()
    return content
