"""Findings as a list shows them: what is open, what was let stand, and the notes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import template

from vungxanh.desk.findings import may_let_stand
from vungxanh.desk.seat import Seat
from vungxanh.figures.findings import Finding, Severity

register = template.Library()


@dataclass
class Sorted:
    open: list[Finding] = field(default_factory=list)
    let_stand: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


@register.filter
def sorted_out(findings: Iterable[Finding]) -> Sorted:
    shown = Sorted()
    for one in findings:
        where = shown.open if one.is_open else shown.let_stand if one.override else shown.notes
        where.append(one)
    return shown


@register.filter
def tone(finding: Finding) -> str:
    if finding.override or finding.severity is Severity.NOTE:
        return "calm"
    return "bad" if finding.severity is Severity.WRONG else "warn"


@register.filter
def may_stand(seat: Seat | None) -> bool:
    return seat is not None and may_let_stand(seat)
