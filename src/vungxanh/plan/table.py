"""The due list as a table for a terminal, grouped by timing. Vietnamese text is printed as the plan has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from .conditions import ConditionState
from .due import Due, Timing
from .rows import iso_duration
from .types import Modality, Plan

TITLES = {
    Timing.COUNTED: "So many in a period",
    Timing.CLOCKED: "By a time of day",
    Timing.ONCE: "Once, before a date",
    Timing.CONTINUOUS: "Always",
    Timing.ON_EVENT: "When something happens",
    Timing.UNSPECIFIED: "No frequency in the source",
    Timing.STANDING_CHECK: "Standing checks (prohibitions; nothing to do, never missed)",
}
HEADINGS = ("line", "duty", "what", "who", "where", "how often", "by when")
SHARES = (0, 0, 40, 22, 10, 18, 10)  # of the width left after the line number and the id


UNIT_WORDS = {"sms": "SMS"}


def due_table(plan: Plan, rows: Sequence[Due], width: int) -> Iterator[str]:
    """The lines of the table. `line` is the duty's line in the plan file."""
    for timing, title in TITLES.items():
        group = [due for due in rows if due.timing is timing and not due.duty.declined]
        if group:
            yield f"{title} ({len(group)})"
            yield from _columns([_cells(due) for due in group], width)
            yield ""
    declined = [due for due in rows if due.duty.declined]
    if declined:
        yield f"Declined, never done by this system ({len(declined)})"
        for due in declined:
            yield f"  {due.line:>5}  {due.duty.id}: {due.duty.action} [{due.duty.declined_category}] {due.duty.why}"


def _cells(due: Due) -> tuple[str, ...]:
    what = due.duty.action
    if due.duty.condition:
        state = "" if due.condition is ConditionState.UNCONDITIONAL else f": {due.condition}"
        what += f" [{due.duty.condition}{state}]"
    who = due.agency.name
    if due.performers:
        who += " → " + "; ".join(agency.name for agency in due.performers)
    if due.duty.modality is not Modality.ORDER:
        who += f" ({due.duty.modality})"
    return (str(due.line), due.duty.id, what, who, due.area.name, how_often(due), by_when(due))


def how_often(due: Due) -> str:
    """`2–3 releases a day`, `at least 6 broadcasts a day at each station`, or the plan's own words."""
    cadence, expects = due.duty.cadence, due.expects
    if cadence is None:
        return "–"
    if due.timing not in (Timing.COUNTED, Timing.CLOCKED):
        return cadence.text
    if expects.max is not None and expects.min is not None:
        count = str(expects.min) if expects.min == expects.max else f"{expects.min}–{expects.max}"
    else:
        count = f"at least {expects.min}" if expects.min is not None else f"at most {expects.max}"
    if expects.min is None and expects.max is None:
        count = "once" if expects.target is None else ""
    goal = f" (target {expects.target})" if expects.target is not None else ""
    unit = f" {UNIT_WORDS.get(expects.unit, expects.unit + 's')}" if expects.unit else ""
    per = f" at each {expects.per}" if expects.per else ""
    return f"{count}{unit} a {cadence.every}{per}{goal}".strip()


def by_when(due: Due) -> str:
    if due.within is not None:
        return "at once" if not due.within else f"within {iso_duration(due.within)}"
    if due.due_at is None:
        return "–"
    if due.due_strictly_before and (due.due_at.hour, due.due_at.minute) == (0, 0):
        return f"end of {(due.due_at - timedelta(days=1)).date()}"
    return f"{'before' if due.due_strictly_before else 'by'} {due.due_at:%H:%M}"


def _columns(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    id_width = max(len(row[1]) for row in rows)
    rest = max(60, width - id_width - 5 - 2 * len(HEADINGS))
    widths = [5, id_width, *(max(12, rest * share // 100) for share in SHARES[2:])]
    yield _line(HEADINGS, widths)
    yield _line(["-" * w for w in widths], widths)
    for row in rows:
        wrapped = [wrap(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
        for i in range(max(map(len, wrapped))):
            yield _line([cell[i] if i < len(cell) else "" for cell in wrapped], widths)


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:<{w}}" for cell, w in zip(cells, widths, strict=True)).rstrip()
