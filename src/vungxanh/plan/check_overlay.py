"""Checks one overlay against its plan: every problem at once, and the overlay itself when there is no error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .check import read_record
from .check_areas import check_areas
from .check_rules import check_inputs, check_rule, check_spans
from .overlay import Constant, Gap, LeftOpen, Lowering, Meaning, Opening, Overlay
from .overlay_fields import SCHEMA, overlay_file
from .problems import Notebook, PlanError, Problem, Severity, choices
from .rules.types import Span
from .rules.written import EDGES
from .shapes import Record
from .types import Local, Plan


@dataclass(frozen=True, slots=True)
class CheckedOverlay:
    overlay: Overlay | None  # None when there is an error
    problems: tuple[Problem, ...]

    def count(self, severity: Severity) -> int:
        return sum(p.severity is severity for p in self.problems)


def check_overlay(raw: bytes, file: str, plans: Mapping[str, Plan]) -> CheckedOverlay:
    """`plans` holds the plans at hand by id; the overlay names the one it is for."""
    notebook = Notebook(file)
    top = read_record(raw, notebook, SCHEMA, overlay_file)
    if top is None:
        return CheckedOverlay(None, notebook.in_order())
    header: Record | None = top.get("overlay")
    named = header.get("plan") if header else None
    plan = plans.get(named) if named else None
    if header is not None and named and plan is None:
        notebook.error(
            header.line_of("plan"), f"overlay: the plan '{named}' is not at hand; correct the id or name its file"
        )
    if plan is not None:
        _levels(top.get("levels"), plan, notebook)
        _conditions(top, plan, notebook)
        _zones(top, notebook)
    overlay = None if notebook.has_errors else _build(file, top)
    return CheckedOverlay(overlay, notebook.in_order())


def load_overlay(raw: bytes, plan: Plan, file: str = "overlay") -> Overlay:
    """The overlay, or PlanError with every problem."""
    checked = check_overlay(raw, file, {plan.id: plan})
    if checked.overlay is None:
        raise PlanError(p for p in checked.problems if p.severity is Severity.ERROR)
    return checked.overlay


def _levels(levels: Record | None, plan: Plan, notebook: Notebook) -> None:
    if levels is None:
        return
    known = {level.id for level in plan.levels.items}
    inputs = levels.get("inputs", ())
    check_inputs(inputs, notebook)
    defined = {m.id for m in (*plan.levels.inputs, *inputs)}
    check_areas(levels, known, defined, notebook, plans_areas=plan.levels.areas, plans_local=plan.levels.local)
    _constants(levels, notebook)
    metric, rule = levels.get("metric"), levels.get("rule")
    if metric is not None and metric not in defined:
        notebook.error(levels.line_of("metric"), f"levels: 'metric' is '{metric}'; {choices(metric, defined)}")
    if rule is not None:
        check_rule(rule, known, defined, notebook)
        if metric is not None or levels.get("gaps"):
            notebook.error(levels.line_of("rule"), "levels: a 'rule' replaces 'metric' and 'gaps'; keep one of them")
    opening = levels.get("opening")
    for part in (*levels.get("gaps", ()), *((opening,) if opening else ())):
        level = part.get("level")
        if level is not None and level not in known:
            notebook.error(
                part.line_of("level"), f"{part.name}: no level '{level}' in the plan; {choices(level, known)}"
            )
    if rule is None:
        _bands(levels, plan, notebook)
        if metric is None and any(level.min is not None for level in plan.levels.items):
            notebook.warning(
                levels.line, "levels: no 'metric' says what the plan's thresholds count, so no level is proposed"
            )


def _bands(levels: Record, plan: Plan, notebook: Notebook) -> None:
    """The plan's bands and the overlay's, laid side by side: no overlap, and no hole that nobody decided on."""
    line = levels.line
    own = [(Span(min=v.min, max=v.max), line) for v in plan.levels.items if v.min is not None or v.max is not None]
    if not own:
        return
    added = [(_span(r), r.line) for key in ("gaps", "left_open") for r in levels.get(key, ())]
    spans = own + added
    check_spans(spans, notebook)
    lows = [s.min if s.min is not None else s.above for s, _ in spans]
    if all(low is not None and low > 0 for low in lows):
        notebook.warning(line, "levels: nothing covers 0; give it a level under 'gaps' or name it under 'left_open'")
    if all(s.max is not None or s.below is not None for s, _ in spans):
        notebook.warning(line, "levels: the highest numbers have no level; add them to 'gaps' or 'left_open'")


def _conditions(top: Record, plan: Plan, notebook: Notebook) -> None:
    words = {duty.condition for duty in plan.duties if duty.condition}
    levels = {level.id for level in plan.levels.items}
    seen: set[str] = set()
    for record in top.get("conditions", ()):
        text = record.get("text")
        if text is None:
            continue
        if text not in words:
            notebook.error(
                record.line_of("text"), f"condition '{text[:60]}' is no duty's condition; {choices(text, words)}"
            )
        if text in seen:
            notebook.error(record.line_of("text"), f"condition '{text[:60]}' is given twice; keep one")
        seen.add(text)
        for level in set(record.get("levels", ())) - levels:
            notebook.error(record.line_of("levels"), f"condition: no level '{level}'; {choices(level, levels)}")
        if not record.get("keys") and not record.get("levels"):
            notebook.error(record.line, f"condition '{text[:60]}' has no meaning; write 'keys: [lockdown]' or 'levels'")
    for duty in plan.duties:
        if duty.condition and duty.condition not in seen and not duty.declined:
            seen.add(duty.condition)
            where = f"{plan.file}:{duty.line}"
            notebook.warning(
                top.line_of("conditions"), f"the condition '{duty.condition}' ({where}) has no key; it stays unknown"
            )


def _constants(levels: Record, notebook: Notebook) -> None:
    seen: set[tuple[str, str]] = set()
    for constant in levels.get("constants", ()):
        said = (constant.get("indicator", ""), constant.get("area", ""))
        if all(said) and said in seen:
            notebook.error(constant.line, f"constant: {said[0]} of area '{said[1]}' is given twice; keep one")
        seen.add(said)


def _zones(top: Record, notebook: Notebook) -> None:
    """A zone is named once, and each of its keys is one that a condition asks for."""
    asked = {key for condition in top.get("conditions", ()) for key in condition.get("keys", ())}
    seen: set[str] = set()
    for zone in top.get("zones", ()):
        name = zone.get("zone")
        if name is not None and name in seen:
            notebook.error(zone.line_of("zone"), f"zone '{name}' is given twice; keep one")
        seen.add(name)
        for key in zone.get("keys", ()):
            if key not in asked:
                notebook.error(
                    zone.line_of("keys"), f"zone '{name}': no condition has the key '{key}'; {choices(key, asked)}"
                )


def _span(record: Record) -> Span:
    return Span(**{edge: record.get(edge) for edge in EDGES})


def _build(file: str, top: Record) -> Overlay:
    header, levels = top.get("overlay"), top.get("levels")
    opening, lowering, local = levels.get("opening"), levels.get("lowering"), levels.get("local")
    conditions: tuple[Record, ...] = top.get("conditions", ())
    fields: dict[str, Any] = dict(header.values)
    return Overlay(
        file=file,
        line=header.line,
        inputs=levels.get("inputs", ()),
        metric=levels.get("metric"),
        rule=levels.get("rule"),
        gaps=tuple(Gap(r.get("level"), _span(r), r.get("reason"), r.line) for r in levels.get("gaps", ())),
        left_open=tuple(LeftOpen(_span(r), r.get("reason"), r.line) for r in levels.get("left_open", ())),
        opening=Opening(line=opening.line, **opening.values) if opening else None,
        lowering=lowering.get("by", Lowering.DECLARATION),
        lowering_reason=lowering.get("reason"),
        areas=levels.get("areas", ()),
        local=Local(line=local.line, **local.values) if local else None,
        constants=tuple(Constant(line=r.line, **r.values) for r in levels.get("constants", ())),
        zones={r.get("zone"): r.get("keys") for r in top.get("zones", ())},
        conditions={r.get("text"): Meaning(line=r.line, **r.values) for r in conditions},
        **fields,
    )
