"""The fields of an overlay file, `schema: epi-comms-overlay/1`."""

from __future__ import annotations

from .overlay import Lowering
from .plan_fields import ids, local, tiers
from .rules.written import EDGES, measure, rule
from .shapes import Field, day, flag, kebab, list_of, matching, number, one_of, record, snake, text
from .tiers import Zone

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
constant = record(
    "constant",
    {
        "indicator": Field(snake),
        "area": Field(matching(r"[0-9]{2,5}", "a GSO code in quotes, like '26' or '08707'")),
        "value": Field(number),
        "source": Field(text),
    },
)
levels = record(
    "levels",
    {
        "inputs": Field(list_of(measure), need=False),
        "metric": Field(kebab, need=False),
        "gaps": Field(list_of(gap), need=False),
        "left_open": Field(list_of(left_open), need=False),
        "opening": Field(opening, need=False),
        "lowering": Field(lowering),
        "areas": Field(tiers, need=False),
        "rule": Field(rule, need=False),
        "local": Field(local, need=False),
        "constants": Field(list_of(constant), need=False),
    },
)
condition = record("condition", {"text": Field(text), "keys": Field(ids, need=False), "levels": Field(ids, need=False)})
zone = record("zone", {"zone": Field(one_of(Zone)), "keys": Field(ids)})
overlay_file = record(
    "the file",
    {
        "schema": Field(text),
        "overlay": Field(header),
        "levels": Field(levels),
        "conditions": Field(list_of(condition), need=False),
        "zones": Field(list_of(zone), need=False),
    },
)
