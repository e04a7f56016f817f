"""What each form has to say of a day's situation, and everything that is wrong with one of its files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heard import heard
from told import ALL, SHORT, WEEK, Told, bars_of, written
from understood import Understood, left_of, understood
from words_of_files import drawn_in, handset, words_of

from vungxanh.renditions.forms import FORMS

SPOKEN = ("audio-mp3", "audio-opus", "audio-wav")  # made of the reading form, which the radio script is
WHOLE = frozenset({"day", "hour", "release", "level", "hotline"})
PICTURE = {"infographic-square": ALL, "infographic-tall": ALL, "infographic-wide": (*SHORT, WEEK)}
MUST_SAY: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {  # {form: (its figures, what else)}
    "sms": (SHORT, frozenset({"day", "hotline"})),
    "sms-plain": (SHORT, frozenset({"day", "hotline"})),
    "led-txt": (SHORT, frozenset({"day", "hotline"})),
    "led-png": (SHORT, frozenset({"hotline"})),
    "banner-pdf": ((), frozenset({"hotline"})),
    "radio-script": (ALL, WHOLE),
    **{f"{size}-{kind}": (figures, WHOLE) for size, figures in PICTURE.items() for kind in ("png", "svg")},
    **dict.fromkeys(
        ("press-release-pdf", "press-release-docx", "bulletin-pdf", "bulletin-docx"), (ALL, WHOLE | {"date"})
    ),
    **dict.fromkeys(
        (
            "poster-pdf", "poster-png", "leaflet-pdf", "article-html", "email-html", "email-txt", "social-txt",
        ),
        (ALL, WHOLE),
    ),
}  # fmt: skip
FIGURES = frozenset(ALL)


@dataclass(frozen=True)
class Reading:
    """A file as it was read: its words, and of an SVG the lines that it draws, which are not the words it carries."""

    form: str
    language: str
    text: str
    drawn: tuple[str, ...] = ()


def read(form: str, content: bytes, language: str) -> Reading:
    """An SMS is read on a handset, after the wire."""
    text = words_of(form, content)
    if form.startswith("sms"):
        text = handset(text, reference=len(text))
    return Reading(form, language, text, drawn_in(content) if FORMS[form].suffix == "svg" else ())


def problems_of(file: Reading, told: Told) -> list[str]:
    """One sentence a problem; none when each of its numbers is the right one, and none is missing."""
    bars = bars_of(told, file.language)
    hear = heard if file.form == "radio-script" else understood
    problems = list(_problems(file.form, hear(file.text, told, file.language), told, bars))
    return problems + (problems_seen(file, told) if file.drawn else [])


def _problems(form: str, found: Understood, told: Told, bars: Sequence[list[str]]) -> Iterator[str]:
    figures, others = MUST_SAY[form]
    yield from found.wrong
    if missing := {*figures, *others} - found.said:
        yield f"does not say {', '.join(sorted(missing))}"
    if more := found.said & FIGURES - set(figures):
        yield f"says {', '.join(sorted(more))}, which it has no room for"
    if found.left not in (right := bars if form == "leaflet-pdf" else [[]]):
        yield f"has {found.left} where {right} would be explained"
    if told.corrected_by and figures and "correction" not in found.said:
        yield "does not say that it is a correction"
    if form.startswith("infographic") and found.days != list(told.days):
        yield f"tells the days {found.days}"


def problems_seen(file: Reading, told: Told) -> list[str]:
    """The picture as it is seen: its large numbers in their order, then the numbers and days at the bars."""
    said: set[str] = set()
    bars = bars_of(told, file.language)
    left = left_of(" ".join(file.drawn), told, file.language, said)
    figures, others = MUST_SAY[file.form]
    large = [written(told.figures[name], file.language) for name in figures]
    problems = [] if left in [large + one for one in bars] else [f"shows {left} where it is {large} and {bars}"]
    if missing := ({*others, "correction"} if told.corrected_by else others) - said:
        problems.append(f"does not show {', '.join(sorted(missing))}")
    return problems
