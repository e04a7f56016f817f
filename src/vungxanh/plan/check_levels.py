"""The levels: their order, the bands of numbers they leave or share, and the rule that proposes one.

What the source leaves open is a warning, because only an adopting province can fill it, in an overlay.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from .check_areas import check_areas
from .check_rules import check_inputs, check_rule
from .problems import Notebook
from .shapes import Record

FILL = "an overlay can fill it"


def check(top: Record, notebook: Notebook) -> None:
    levels: Record | None = top.get("levels")
    if levels is None:
        return
    items: tuple[Record, ...] = levels.get("items", ())
    _orders(items, notebook)
    check_inputs(levels.get("inputs", ()), notebook)
    known = {level.get("id") for level in items} - {None}
    inputs = {m.id for m in levels.get("inputs", ())}
    check_areas(levels, known, inputs, notebook)
    rule = levels.get("rule")
    if rule is not None:
        check_rule(rule, known, inputs, notebook)
        return
    banded = [level for level in items if _has_threshold(level)]
    if items and not banded:
        notebook.warning(levels.line, f"no level has a threshold, so only a person can declare one; {FILL}")
        return
    _bands(banded, notebook)
    if banded and levels.get("metric_window") is None:
        notebook.warning(
            levels.line_of("metric_window"),
            f"levels: what '{levels.get('metric', 'the metric')}' counts has no window "
            f"(cumulative, active, per week?); {FILL}",
        )
    for level in items:
        if level not in banded:
            by = level.get("determined_by")
            said = f"is determined elsewhere ({by})" if by else "has no threshold"
            notebook.warning(level.line, f"{level.name} {said}; {FILL}")


def _number(level: Record, key: str) -> Decimal | None:
    value: Decimal | None = level.get(key)
    return value


def _orders(items: tuple[Record, ...], notebook: Notebook) -> None:
    first: dict[int, str] = {}
    for level in items:
        order = level.get("order")
        if order in first:
            notebook.error(
                level.line_of("order"),
                f"{level.name}: 'order' {order} belongs to {first[order]} already; give each level its own",
            )
        elif order is not None:
            first[order] = level.name


def _bands(banded: list[Record], notebook: Notebook) -> None:
    for level in banded:
        low, high = _number(level, "min"), _number(level, "max")
        if low is not None and high is not None and low > high:
            notebook.error(level.line_of("min"), f"{level.name}: 'min' {low} is above 'max' {high}; correct one")
    ordered = sorted(banded, key=lambda level: _number(level, "min") or Decimal(0))
    for lower, upper in pairwise(ordered):
        end, start = _number(lower, "max"), _number(upper, "min")
        if end is None or start is None or start <= end:
            notebook.error(
                upper.line,
                f"{lower.name} and {upper.name} overlap ({_band(lower)} and {_band(upper)}); a number needs one level",
            )
        elif start - end > 1:
            notebook.warning(upper.line, f"no level for {end + 1}–{start - 1}; {FILL}")
        if (lower.get("order") or 0) > (upper.get("order") or 0):
            notebook.error(upper.line, f"{upper.name} has higher numbers but a lower 'order' than {lower.name}")
    if not ordered:
        return
    lowest, highest = _number(ordered[0], "min"), _number(ordered[-1], "max")
    if lowest is not None and lowest > 0:
        notebook.warning(ordered[0].line, f"no level for 0–{lowest - 1}; {FILL}")
    if highest is not None:
        notebook.warning(ordered[-1].line, f"no level above {highest}; {FILL}")


def _band(level: Record) -> str:
    low, high = _number(level, "min"), _number(level, "max")
    return f"{'…' if low is None else low}–{'…' if high is None else high}"


def _has_threshold(level: Record) -> bool:
    return _number(level, "min") is not None or _number(level, "max") is not None
