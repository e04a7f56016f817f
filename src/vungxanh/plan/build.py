"""From checked records to the frozen values of a plan. Only called when no error was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .shapes import Record
from .types import (
    Agency,
    Audience,
    Cadence,
    Channel,
    Duty,
    Header,
    Level,
    Levels,
    Local,
    Plan,
    Scope,
    Statement,
)


def build_plan(file: str, top: Record) -> Plan:
    def statements(key: str) -> tuple[Statement, ...]:
        return tuple(_statement(r) for r in top.get(key, ()))

    return Plan(
        file=file,
        header=_of(Header, top.get("plan")),
        levels=_levels(top.get("levels")),
        agencies=_all(Agency, top.get("agencies")),
        audiences=_all(Audience, top.get("audiences")),
        channels=_all(Channel, top.get("channels")),
        duties=tuple(_duty(r) for r in top.get("duties")),
        purpose=statements("purpose"),
        requirements=statements("requirements"),
        themes=statements("themes"),
        messages=statements("messages"),
        ambiguities=top.get("ambiguities", ()),
    )


def _of(kind: Callable[..., Any], record: Record) -> Any:
    """Fields keep their name; one that is absent keeps its default."""
    return kind(line=record.line, **record.values)


def _all(kind: Callable[..., Any], records: Iterable[Record]) -> tuple[Any, ...]:
    return tuple(_of(kind, r) for r in records)


def _statement(record: Record) -> Statement:
    return Statement(line=record.line, **{"scope": Scope.IN, **record.values})


def _levels(record: Record) -> Levels:
    fields = dict(record.values)
    if fields.get("local") is not None:
        fields["local"] = _of(Local, fields["local"])
    fields["items"] = tuple(sorted(_all(Level, fields["items"]), key=lambda level: level.order))
    return Levels(line=record.line, **fields)


def _duty(record: Record) -> Duty:
    fields = dict(record.values)
    fields["with_"] = fields.pop("with")
    fields["level"] = "all" if fields["level"] == ("all",) else fields["level"]
    if fields["cadence"] is not None:
        fields["cadence"] = _of(Cadence, fields["cadence"])
    return Duty(line=record.line, **fields)


def cadence_of(duty: Record) -> Cadence | None:
    """The cadence of a duty record, if it was readable."""
    record = duty.get("cadence")
    if record is None or not {"text", "every"} <= record.values.keys():
        return None
    cadence: Cadence = _of(Cadence, record)
    return cadence
