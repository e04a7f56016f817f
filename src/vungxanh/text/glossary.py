"""Abbreviations opened for the public: what each stands for, in Vietnamese and in English.

The text for the eye; how each is said aloud is another matter. An unknown one has no entry, and nothing is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from vungxanh.text.numbers import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """`familiar`: everybody reads it as it stands, so it need not be opened."""

    short: str
    opened: Mapping[Language, str]
    familiar: bool = False


@cache
def glossary() -> Mapping[str, Entry]:
    """{abbreviation: entry}, as `glossary.yaml` has them."""
    rows = yaml.safe_load(files("vungxanh.text").joinpath("glossary.yaml").read_text(encoding="utf-8"))
    return {
        short: Entry(short, {"vi": row["vi"], "en": row["en"]}, row.get("familiar", False))
        for short, row in rows.items()
    }


def opened(short: str, language: Language) -> str | None:
    """What an abbreviation stands for: "UBND" → "Ủy ban nhân dân". None when the glossary does not have it."""
    entry = glossary().get(short)
    return entry.opened[language] if entry else None
