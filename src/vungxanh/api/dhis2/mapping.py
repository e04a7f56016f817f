"""Which data elements and organisation units of a DHIS2 are which of our indicators and places: a YAML file.

What it does not name goes by our own keys and codes. A file with a mistake is refused whole, with every mistake.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from vungxanh.sheets.faults import Problem

SECTIONS = {"dataElements", "orgUnits", "dataSet"}


class MappingRefused(Exception):
    """Nothing goes in or out until the file is put right."""

    code = "mapping-refused"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.sentence for problem in problems))


@dataclass(frozen=True)
class Foreign:
    """{foreign identifier: ours}. An element may be written with its category option combination: `uid.uid`."""

    elements: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    data_set: str = ""

    def indicator(self, element: str, category: str) -> str:
        whole = self.elements.get(f"{element}.{category}") if category else None
        return whole or self.elements.get(element, element)

    def code(self, unit: str) -> str:
        return self.units.get(unit, unit)


@dataclass(frozen=True)
class Abroad:
    """The same the other way: {ours: foreign}."""

    elements: Mapping[str, tuple[str, str]]
    units: Mapping[str, str]


def abroad(foreign: Foreign) -> Abroad:
    elements = {}
    for written, key in foreign.elements.items():
        element, _dot, category = written.partition(".")
        elements[key] = (element, category)
    return Abroad(elements, {code: unit for unit, code in foreign.units.items()})


def read_mapping(path: str | Path, indicators: Collection[str]) -> Foreign:
    """Nothing is mapped when there is no path. Raises MappingRefused with everything that is wrong."""
    if not path:
        return Foreign()
    try:
        said = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MappingRefused(
            [Problem("unreadable", _("%(file)s cannot be read: %(why)s") % _why(path, error))]
        ) from error
    if not isinstance(said, dict) or not said.keys() <= SECTIONS:
        sentence = _("The mapping may hold only: %s.") % ", ".join(sorted(SECTIONS))
        raise MappingRefused([Problem("unknown-section", sentence)])
    elements, units = said.get("dataElements") or {}, said.get("orgUnits") or {}
    problems = [*_problems("dataElements", elements), *_problems("orgUnits", units)]
    if not problems:
        problems = [
            Problem("unknown-indicator", _("“%s” is not an indicator.") % key)
            for key in elements.values()
            if key not in indicators
        ]
    if problems:
        raise MappingRefused(problems)
    return Foreign(elements, units, str(said.get("dataSet") or ""))


def _why(path: str | Path, error: Exception) -> dict[str, str]:
    return {"file": str(path), "why": " ".join(str(error).split())}


def _problems(section: str, said: Any) -> list[Problem]:
    if not isinstance(said, dict):
        return [Problem("not-pairs", _("Under “%s” write pairs, one a line: theirs: ours.") % section)]
    found, seen = [], set()
    for theirs, ours in said.items():
        if not isinstance(theirs, str) or not isinstance(ours, str):
            sentence = _("Under “%(section)s”, put %(theirs)s: %(ours)s in quotation marks; they are text.")
            found.append(Problem("not-text", sentence % {"section": section, "theirs": theirs, "ours": ours}))
        elif ours in seen:
            sentence = _("Under “%(section)s”, %(ours)s stands more than once; only one of theirs can be it.")
            found.append(Problem("twice", sentence % {"section": section, "ours": ours}))
        seen.add(ours)
    return found
