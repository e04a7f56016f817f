"""What a public notice says, ready for any form: written words and figures, and nothing that a form could look up."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "triangle", "square", "diamond", "octagon"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written in the notice's language. `value` is None for what nobody reported.

    `mandatory` figures (deaths, severe cases, adverse events) are never left out to make room.
    """

    key: str
    label: str
    written: str
    value: int | None = None
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the series behind the chart. `written` is how the notice's language writes the number."""

    label: str
    value: int | None
    written: str


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level by its words, a colour and a shape: never by colour alone. `colour` is #rrggbb."""

    label: str
    colour: str
    ink: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Notice:
    """One public notice in one language. Every text is NFC and as it is printed.

    `action` is the one thing to do; `lead` is the whole text's first paragraph; `paragraphs` is the whole text.
    `as_of` is the moment of the figures in words; `source` names the release. `address` is the page on the portal.
    `words` are the form's own words in the language: {"hotline": "Hỏi và báo tin", "source": "Nguồn số liệu", …}.
    """

    language: str
    title: str
    action: str
    paragraphs: tuple[str, ...]
    short: str
    place: str
    issuer: str
    as_of: str
    day: str
    source: str
    hotline: str
    ambulance: str
    address: str
    level: LevelMark | None = None
    figures: tuple[Figure, ...] = ()
    series: tuple[Day, ...] = ()
    series_title: str = ""
    is_exercise: bool = False

    @property
    def lead(self) -> str:
        return self.paragraphs[0] if self.paragraphs else ""
