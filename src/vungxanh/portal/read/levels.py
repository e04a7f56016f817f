"""The level in force, who declared it by which document, and whether the rule waits for a person's decision."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.levels.models import AdoptedPlan, Declaration, Proposal
from vungxanh.levels.read import adopted_plan, declaration_on, declarations, plan_of, wave_start
from vungxanh.places.models import Place
from vungxanh.plan import Level, Plan
from vungxanh.portal.read.offices import offices

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level of the plan with its sign. `label` is the plan's own word, in Vietnamese."""

    id: str
    order: int
    label: str
    least: int | None
    most: int | None

    @property
    def sign(self) -> str:
        """What is written in the shape: the label's number, else the rank; empty (a leaf) for the lowest level."""
        written = NUMBER.search(self.label)
        return written[0] if written else ("" if self.order == 0 else str(self.order))

    @property
    def name(self) -> str:
        """The plan's label; in English "Level 3" or "Green zone"."""
        if get_language() == "vi":
            return self.label
        return _("Level %(number)s") % {"number": self.sign} if self.sign else _("Green zone")


def shown(level: Level) -> LevelShown:
    least, most = (None if n is None else int(n) for n in (level.min, level.max))
    return LevelShown(level.id, level.order, level.label, least, most)


@dataclass(frozen=True, slots=True)
class Reign:
    """One declaration in the history: the level, from when to when, by which document and which office."""

    level: LevelShown
    since: date
    until: date | None
    document: str
    office: str


class PlanInForce:
    """The adopted plan as the pages read it. Everything it shows is as of `at`."""

    def __init__(self, adopted: AdoptedPlan, place: Place, at: datetime) -> None:
        self.adopted, self.place, self.at = adopted, place, at

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.adopted)

    @cached_property
    def wave_start(self) -> date | None:
        return wave_start(self.adopted)

    @cached_property
    def ladder(self) -> list[LevelShown]:
        return sorted((shown(level) for level in self.plan.levels.items), key=lambda level: level.order)

    def level(self, id: str) -> LevelShown | None:
        return next((level for level in self.ladder if level.id == id), None)

    @cached_property
    def declaration(self) -> Declaration | None:
        return declaration_on(self.place, self.at.date())

    @cached_property
    def current(self) -> LevelShown | None:
        return self.level(self.declaration.level) if self.declaration else None

    @cached_property
    def history(self) -> list[Reign]:
        """What was declared for the province, oldest first."""
        made = declarations(self.adopted, self.place, self.at.date())
        named = offices([d.declared_by_id for d in made], Verb.DECLARE_LEVEL, self.at.date())
        ends = [d.valid_from - timedelta(days=1) for d in made[1:]] + [None]
        return [
            Reign(level, d.valid_from, end, d.document, named.get(d.declared_by_id, ""))
            for d, end in zip(made, ends, strict=True)
            if (level := self.level(d.level))
        ]

    @cached_property
    def waiting(self) -> Proposal | None:
        """The latest proposal, when it has no level or another than the one in force, and nobody has decided since."""
        latest = (
            Proposal.objects.filter(plan=self.adopted, place=self.place, proposed_at__lte=self.at)
            .filter(release__published_at__lte=self.at)
            .select_related("release")
            .first()
        )
        if latest is None or (self.declaration and latest.level == self.declaration.level):
            return None
        since = Declaration.objects.filter(plan=self.adopted, place=self.place, declared_at__gt=latest.proposed_at)
        return None if since.filter(declared_at__lte=self.at).exists() else latest


def plan_in_force(place: Place, at: datetime) -> PlanInForce | None:
    adopted = adopted_plan(place, at.date())
    return PlanInForce(adopted, place, at) if adopted else None
