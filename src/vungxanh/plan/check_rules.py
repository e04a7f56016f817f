"""A rule in a plan or overlay: every input is defined, every level exists, its bands do not overlap,
and its windows are short enough to be weighed at once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from .problems import Notebook, choices
from .rules.types import Aggregate, Bands, Hysteresis, Matrix, Measure, Rule, Span
from .rules.walk import inputs_read, levels_given, parts

LONGEST_WINDOW = 366
LONGEST_PATIENCE = 60
LOWEST, HIGHEST = Decimal("-Infinity"), Decimal("Infinity")


def check_inputs(measures: Iterable[Measure], notebook: Notebook) -> None:
    seen: set[str] = set()
    for measure in measures:
        name = f"input {measure.id}"
        if measure.id in seen:
            notebook.error(measure.line, f"{name} is defined twice; give it another id")
        seen.add(measure.id)
        if measure.days is not None and measure.since is not None:
            notebook.error(measure.line, f"{name} has both 'days' and 'since'; keep one window")
        if measure.days is None and measure.since is None and measure.aggregate is not Aggregate.LATEST:
            notebook.error(measure.line, f"{name} has no window; write 'days: 7' or 'since: YYYY-MM-DD'")
        if measure.days is not None and not 1 <= measure.days <= LONGEST_WINDOW:
            notebook.error(measure.line, f"{name}: 'days' is {measure.days}; write 1 to {LONGEST_WINDOW}")
        if (measure.per is None) != (measure.of is None):
            notebook.error(measure.line, f"{name}: a rate needs both 'per' (such as 100000) and 'of' (population)")


def check_rule(rule: Rule, levels: set[str], inputs: set[str], notebook: Notebook) -> None:
    for id, line in inputs_read(rule):
        if id not in inputs:
            notebook.error(line, f"rule: the input '{id}' is not defined; {choices(id, inputs)}")
    for id, line in levels_given(rule):
        if id not in levels:
            notebook.error(line, f"rule: the level '{id}' does not exist; {choices(id, levels)}")
    for part in parts(rule):
        if isinstance(part, Bands):
            check_spans([(b.span, b.line) for b in part.bands], notebook)
        elif isinstance(part, Matrix):
            _matrix(part, notebook)
        elif isinstance(part, Hysteresis):
            _patience(part, notebook)


def _matrix(matrix: Matrix, notebook: Notebook) -> None:
    for axis in (matrix.rows, matrix.columns):
        check_spans([(span, axis.line) for span in axis.spans], notebook)
    rows, columns = len(matrix.rows.spans), len(matrix.columns.spans)
    if len(matrix.cells) != rows or any(len(row) != columns for row in matrix.cells):
        notebook.error(matrix.line, f"matrix: 'cells' needs {rows} rows of {columns} levels (null for none)")


def _patience(rule: Hysteresis, notebook: Notebook) -> None:
    for name, days in (("raise_after", rule.raise_after), ("lower_after", rule.lower_after)):
        if not 1 <= days <= LONGEST_PATIENCE:
            notebook.error(rule.line, f"hysteresis: '{name}' is {days}; write 1 to {LONGEST_PATIENCE} days")
    if any(isinstance(part, Hysteresis) for part in parts(rule.rule)):
        notebook.error(rule.line, "hysteresis inside hysteresis; keep one")


def check_spans(spans: list[tuple[Span, int]], notebook: Notebook) -> None:
    """Stretches that are empty or share a number are errors; numbers between two of them are a warning."""
    for span, line in spans:
        low, high = _low(span), _high(span)
        if low[0] > high[0] or (low[0] == high[0] and low[1] + high[1] > 0):
            notebook.error(line, f"the band '{span}' holds no number; correct its edges")
        if (span.min is not None and span.above is not None) or (span.max is not None and span.below is not None):
            notebook.error(line, "a band has two lower or two upper edges; keep min or above, max or below")
    for (lower, _), (upper, line) in pairwise(sorted(spans, key=lambda s: _low(s[0]))):
        end, start = _high(lower), _low(upper)
        if start[0] < end[0] or (start[0] == end[0] and start[1] + end[1] == 0):
            notebook.error(line, f"the bands '{lower}' and '{upper}' overlap; a number needs one level")
        elif start[0] - end[0] > 1 or (start[0] == end[0] and start[1] + end[1] == 2):
            notebook.warning(line, f"no band between '{lower}' and '{upper}'; there a person decides")


def _low(span: Span) -> tuple[Decimal, int]:
    """The lower edge, and 1 if the edge itself is outside."""
    if span.above is not None:
        return span.above, 1
    return (LOWEST if span.min is None else span.min), 0


def _high(span: Span) -> tuple[Decimal, int]:
    if span.below is not None:
        return span.below, 1
    return (HIGHEST if span.max is None else span.max), 0
