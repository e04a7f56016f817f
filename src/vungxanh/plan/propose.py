"""A level proposed from the figures, with its inputs and the way it was found. A person declares, or does not.

When no level fits, or a figure is missing, the proposal has no level and one sentence saying so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .overlay import Lowering, Overlay
from .rules.reading import Input, Series, read_measure
from .rules.types import Band, Bands, Manual, Measure, Rule, Span
from .rules.walk import inputs_read
from .rules.weigh import Code, Outcome, Situation, weigh
from .tiers import Tier
from .types import Local, Plan

FOR_THE_PROVINCE = (Tier.PROVINCE,)


@dataclass(frozen=True, slots=True)
class LevelProposal:
    level: str | None
    fits: bool  # a level could be proposed
    code: Code
    reason: str  # one sentence for the person who decides
    on: date
    inputs: tuple[Input, ...]
    steps: tuple[str, ...]  # the trace
    rule_at: str  # "file:line" of the rule, in the overlay if that writes one, else in the plan


def propose_level(
    plan: Plan,
    overlay: Overlay | None,
    *,
    series: Series,
    on: date,
    current: str | None,
    history: Sequence[tuple[date, str | None]] = (),
    tier: Tier = Tier.PROVINCE,
) -> LevelProposal:
    """The level that the rule meant for areas of this tier proposes for one of them on the day `on`.

    `series` maps an indicator to its daily values (None or absent: not reported). `current` is the level
    in force. `history` tells what was proposed on earlier days; it is asked only where the series is silent.
    The rule is the overlay's, else the plan's, else the plan's own bands with the overlay's gap fills.
    """
    measures = {m.id: m for m in (*plan.levels.inputs, *(overlay.inputs if overlay else ()))}
    order = tuple(level.id for level in plan.levels.items)
    found = rule_for(plan, overlay, tier)
    rule = found or Manual(f"no rule is meant for a {tier}", plan.levels.line)
    at = Situation(series, on, order, measures, current if current in order else None, dict(history))
    outcome = weigh(rule, at)
    if overlay is not None and overlay.lowering is Lowering.DECLARATION:
        outcome = _never_lower(outcome, at)
    if outcome.code is Code.HOLE and overlay is not None and not _own_rule(plan, overlay, tier):
        outcome = _left_open(outcome, overlay, at)
    if isinstance(rule, Manual) and not plan.levels.items:
        outcome = Outcome(None, Code.NO_RULE, "The plan has no levels; a person decides.", outcome.steps)
    return LevelProposal(
        level=outcome.level,
        fits=outcome.level is not None,
        code=outcome.code,
        reason=outcome.sentence,
        on=on,
        inputs=_inputs(rule, measures, series, on),
        steps=outcome.steps,
        rule_at=_written_at(plan, overlay, tier, rule),
    )


def rule_for(plan: Plan, overlay: Overlay | None, tier: Tier) -> Rule | None:
    """The rule meant for areas of this tier: the local one, else the one in force. None: none is meant for them."""
    own = _own_rule(plan, overlay, tier)
    if own is not None:
        return own.rule
    return rule_in_force(plan, overlay) if tier in _areas(plan, overlay) else None


def _own_rule(plan: Plan, overlay: Overlay | None, tier: Tier) -> Local | None:
    local = (overlay.local if overlay else None) or plan.levels.local
    return local if local is not None and tier in local.areas else None


def _areas(plan: Plan, overlay: Overlay | None) -> tuple[Tier, ...]:
    return (overlay.areas if overlay else ()) or plan.levels.areas or FOR_THE_PROVINCE


def _written_at(plan: Plan, overlay: Overlay | None, tier: Tier, rule: Rule) -> str:
    own = _own_rule(plan, overlay, tier)
    in_overlay = overlay is not None and (overlay.local is own if own else overlay.rule is not None)
    return f"{overlay.file if overlay and in_overlay else plan.file}:{rule.line}"


def rule_in_force(plan: Plan, overlay: Overlay | None) -> Rule:
    """The overlay's rule, else the plan's, else bands made of the levels' own thresholds and the gap fills."""
    written = (overlay.rule if overlay else None) or plan.levels.rule
    if written is not None:
        return written
    bands = [
        Band(level.id, Span(min=level.min, max=level.max), level.line)
        for level in plan.levels.items
        if level.min is not None or level.max is not None
    ]
    if not bands:
        return Manual("the plan gives its levels no thresholds", plan.levels.line)
    if overlay is None or overlay.metric is None:
        return Manual("the plan does not say what its thresholds count, and no overlay does", plan.levels.line)
    filled = [Band(gap.level, gap.span, gap.line, gap.reason) for gap in overlay.gaps]
    return Bands(overlay.metric, (*bands, *filled), plan.levels.line)


def _never_lower(outcome: Outcome, at: Situation) -> Outcome:
    if outcome.level is None or at.rank(outcome.level) >= at.rank(at.current):
        return outcome
    held = f"Stays at {at.current}: the figures fit {outcome.level}, but only a declaration lowers a level."
    return Outcome(at.current, Code.HELD, held, (*outcome.steps, held))


def _left_open(outcome: Outcome, overlay: Overlay, at: Situation) -> Outcome:
    """Says why the province left this number without a level, if it said so."""
    value, said = at.value(overlay.metric or "")
    reason = next((o.reason for o in overlay.left_open if value is not None and o.span.holds(value)), None)
    if reason is None:
        return outcome
    sentence = f"No level fits: {said} was left open ({reason}); a person decides."
    return replace(outcome, sentence=sentence)


def _inputs(rule: Rule, measures: dict[str, Measure], series: Series, on: date) -> tuple[Input, ...]:
    names = dict.fromkeys(name for name, _ in inputs_read(rule))
    return tuple(read_measure(measures[name], series, on) for name in names if name in measures)
