"""Where a rule is meant to be weighed: every tier is named once, in `areas` or in `local`, and has one rule."""

from __future__ import annotations

from collections.abc import Sequence

from .check_rules import check_rule
from .problems import Notebook
from .shapes import Record
from .tiers import Tier
from .types import Local

DEFAULT = (Tier.PROVINCE,)


def check_areas(
    levels: Record,
    known: set[str],
    inputs: set[str],
    notebook: Notebook,
    *,
    plans_areas: tuple[Tier, ...] = (),
    plans_local: Local | None = None,
) -> None:
    """`known` levels and `inputs` are those a rule may name; what an overlay does not write, its plan says."""
    areas, local = levels.get("areas"), levels.get("local")
    if areas is not None:
        _named_once(areas, "levels", levels.line_of("areas"), notebook)
    own: tuple[Tier, ...] | None = None
    if local is not None:
        own = local.get("areas")
        if own is not None:
            _named_once(own, "local", local.line_of("areas"), notebook)
        if local.get("rule") is not None:
            check_rule(local.get("rule"), known, inputs, notebook)
    elif plans_local is not None:
        own = plans_local.areas
    for tier in sorted(set(areas or plans_areas or DEFAULT) & set(own or ())):
        line = local.line_of("areas") if local is not None else levels.line_of("areas")
        notebook.error(line, f"levels: '{tier}' has two rules, by 'areas' and by 'local'; keep it in one of them")


def _named_once(tiers: Sequence[Tier], name: str, line: int, notebook: Notebook) -> None:
    if not tiers:
        notebook.error(line, f"{name}: 'areas' names none; write at least one of {', '.join(Tier)}")
    for tier in sorted({tier for tier in tiers if tiers.count(tier) > 1}):
        notebook.error(line, f"{name}: 'areas' names '{tier}' twice; keep one")
