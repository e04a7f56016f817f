"""The message map of a draft: what its audience is to know of its theme, as it would read with the draft's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vungxanh.messages.blanks import UnknownBlanks, fill_each
from vungxanh.messages.bound import Values
from vungxanh.messages.models import KeyMessage, Message
from vungxanh.text.numbers import Language


@dataclass(frozen=True, slots=True)
class Point:
    """`words`: as it is written into a draft, with its fields; `reads`: as it then says."""

    words: str
    reads: str


@dataclass(frozen=True, slots=True)
class Key:
    """One key message in one language with what supports it. `own`: it is for the draft's audience, not for all."""

    language: Language
    own: bool
    message: Point
    support: Sequence[Point]
    source: str


def message_map(message: Message, said: Values) -> list[Key]:
    """What holds on the message's day for its theme: its audience's key messages first, then everybody's. One query.

    `said`: what `bound.values` gives for the message.
    """
    rows = KeyMessage.objects.on(message.day).filter(
        place=message.place, theme=message.theme, audience__in=("", message.audience)
    )
    own_first = sorted(rows, key=lambda one: (one.audience == "", one.pk))
    return [_key(one, language, said[language]) for language in said for one in own_first]


def _key(one: KeyMessage, language: Language, said: Mapping[str, str]) -> Key:
    text, support = (one.text_en, one.support_en) if language == "en" else (one.text_vi, one.support_vi)
    points = [Point(words, _filled(words, said)) for words in (text, *support.splitlines()) if words.strip()]
    return Key(language, one.audience != "", points[0], points[1:], one.source)


def _filled(words: str, said: Mapping[str, str]) -> str:
    """A field that this day does not have (the week of a first day) is shown as it is written."""
    try:
        return fill_each((words,), said)[0]
    except UnknownBlanks:
        return words
