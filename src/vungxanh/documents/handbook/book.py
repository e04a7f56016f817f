"""A handbook as plain data: chapters of paragraphs, in one language."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    paragraphs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """`edition` is the day of the latest approval among its chapters. `words`: contents, edition, source, hotline.

    `exercise` are the words by which an exercise is known on every page; empty where it is the real thing.
    """

    title: str
    issuer: str
    place: str
    language: str
    edition: date
    hotline: str
    chapters: tuple[Chapter, ...]
    words: tuple[tuple[str, str], ...]
    exercise: str = ""

    @property
    def identifier(self) -> str:
        """The same book of the same day has the same one."""
        return f"urn:vungxanh:handbook:{self.language}:{self.edition.isoformat()}"
