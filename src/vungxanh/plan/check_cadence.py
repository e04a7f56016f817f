"""Whether a cadence makes sense: its numbers agree with each other, its clocks with its period."""

from __future__ import annotations

from datetime import date, timedelta

from .problems import Notebook
from .shapes import Record
from .types import Every

PERIODIC = (Every.DAY, Every.WEEK, Every.MONTH)


def check(top: Record, notebook: Notebook) -> None:
    for duty in top.get("duties", ()):
        cadence = duty.get("cadence")
        if cadence is not None:
            _numbers(duty, cadence, notebook)
            _clocks(duty, cadence, notebook)


def _numbers(duty: Record, cadence: Record, notebook: Notebook) -> None:
    low, high, target = cadence.get("min"), cadence.get("max"), cadence.get("target")
    every = cadence.get("every")

    def wrong(field: str, said: str) -> None:
        notebook.error(cadence.line_of(field), f"{duty.name}: {said}")

    if low is not None and high is not None and low > high:
        wrong("min", f"cadence 'min' {low} is above 'max' {high}; swap or correct them")
    if target is not None and low is not None and target < low:
        wrong("target", f"cadence 'target' {target} is below 'min' {low}; a target is at least the floor")
    if target is not None and high is not None and target > high:
        wrong("target", f"cadence 'target' {target} is above 'max' {high}; correct one of them")
    if high == 0 or target == 0:
        wrong("max" if high == 0 else "target", "a cadence of 0 asks for nothing; delete it or write 1 or more")
    counted = any(n is not None for n in (low, high, target))
    if counted and every is not None and every not in PERIODIC:
        wrong("every", f"a number with 'every: {every}' has no period; write day, week or month")
    clocked = any(cadence.get(f) is not None for f in ("by", "before"))
    if every in PERIODIC and not counted and not clocked:
        notebook.warning(
            cadence.line_of("every"),
            f"{duty.name}: every {every}, but how often is not said; it is never counted as missed",
        )


def _clocks(duty: Record, cadence: Record, notebook: Notebook) -> None:
    by, before, within = (cadence.get(f) for f in ("by", "before", "within"))
    every, deadline = cadence.get("every"), duty.get("deadline")

    def wrong(field: str, said: str) -> None:
        notebook.error(cadence.line_of(field), f"{duty.name}: {said}")

    if by is not None and before is not None:
        wrong("before", "cadence has both 'by' and 'before'; keep the one the text says")
    if within is not None and every is not None and every is not Every.EVENT:
        wrong("within", "'within' counts from an event; write 'every: event', or 'by' for a clock time")
    if isinstance(before, date):
        if every is not None and every is not Every.ONCE:
            wrong("before", f"'before' is a date, but the cadence is every {every}; write 'every: once'")
        if deadline is not None and deadline != before - timedelta(days=1):
            wrong("before", f"'before' {before} and 'deadline' {deadline} disagree; the deadline is the day before")
    elif (by is not None or before is not None) and every is not None and every not in PERIODIC:
        wrong("by" if by else "before", f"a clock time with 'every: {every}'; write day, week or month")
