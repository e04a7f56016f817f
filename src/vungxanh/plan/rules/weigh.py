"""Weighs a rule for one area and one day. Total: every input, present or not, gives an outcome, never an error.

An outcome without a level says in one sentence why a person has to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .reading import Input, Series, read_measure
from .types import (
    Axis,
    Bands,
    Condition,
    Hysteresis,
    Manual,
    Matrix,
    MaxOf,
    Measure,
    NotLowerUnless,
    PlusOneIf,
    Rule,
    Split,
)


class Code(StrEnum):
    FITS = "fits"
    HELD = "held"  # the figures ask for another level, but the rule keeps the current one
    HOLE = "hole"  # the figures are known and no level fits them
    INPUT_MISSING = "input-missing"
    MANUAL = "manual"
    NO_RULE = "no-rule"


@dataclass(frozen=True, slots=True)
class Outcome:
    level: str | None
    code: Code
    sentence: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of one area on one day. `order` holds the plan's levels, lowest first."""

    series: Series
    on: date
    order: tuple[str, ...]
    measures: Mapping[str, Measure]
    current: str | None = None
    history: Mapping[date, str | None] = field(default_factory=dict)

    def input(self, id: str) -> Input | None:
        measure = self.measures.get(id)
        return read_measure(measure, self.series, self.on) if measure else None

    def value(self, id: str) -> tuple[Decimal | None, str]:
        """The value of an input, and how it is spoken of (or why it is missing)."""
        read = self.input(id)
        if read is None:
            return None, f"the input '{id}' is not defined"
        if read.value is None:
            return None, read.missing or f"{read.text} is not known"
        return read.value, f"{plain(read.value)} ({read.text})"

    def rank(self, level: str | None) -> int:
        return self.order.index(level) if level in self.order else -1

    def on_day(self, day: date) -> Situation:
        return replace(self, on=day)


def weigh(rule: Rule, situation: Situation) -> Outcome:
    """What the rule says, with the trace of how it got there."""
    return _BY_KIND[type(rule)](rule, situation)


def plain(value: Decimal) -> str:
    """A number for people: at most two decimals, thousands apart."""
    shown = f"{value:,.2f}"
    return shown.rstrip("0").rstrip(".")


def _missing(said: str) -> Outcome:
    return Outcome(None, Code.INPUT_MISSING, f"No level fits: {said}; a person decides.", (said,))


def _bands(rule: Bands, at: Situation) -> Outcome:
    value, said = at.value(rule.of)
    if value is None:
        return _missing(said)
    for band in rule.bands:
        if band.span.holds(value):
            why = f" ({band.why})" if band.why else ""
            sentence = f"{said} lies in {band.span}: {band.level}{why}."
            return Outcome(band.level, Code.FITS, sentence, (sentence,))
    said = f"{said} lies in no band"
    return Outcome(None, Code.HOLE, f"No level fits: {said}; a person decides.", (said,))


def _place(axis: Axis, at: Situation) -> tuple[int | None, str, Code]:
    value, said = at.value(axis.of)
    if value is None:
        return None, said, Code.INPUT_MISSING
    for place, span in enumerate(axis.spans):
        if span.holds(value):
            return place, f"{said} is {span}", Code.FITS
    return None, f"{said} lies in no band", Code.HOLE


def _matrix(rule: Matrix, at: Situation) -> Outcome:
    row, row_said, row_code = _place(rule.rows, at)
    column, column_said, column_code = _place(rule.columns, at)
    steps = (row_said, column_said)
    for place, said, code in ((row, row_said, row_code), (column, column_said, column_code)):
        if place is None:
            return Outcome(None, code, f"No level fits: {said}; a person decides.", steps)
    cells = rule.cells[row] if row is not None and row < len(rule.cells) else ()
    level = cells[column] if column is not None and column < len(cells) else None
    both = f"{row_said}; {column_said}"
    if level is None:
        return Outcome(None, Code.HOLE, f"No level fits: {both}; a person decides.", steps)
    sentence = f"{both}: {level}."
    return Outcome(level, Code.FITS, sentence, (*steps, sentence))


def _max_of(rule: MaxOf, at: Situation) -> Outcome:
    outcomes = [weigh(r, at) for r in rule.rules]
    steps = tuple(step for o in outcomes for step in o.steps)
    for outcome in outcomes:
        if outcome.level is None:
            return replace(outcome, steps=steps)
    highest = max(outcomes, key=lambda o: at.rank(o.level))
    return replace(highest, steps=(*steps, f"the highest of {len(outcomes)}: {highest.level}"))


def _met(condition: Condition, at: Situation) -> tuple[bool | None, str]:
    value, said = at.value(condition.of)
    if value is None:
        return None, said
    met = condition.span.holds(value)
    return met, f"{said} is {'' if met else 'not '}{condition.span}"


def _split(rule: Split, at: Situation) -> Outcome:
    met, said = _met(rule.when, at)
    if met is None:
        return _missing(said)
    outcome = weigh(rule.then if met else rule.otherwise, at)
    return replace(outcome, steps=(said, *outcome.steps))


def _not_lower_unless(rule: NotLowerUnless, at: Situation) -> Outcome:
    outcome = weigh(rule.rule, at)
    if outcome.level is None or at.rank(outcome.level) >= at.rank(at.current):
        return outcome
    met, said = _met(rule.unless, at)
    steps = (*outcome.steps, said)
    if met is None:
        return replace(_missing(f"lowering depends on it, and {said}"), steps=steps)
    if met:
        return replace(outcome, steps=steps)
    held = f"Stays at {at.current}, not {outcome.level}: {said}."
    return Outcome(at.current, Code.HELD, held, (*steps, held))


def _plus_one_if(rule: PlusOneIf, at: Situation) -> Outcome:
    outcome = weigh(rule.rule, at)
    if outcome.level is None:
        return outcome
    met, said = _met(rule.when, at)
    steps = (*outcome.steps, said)
    if met is None:
        return replace(_missing(said), steps=steps)
    rank = at.rank(outcome.level)
    if not met or rank < 0:
        return replace(outcome, steps=steps)
    level = at.order[min(rank + 1, len(at.order) - 1)]
    sentence = f"{outcome.sentence} One level higher because {said}: {level}."
    return Outcome(level, outcome.code, sentence, (*steps, f"one level higher: {level}"))


def _hysteresis(rule: Hysteresis, at: Situation) -> Outcome:
    today = weigh(rule.rule, at)
    if today.level is None or at.current is None or today.level == at.current:
        return today
    rising = at.rank(today.level) > at.rank(at.current)
    need = rule.raise_after if rising else rule.lower_after
    asked = [today.level]
    while len(asked) < need:
        level = _asked_on(rule.rule, at, len(asked))
        if level is None or (at.rank(level) > at.rank(at.current)) != rising or level == at.current:
            break
        asked.append(level)
    word = "above" if rising else "below"
    said = f"{len(asked)} of {need} days in a row {word} {at.current}"
    if len(asked) < need:
        held = f"Stays at {at.current}: {said}."
        return Outcome(at.current, Code.HELD, held, (*today.steps, held))
    # The mildest change that every one of those days asked for.
    level = (min if rising else max)(asked, key=at.rank)
    return Outcome(level, Code.FITS, f"{said}: {level}.", (*today.steps, f"{said}: {level}"))


def _asked_on(rule: Rule, at: Situation, days_ago: int) -> str | None:
    """What the figures asked for on an earlier day; the history answers where the series does not reach."""
    ordinal = at.on.toordinal() - days_ago
    if ordinal < 1:
        return None
    day = date.fromordinal(ordinal)
    return weigh(rule, at.on_day(day)).level or at.history.get(day)


def _manual(rule: Manual, at: Situation) -> Outcome:
    sentence = f"No figure decides: {rule.reason}; a person decides."
    return Outcome(None, Code.MANUAL, sentence, (sentence,))


_BY_KIND: dict[type[Any], Callable[[Any, Situation], Outcome]] = {
    Bands: _bands,
    Matrix: _matrix,
    MaxOf: _max_of,
    Split: _split,
    NotLowerUnless: _not_lower_unless,
    PlusOneIf: _plus_one_if,
    Hysteresis: _hysteresis,
    Manual: _manual,
}
