"""What a declined duty owes the reader, and whether the counts at the top of the file are true."""

from __future__ import annotations

from .build import cadence_of
from .problems import Notebook
from .shapes import Record
from .types import Scope

STATEMENTS = ("purpose", "requirements", "themes", "messages")


def check(top: Record, notebook: Notebook) -> None:
    for duty in top.get("duties", ()):
        _reasons(duty, ("declined_category", "why"), notebook)
    for kind in STATEMENTS:
        for statement in top.get(kind, ()):
            _reasons(statement, ("why",), notebook)
    _counts(top, notebook)


def _reasons(record: Record, reasons: tuple[str, ...], notebook: Notebook) -> None:
    scope = record.get("scope")
    for reason in reasons:
        if scope is Scope.DECLINED and reason not in record.lines:
            notebook.error(record.line_of("scope"), f"{record.name} is declined; write its '{reason}'")
        if scope is Scope.IN and reason in record.lines:
            notebook.error(
                record.line_of(reason), f"{record.name} is in scope, so '{reason}' has no meaning; delete it"
            )


def _counts(top: Record, notebook: Notebook) -> None:
    stated = top.get("counts")
    if stated is None:
        return
    duties = top.get("duties", ())
    declined = sum(d.get("scope") is Scope.DECLINED for d in duties)
    numbered = [c for c in (cadence_of(d) for d in duties) if c is not None and c.has_number_or_clock]
    found = {
        "duties": len(duties),
        "declined": declined,
        "in_scope": len(duties) - declined,
        "with_numeric_or_clock_cadence": len(numbered),
    }
    for key, number in found.items():
        if stated.get(key, number) != number:
            notebook.error(stated.line_of(key), f"counts: '{key}' is {stated.get(key)}, but the file holds {number}")
