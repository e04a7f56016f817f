"""Rules as they are written in a file: a mapping with one operator, read into a Rule value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..problems import Notebook, choices
from ..shapes import (
    WRONG,
    Field,
    Record,
    Shape,
    day,
    kebab,
    list_of,
    matching,
    nullable,
    number,
    one_of,
    record,
    snake,
    text,
    whole,
)
from ..yaml_nodes import MapNode, Node
from .types import (
    Aggregate,
    Axis,
    Band,
    Bands,
    Blank,
    Condition,
    Hysteresis,
    Manual,
    Matrix,
    MaxOf,
    Measure,
    NotLowerUnless,
    PlusOneIf,
    Span,
    Split,
)

level_id = matching(r"[a-z0-9]+(-[a-z0-9]+)*", "the id of a level")
EDGES = {edge: Field(number, need=False) for edge in ("min", "max", "above", "below")}


def _made(label: str, fields: Mapping[str, Field], make: Callable[[Record], Any]) -> Shape:
    """A record turned into a value; WRONG when any needed field is."""
    inner = record(label, fields)

    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        read = inner(node, where, notebook)
        if read is WRONG or any(f.need and k not in read.values for k, f in fields.items()):
            return WRONG
        if any(k in fields and k not in read.values for k in read.lines):
            return WRONG
        return make(read)

    return shape


def rule(node: Node, where: str, notebook: Notebook) -> Any:
    """One operator and its content. Rules nest; the depth is bounded where YAML is read."""
    if not isinstance(node, MapNode) or len(node.pairs) != 1:
        notebook.error(node.line, f"{where}: a rule is one of {', '.join(OPERATORS)}, with its content below it")
        return WRONG
    ((key, content),) = node.pairs
    if key.text not in OPERATORS:
        notebook.error(key.line, f"{where}: no rule is called '{key.text[:40]}'; {choices(key.text, OPERATORS)}")
        return WRONG
    return OPERATORS[key.text](content, f"rule {key.text}", notebook)


def _span(read: Record) -> Span:
    return Span(**{edge: read.get(edge) for edge in EDGES})


def _not_empty(inner: Shape, what: str) -> Shape:
    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        value = inner(node, where, notebook)
        if value == ():
            notebook.error(node.line, f"{where} has no {what}; write at least one")
            return WRONG
        return value

    return shape


condition = _made(
    "condition",
    {"of": Field(kebab), **EDGES},
    lambda r: Condition(r.get("of"), _span(r), r.line),
)
span = _made("stretch", EDGES, _span)
band = _made("band", {"level": Field(level_id), **EDGES}, lambda r: Band(r.get("level"), _span(r), r.line))
axis = _made(
    "axis",
    {"of": Field(kebab), "bands": Field(_not_empty(list_of(span), "band"))},
    lambda r: Axis(r.get("of"), r.get("bands"), r.line),
)


def _several(node: Node, where: str, notebook: Notebook) -> Any:
    rules = _not_empty(list_of(rule), "rule")(node, where, notebook)
    return rules if rules is WRONG else MaxOf(rules, node.line)


OPERATORS: dict[str, Shape] = {
    "bands": _made(
        "bands",
        {"of": Field(kebab), "levels": Field(_not_empty(list_of(band), "band"))},
        lambda r: Bands(r.get("of"), r.get("levels"), r.line),
    ),
    "matrix": _made(
        "matrix",
        {"rows": Field(axis), "columns": Field(axis), "cells": Field(list_of(list_of(nullable(level_id))))},
        lambda r: Matrix(r.get("rows"), r.get("columns"), r.get("cells"), r.line),
    ),
    "max_of": _several,
    "split": _made(
        "split",
        {"when": Field(condition), "then": Field(rule), "otherwise": Field(rule)},
        lambda r: Split(r.get("when"), r.get("then"), r.get("otherwise"), r.line),
    ),
    "not_lower_unless": _made(
        "not_lower_unless",
        {"rule": Field(rule), "unless": Field(condition)},
        lambda r: NotLowerUnless(r.get("rule"), r.get("unless"), r.line),
    ),
    "plus_one_if": _made(
        "plus_one_if",
        {"rule": Field(rule), "when": Field(condition)},
        lambda r: PlusOneIf(r.get("rule"), r.get("when"), r.line),
    ),
    "hysteresis": _made(
        "hysteresis",
        {"rule": Field(rule), "raise_after": Field(whole), "lower_after": Field(whole)},
        lambda r: Hysteresis(r.get("rule"), r.get("raise_after"), r.get("lower_after"), r.line),
    ),
    "manual": _made("manual", {"reason": Field(text)}, lambda r: Manual(r.get("reason"), r.line)),
}


def _measure(r: Record) -> Measure:
    return Measure(
        id=r.get("id"),
        indicator=r.get("indicator"),
        aggregate=r.get("aggregate"),
        line=r.line,
        days=r.get("days"),
        since=r.get("since"),
        per=r.get("per"),
        of=r.get("of"),
        blank=r.get("blank", Blank.MISSING),
        text=r.get("text"),
    )


measure = _made(
    "input",
    {
        "id": Field(kebab),
        "indicator": Field(snake),
        "aggregate": Field(one_of(Aggregate)),
        "days": Field(whole, need=False),
        "since": Field(day, need=False),
        "per": Field(number, need=False),
        "of": Field(snake, need=False),
        "blank": Field(one_of(Blank), need=False),
        "text": Field(text, need=False),
    },
    _measure,
)
