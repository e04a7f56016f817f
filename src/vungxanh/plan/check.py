"""Checks one plan file: every problem at once, and the plan itself when there is no error.

No input makes it raise: whatever the bytes are, the answer is a list of problems with their lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import check_cadence, check_duties, check_levels, check_references, check_sources
from .build import build_plan
from .plan_fields import SCHEMA, plan_file
from .problems import Notebook, PlanError, Problem, Severity
from .shapes import WRONG, Record, Shape
from .text_lines import clean_text
from .types import Plan
from .yaml_nodes import compose

Sources = Mapping[str, str]  # file name → text


@dataclass(frozen=True, slots=True)
class Checked:
    plan: Plan | None  # None when there is an error
    problems: tuple[Problem, ...]
    duties: int = 0
    declined: int = 0

    def count(self, severity: Severity) -> int:
        return sum(p.severity is severity for p in self.problems)


def check_plan(raw: bytes, file: str, sources: Sources | None = None) -> Checked:
    """`file` is only the name shown in problems. `sources` are the source texts, when they are at hand."""
    notebook = Notebook(file)
    top = read_record(raw, notebook, SCHEMA, plan_file)
    if top is None:
        return Checked(None, notebook.in_order())
    for check in (check_references, check_cadence, check_levels, check_duties):
        check.check(top, notebook)
    check_sources.check(top, sources, notebook)
    duties = top.get("duties", ())
    return Checked(
        plan=None if notebook.has_errors else build_plan(file, top),
        problems=notebook.in_order(),
        duties=len(duties),
        declined=sum(d.get("scope") == "declined" for d in duties),
    )


def load_plan(raw: bytes, file: str = "plan") -> Plan:
    """The plan, or PlanError with every problem. Source texts are not asked for."""
    checked = check_plan(raw, file)
    if checked.plan is None:
        raise PlanError(p for p in checked.problems if p.severity is Severity.ERROR)
    return checked.plan


def read_record(raw: bytes, notebook: Notebook, schema: str, shape: Shape) -> Record | None:
    """The file as a record of `shape`; None when it cannot be read far enough to check anything else."""
    text = clean_text(raw, notebook)
    node = compose(text, notebook) if text is not None else None
    if node is None:
        if not notebook.has_errors:
            notebook.error(1, f"the file holds nothing; start with 'schema: {schema}'")
        return None
    top = shape(node, "", notebook)
    if top is WRONG:
        return None
    if top.get("schema", schema) != schema:
        notebook.error(top.line_of("schema"), f"'schema' is '{top.get('schema')[:40]}'; this reads '{schema}'")
    return top  # type: ignore[no-any-return]
