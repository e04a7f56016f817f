"""The fields of an overlay file, `schema: epi-comms-overlay/1`."""

from __future__ import annotations

from .overlay import Lowering
from .plan_fields import ids
from .rules.written import EDGES, measure, rule
from .shapes import Field, day, flag, kebab, list_of, one_of, record, text

SCHEMA = "epi-comms-overlay/1"

header = record(
    "overlay",
    {
        "id": Field(kebab),
        "plan": Field(kebab),
        "title": Field(text),
        "document": Field(text),  # the adopting document: without one, nothing is adopted
        "valid_from": Field(day),
        "example": Field(flag, need=False),
    },
)
gap = record("gap", {"level": Field(kebab), **EDGES, "reason": Field(text)})
left_open = record("left_open", {**EDGES, "reason": Field(text)})
opening = record("opening", {"level": Field(kebab), "since": Field(day), "reason": Field(text)})
lowering = record("lowering", {"by": Field(one_of(Lowering)), "reason": Field(text)})
levels = record(
    "levels",
    {
        "inputs": Field(list_of(measure), need=False),
        "metric": Field(kebab, need=False),
        "gaps": Field(list_of(gap), need=False),
        "left_open": Field(list_of(left_open), need=False),
        "opening": Field(opening, need=False),
        "lowering": Field(lowering),
        "rule": Field(rule, need=False),
    },
)
condition = record("condition", {"text": Field(text), "keys": Field(ids, need=False), "levels": Field(ids, need=False)})
overlay_file = record(
    "the file",
    {
        "schema": Field(text),
        "overlay": Field(header),
        "levels": Field(levels),
        "conditions": Field(list_of(condition), need=False),
    },
)
