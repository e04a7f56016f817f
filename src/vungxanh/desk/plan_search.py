"""Finds duties of the plan by words without accents, by level, kind and agency."""

from collections.abc import Mapping
from dataclasses import dataclass

from vungxanh.plan import Duty, Plan
from vungxanh.text.fold import fold


@dataclass(frozen=True, slots=True)
class Asked:
    words: str = ""
    level: str = ""
    kind: str = ""
    agency: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        return cls(query.get("q", ""), query.get("level", ""), query.get("kind", ""), query.get("agency", ""))

    @property
    def anything(self) -> bool:
        return any((self.words, self.level, self.kind, self.agency))


def found(plan: Plan, asked: Asked) -> list[Duty]:
    """The duties that fit everything asked, in the plan's order. Every word must occur somewhere."""
    words = fold(asked.words).split()
    return [duty for duty in plan.duties if _fits(duty, asked) and all(word in _text(plan, duty) for word in words)]


def _fits(duty: Duty, asked: Asked) -> bool:
    return (
        (not asked.level or duty.in_force_at(asked.level))
        and asked.kind in ("", duty.kind)
        and asked.agency in ("", duty.agency, *duty.performer)
    )


def _text(plan: Plan, duty: Duty) -> str:
    cadence = duty.cadence.text if duty.cadence else ""
    agencies = " ".join(plan.agency(id).name for id in (duty.agency, *duty.performer))
    return fold(" ".join((duty.id, duty.action, cadence, agencies, *duty.source, duty.condition or "")))
