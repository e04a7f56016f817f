"""The fields of a plan file, `schema: epi-comms-plan/1`: the one table that says what may be written."""

from __future__ import annotations

from .rules.written import measure, rule
from .shapes import (
    Field,
    Shape,
    clock,
    clock_or_day,
    day,
    duration,
    flag,
    kebab,
    list_of,
    nullable,
    number,
    one_of,
    one_or_many,
    record,
    role_key,
    text,
    whole,
)
from .tiers import Tier
from .types import DeclinedCategory, Every, Kind, Modality, Scope

SCHEMA = "epi-comms-plan/1"
UNITS = ("release", "broadcast", "sms", "post", "report", "briefing", "inspection", "session", "update")
PER = ("station", "commune", "district", "province", "agency")
TIME_ZONES = ("Asia/Ho_Chi_Minh",)


def _may(shape: Shape) -> Field:
    return Field(shape, need=False)


source = one_or_many(text)
ids = list_of(kebab)

header = record(
    "plan",
    {
        "id": Field(kebab),
        "province": Field(text),
        "title": Field(text),
        "doc_type": _may(nullable(text)),
        "issuer": Field(text),
        "issuer_kind": _may(nullable(text)),
        "number": _may(nullable(text)),
        "date": _may(nullable(text)),
        "scope_of_plan": _may(nullable(text)),
        "source": Field(source),
        "files": _may(list_of(text)),
        "basis": _may(list_of(text)),
        "example": _may(flag),
    },
)
counts = record(
    "counts",
    {
        "duties": Field(whole),
        "declined": Field(whole),
        "in_scope": Field(whole),
        "with_numeric_or_clock_cadence": Field(whole),
    },
)
statement_fields = {
    "id": Field(kebab),
    "text": Field(text),
    "anchor": _may(text),
    "source": Field(source),
    "scope": _may(one_of(Scope)),
    "why": _may(text),
}
level = record(
    "level",
    {
        "id": Field(kebab),
        "order": Field(whole),
        "label": Field(text),
        "colour": _may(nullable(text)),
        "min": _may(nullable(number)),
        "max": _may(nullable(number)),
        "determined_by": _may(nullable(text)),
        "source": Field(source),
    },
)
tiers = list_of(one_of(Tier))
local = record("local", {"areas": Field(tiers), "rule": Field(rule)})
levels = record(
    "levels",
    {
        "scheme": Field(text),
        "metric": _may(nullable(text)),
        "metric_window": _may(nullable(text)),
        "notes": _may(list_of(text)),
        "items": Field(list_of(level)),
        "inputs": _may(list_of(measure)),
        "areas": _may(tiers),
        "rule": _may(rule),
        "local": _may(local),
    },
)
agency = record("agency", {"id": Field(kebab), "name": Field(text), "role": Field(role_key)})
audience = record(
    "audience",
    {
        "id": Field(kebab),
        "label": Field(text),
        "themes": _may(ids),
        "channels": _may(ids),
        "source": Field(source),
    },
)
channel = record("channel", {"id": Field(kebab), "name": Field(text), "kind": Field(kebab), "source": Field(source)})
cadence = record(
    "cadence",
    {
        "text": Field(text),
        "every": Field(one_of(Every)),
        "min": _may(whole),
        "max": _may(whole),
        "target": _may(whole),
        "unit": _may(one_of(UNITS)),
        "per": _may(one_of(PER)),
        "by": _may(clock),
        "before": _may(clock_or_day),
        "within": _may(duration),
        "at": _may(list_of(text)),
        "hours": _may(text),
        "trigger": _may(text),
        "also": _may(text),
        "tz": _may(one_of(TIME_ZONES)),
        "note": _may(text),
    },
)
duty = record(
    "duty",
    {
        "id": Field(kebab),
        "agency": Field(kebab),
        "agency_inferred": _may(flag),
        "with": Field(ids),
        "performer": _may(ids),
        "action": Field(text),
        "kind": Field(one_of(Kind)),
        "modality": Field(one_of(Modality)),
        "channel": Field(ids),
        "audience": Field(ids),
        "language": _may(list_of(text)),
        "placement": _may(list_of(text)),
        "items": _may(list_of(text)),
        "cadence": Field(nullable(cadence)),
        "level": Field(one_or_many(kebab)),
        "condition": _may(text),
        "deadline": Field(nullable(day)),
        "scope": Field(one_of(Scope)),
        "declined_category": _may(one_of(DeclinedCategory)),
        "why": _may(text),
        "note": _may(text),
        "source": Field(source),
        "anchor": _may(text),
    },
)
plan_file = record(
    "the file",
    {
        "schema": Field(text),
        "plan": Field(header),
        "counts": _may(counts),
        "purpose": _may(list_of(record("purpose", statement_fields))),
        "requirements": _may(list_of(record("requirement", statement_fields))),
        "levels": Field(levels),
        "agencies": Field(list_of(agency)),
        "audiences": Field(list_of(audience)),
        "channels": Field(list_of(channel)),
        "themes": _may(list_of(record("theme", statement_fields))),
        "messages": _may(list_of(record("message", statement_fields))),
        "ambiguities": _may(list_of(text)),
        "duties": Field(list_of(duty)),
    },
)
