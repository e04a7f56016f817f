"""Today's duties in a person's area: at one place a line of its own, over many places one line added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Least
from django.http import Http404

from vungxanh.agencies.models import Verb
from vungxanh.desk.seat import Seat
from vungxanh.duties.models import Obligation, State
from vungxanh.duties.speak import says_something
from vungxanh.duties.state import with_state
from vungxanh.plan import Duty, Plan, Timing
from vungxanh.text.fold import fold

SETTLED = (State.DONE, State.LATE, State.WAIVED, State.RECORDED)
SECTIONS = (Timing.COUNTED, Timing.CLOCKED, Timing.ONCE, Timing.CONTINUOUS, Timing.UNSPECIFIED, Timing.ON_EVENT)
URGENT_FIRST = (State.MISSED, State.DUE, State.UNANSWERED, State.LATE, State.STANDING, State.RECORDED, State.DONE)


@dataclass(frozen=True, slots=True)
class Line:
    """`done` of `least` where the plan gives a number; `places` in it, by state; the earliest hour it is due."""

    duty: Duty
    timing: Timing
    agency: str
    places: int
    states: Mapping[str, int]
    done: int
    least: int | None
    due_at: datetime
    obligation: int | None

    @property
    def many(self) -> bool:
        return self.obligation is None

    @property
    def says_something(self) -> bool:
        return says_something(self.duty)

    @property
    def settled(self) -> int:
        return sum(self.states.get(state, 0) for state in SETTLED)

    @property
    def state(self) -> State:
        """The state of the one place; of many, the one that most asks for somebody."""
        return next((state for state in URGENT_FIRST if self.states.get(state)), State.WAIVED)

    @property
    def bar(self) -> tuple[int, int] | None:
        """(so far, of how many): plays of one station, or stations that are done."""
        if self.least is None:
            return None
        return (self.settled, self.places) if self.many else (min(self.done, self.least), self.least)

    @property
    def is_open(self) -> bool:
        return self.state in (State.MISSED, State.DUE, State.UNANSWERED)


def duty_or_404(seat: Seat, id: str) -> Duty:
    """The plan's duty of an address. Raises Http404."""
    found = next((duty for duty in seat.plan.duties if duty.id == id), None)
    if found is None:
        raise Http404
    return found


def running(seat: Seat, verb: Verb = Verb.READ) -> QuerySet[Obligation]:
    """The obligations whose period holds today, where the person may `verb`."""
    today = Obligation.objects.filter(plan=seat.adopted, starts__lte=seat.day, ends__gte=seat.day)
    return seat.rows(today, verb)


def lines(seat: Seat, asked: str = "") -> list[Line]:
    """Every duty that runs today, in one query however many places there are."""
    rows = (
        with_state(running(seat).order_by(), seat.at)  # type: ignore[misc]
        .values("duty", "timing", "state")
        .annotate(
            places=Count("pk"),
            done=Sum("done_all"),
            counted=Sum(Least("done_all", "min"), filter=Q(min__isnull=False)),
            least=Sum("min"),
            due=Min("due_at"),
            one=Min("pk"),
            who=Min("agency__name"),
            who_last=Max("agency__name"),
        )
    )
    by_duty: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_duty[row["duty"]].append(row)
    words = fold(asked)
    known = {duty.id: duty for duty in seat.plan.duties}
    found = [_line(known[id], group, seat.plan) for id, group in by_duty.items() if id in known]
    return [line for line in found if not words or words in fold(f"{line.duty.id} {line.duty.action} {line.agency}")]


def _line(duty: Duty, group: Sequence[Mapping[str, Any]], plan: Plan) -> Line:
    places = sum(row["places"] for row in group)
    states: Counter[str] = Counter()
    for row in group:
        states[row["state"]] += row["places"]
    names = {row[key] for row in group for key in ("who", "who_last")}
    numbers = [row["least"] for row in group if row["least"] is not None]
    return Line(
        duty=duty,
        timing=Timing(group[0]["timing"]),
        agency=(names.pop() if len(names) == 1 else None) or plan.agency((*duty.performer, duty.agency)[0]).name,
        places=places,
        states=states,
        done=sum(row["done"] or 0 for row in group),
        least=sum(numbers) if numbers else None,
        due_at=min(row["due"] for row in group),
        obligation=group[0]["one"] if places == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Section:
    timing: Timing
    lines: list[Line] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(line.is_open for line in self.lines)

    @property
    def can_be_missed(self) -> bool:
        return self.timing in (Timing.COUNTED, Timing.CLOCKED, Timing.ONCE)


def sections(lines: Iterable[Line]) -> list[Section]:
    """Counted first, then clocked; what is open before what is done, the earliest due first."""
    by_timing = {timing: Section(timing) for timing in SECTIONS}
    for line in sorted(lines, key=lambda line: (not line.is_open, line.due_at, line.duty.line)):
        by_timing[line.timing].lines.append(line)
    return [section for section in by_timing.values() if section.lines]


def ending_today(seat: Seat) -> QuerySet[Obligation]:
    """What the person could still prove today: due, and its period ends today."""
    mine = running(seat, Verb.RECORD_EVIDENCE).filter(ends=seat.day)
    return with_state(mine, seat.at).filter(state=State.DUE, min__gt=F("done_all"))  # type: ignore[misc]
