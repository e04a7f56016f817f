"""A due list as rows for people and machines: the plan's own field names, plus where, when and from which line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from .due import Due
from .types import Cadence, Duty, Plan

CADENCE_FIELDS = (
    "text", "every", "min", "max", "target", "unit", "per", "by", "before", "within",
    "at", "hours", "trigger", "also", "tz", "note",
)  # fmt: skip


def row(plan: Plan, due: Due) -> dict[str, Any]:
    """One due duty as JSON-ready values; times are ISO 8601, `due_at` with its offset."""
    return {
        **duty_fields(due.duty),
        "agency_name": due.agency.name,
        "performer_name": [agency.name for agency in due.performers],
        "area": due.area.code,
        "area_name": due.area.name,
        "tier": due.tier,
        "in_force": due.level,
        "timing": due.timing,
        "period": {"start": _written(due.period.start), "end": _written(due.period.end)},
        "expects": {name: getattr(due.expects, name) for name in ("min", "max", "target", "unit", "per")},
        "due_at": _written(due.due_at),
        "due_strictly_before": due.due_strictly_before,
        "condition_state": due.condition,
        "file": plan.file,
        "line": due.line,
    }


def duty_fields(duty: Duty) -> dict[str, Any]:
    """The duty as its file has it."""
    return {
        "id": duty.id,
        "agency": duty.agency,
        "agency_inferred": duty.agency_inferred,
        "with": list(duty.with_),
        "performer": list(duty.performer),
        "action": duty.action,
        "kind": duty.kind,
        "modality": duty.modality,
        "channel": list(duty.channel),
        "audience": list(duty.audience),
        "language": list(duty.language),
        "placement": list(duty.placement),
        "items": list(duty.items),
        "cadence": cadence_fields(duty.cadence) if duty.cadence else None,
        "level": duty.level if duty.level == "all" else list(duty.level),
        "condition": duty.condition,
        "deadline": _written(duty.deadline),
        "scope": duty.scope,
        "declined_category": duty.declined_category,
        "why": duty.why,
        "note": duty.note,
        "source": list(duty.source),
        "anchor": duty.anchor,
    }


def cadence_fields(cadence: Cadence) -> dict[str, Any]:
    """Only what the file says; nothing that was left out."""
    values = {name: _written(getattr(cadence, name)) for name in CADENCE_FIELDS}
    return {name: value for name, value in values.items() if value not in (None, [])}


def _written(value: Any) -> Any:
    """A value as the plan file writes it."""
    if isinstance(value, timedelta):
        return iso_duration(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def iso_duration(value: timedelta) -> str:
    """The shortest ISO 8601 form: PT30M, P1D; no time at all is written `immediate`."""
    hours, minutes = value.seconds // 3600, value.seconds % 3600 // 60
    days = f"{value.days}D" if value.days else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"P{days}{'T' + clock if clock else ''}" if days or clock else "immediate"
