"""Reads a message before it is sent and says, place by place, what a careful colleague would; it stops nothing.

`lint(said)` is pure. What it needs to know about the release, the area and the level is given in `Said`.
"""

from .draft import Draft
from .finding import Code, Finding, Fix, Part, Weight
from .rules import RULES
from .said import BoundField, Form, Gravity, Kind, ReleaseFigure, Said, Urgency
from .sentences import SENTENCES

__all__ = [
    "SENTENCES", "BoundField", "Code", "Finding", "Fix", "Form", "Gravity", "Kind", "Part", "ReleaseFigure", "Said",
    "Urgency", "Weight", "lint",
]  # fmt: skip

_ORDER = {weight: n for n, weight in enumerate(Weight)}


def lint(said: Said) -> tuple[Finding, ...]:
    """All that the rules find: what must be looked at first, then in reading order. An emergency is spared notes."""
    draft = Draft(said)
    found = [finding for rule in RULES for finding in rule(draft)]
    if said.urgency == "emergency":
        found = [finding for finding in found if finding.weight is not Weight.NOTE]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.weight], one.part != "subject", one.start, one.end)))
