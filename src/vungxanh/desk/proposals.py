"""The latest proposal in plain words, and the history of what was declared where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.seat import Seat
from vungxanh.desk.sentences import in_this_language
from vungxanh.desk.words import level_name
from vungxanh.levels.history import reigns
from vungxanh.levels.models import Declaration, Proposal
from vungxanh.levels.read import declaration_on
from vungxanh.plan import Level, Plan


@dataclass(frozen=True, slots=True)
class InputRead:
    text: str
    value: str | None
    missing: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal as a person reads it: which level, why, from which inputs, in which steps."""

    proposal: Proposal
    plan: Plan

    def level_called(self, id: str) -> str:
        known = {level.id: level for level in self.plan.levels.items}
        return level_name(known[id]) if id in known else id

    @property
    def level(self) -> Level | None:
        return self.plan.level(self.proposal.level) if self.proposal.level else None

    @property
    def current(self) -> Level | None:
        return self.plan.level(self.proposal.current) if self.proposal.current else None

    @property
    def reason(self) -> str:
        return in_this_language(self.proposal.reason, self.level_called)

    @property
    def steps(self) -> list[str]:
        return [in_this_language(step, self.level_called) for step in self.proposal.steps]

    @property
    def inputs(self) -> list[InputRead]:
        return [
            InputRead(read["text"], read["value"], in_this_language(read["missing"] or ""))
            for read in self.proposal.inputs
        ]


def latest_proposal(seat: Seat) -> Proposal | None:
    """The province's latest proposal made by now."""
    made = Proposal.objects.filter(plan=seat.adopted, place=seat.province, proposed_at__lte=seat.at)
    return out_of_embargo(seat, made, "release").select_related("release", "place").first()


def waiting_proposal(seat: Seat) -> Proposal | None:
    """The latest proposal, while it asks for a decision that nobody has taken since."""
    latest = latest_proposal(seat)
    if latest is None or not latest.asks_for_a_decision:
        return None
    answered = Declaration.objects.filter(plan=seat.adopted, place=seat.province, declared_at__gte=latest.proposed_at)
    in_force = declaration_on(seat.province, seat.day)
    same = latest.fits and in_force is not None and in_force.level == latest.level
    return None if same or answered.exists() else latest


@dataclass(frozen=True, slots=True)
class Reign:
    """One declaration while it was in force: the level, where, from when to when, by which document and whom."""

    declaration: Declaration
    level: Level
    since: date
    until: date | None
    follows: str

    @property
    def days(self) -> int | None:
        return (self.until - self.since).days + 1 if self.until else None


def timeline(seat: Seat) -> Sequence[Reign]:
    """Every declaration in the person's area while it held, latest first, those to come included."""
    made: dict[int, list[Declaration]] = defaultdict(list)
    declared = seat.rows(Declaration.objects.filter(plan=seat.adopted))
    for declaration in declared.select_related("place", "declared_by", "proposal").order_by("valid_from", "pk"):
        made[declaration.place_id].append(declaration)
    found = []
    for own in made.values():
        for reign in reigns([own], date.max):
            if (held := reign.declaration) is not None:
                level = seat.plan.level(held.level)
                found.append(Reign(held, level, reign.since, reign.until, _follows(held)))
    return sorted(found, key=lambda reign: (reign.since, reign.declaration.pk), reverse=True)


def _follows(declaration: Declaration) -> str:
    """Whether it says what the rule proposed; "" where it answers no proposal."""
    proposal = declaration.proposal
    return "" if proposal is None else "as" if proposal.level == declaration.level else "other"
