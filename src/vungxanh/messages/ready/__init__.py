"""The ready templates, read from the files beside this one. No database.

A row of a file may serve several themes, because the plans name one thing differently; each theme gets a template of
its own, written to the audience that stands beside it. A row that lacks a field, or has one too many, is a TypeError.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class ReadyTemplate:
    """`levels` empty: every level. `facts`: the recorded facts that the words need besides the release's figures."""

    key: str
    theme: str
    levels: tuple[str, ...]
    audience: str
    subject_vi: str
    subject_en: str
    long_vi: str
    long_en: str
    short_vi: str
    short_en: str
    facts: tuple[str, ...] = ()


@cache
def ready_templates() -> tuple[ReadyTemplate, ...]:
    """Every ready template, file by file in the order of their names."""
    found = sorted((file for file in files(__name__).iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(one for file in found for row in yaml.safe_load(file.read_text("utf-8")) for one in _of(row))


def _of(row: dict[str, object]) -> Iterator[ReadyTemplate]:
    """One template a theme. The first keeps the row's key; the others add their theme to it."""
    words = {name: value for name, value in row.items() if name not in ("key", "for", "levels", "facts")}
    audiences: dict[str, str] = row["for"]  # type: ignore[assignment]
    levels: list[str] = row["levels"]  # type: ignore[assignment]
    facts: list[str] = row.get("facts", [])  # type: ignore[assignment]
    for number, (theme, audience) in enumerate(audiences.items()):
        yield ReadyTemplate(
            key=f"{row['key']}-{theme}" if number else str(row["key"]),
            theme=theme,
            levels=tuple(levels),
            audience=audience,
            facts=tuple(facts),
            **words,  # type: ignore[arg-type]
        )
