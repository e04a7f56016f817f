"""Ids: each is unique among its kind, and whatever one part says of another exists."""

from __future__ import annotations

from .problems import Notebook, choices
from .shapes import Record

KINDS = (
    ("agencies", "agency"),
    ("audiences", "audience"),
    ("channels", "channel"),
    ("themes", "theme"),
    ("messages", "message"),
    ("purpose", "purpose"),
    ("requirements", "requirement"),
    ("duties", "duty"),
)

# In each list of records: field → the kind of thing it names.
REFERENCES = {
    "duties": {
        "agency": "agencies",
        "with": "agencies",
        "performer": "agencies",
        "channel": "channels",
        "audience": "audiences",
        "level": "levels",
    },
    "audiences": {"themes": "themes", "channels": "channels"},
}


def check(top: Record, notebook: Notebook) -> None:
    known = {kind: _unique(top.get(kind, ()), name, notebook) for kind, name in KINDS}
    levels = top.get("levels")
    known["levels"] = _unique(levels.get("items", ()) if levels else (), "level", notebook)
    for kind, fields in REFERENCES.items():
        for record in top.get(kind, ()):
            for field, target in fields.items():
                _resolve(record, field, target, known[target], notebook)


def _unique(records: tuple[Record, ...], name: str, notebook: Notebook) -> set[str]:
    first: dict[str, int] = {}
    for record in records:
        id = record.get("id")
        if id in first:
            notebook.error(record.line_of("id"), f"{name} '{id}' exists already (line {first[id]}); give it another id")
        elif id is not None:
            first[id] = record.line
    return set(first)


def _resolve(record: Record, field: str, target: str, known: set[str], notebook: Notebook) -> None:
    value = record.get(field, ())
    ids = (value,) if isinstance(value, str) else value
    if target == "levels":
        if ids == ("all",):
            return
        if not ids and field in record.values:
            notebook.error(record.line_of(field), f"{record.name}: 'level' is empty; write all, or the levels' ids")
    for id in ids:
        if id not in known:
            notebook.error(
                record.line_of(field), f"{record.name}: '{field}' names '{id}', not in {target}; {choices(id, known)}"
            )
    for id in {id for id in ids if ids.count(id) > 1}:
        notebook.error(record.line_of(field), f"{record.name}: '{field}' names '{id}' twice; keep one")
