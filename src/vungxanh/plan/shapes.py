"""What a value must look like. Each shape reads one node and returns the value, or WRONG after noting why.

A record that is wrong in one field still returns its other fields, so that later checks can go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias, TypeVar

from .problems import Notebook, choices
from .yaml_nodes import ListNode, MapNode, Node, Reads, Scalar


class _Wrong:
    """The mark of a value that could not be read; its problem has been noted."""


WRONG: Final = _Wrong()
Shape: TypeAlias = Callable[[Node, str, Notebook], Any]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Field:
    shape: Shape
    need: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping that was read: only the fields that were right, and the line of each field written."""

    name: str  # how a person is told about it: "duty vp-l3-sms"
    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


LONGEST_NAME = 100


def _show(node: Node) -> str:
    if isinstance(node, Scalar):
        shown = node.text if len(node.text) <= 40 else node.text[:39] + "…"
        return "nothing" if node.reads is Reads.NOTHING else f"'{shown}'"
    return "a list" if isinstance(node, ListNode) else "a mapping"


def text(node: Node, where: str, notebook: Notebook) -> Any:
    """Words. What YAML would read as a number, a date or yes/no has to be quoted."""
    if not isinstance(node, Scalar) or node.reads is Reads.NOTHING or not node.text.strip():
        notebook.error(node.line, f"{where} is {_show(node)}; write a text")
        return WRONG
    if node.reads is not Reads.TEXT:
        notebook.error(
            node.line, f"{where}: YAML reads {node.text[:40]} as {node.reads.value}; write '{node.text[:40]}'"
        )
        return WRONG
    return node.text


def matching(pattern: str, example: str) -> Shape:
    """A text of one form, such as an id or a clock time."""
    form = re.compile(pattern)

    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        value = text(node, where, notebook)
        if value is WRONG or (len(value) <= LONGEST_NAME and form.fullmatch(value)):
            return value
        notebook.error(node.line, f"{where} is {_show(node)}; write {example}")
        return WRONG

    return shape


kebab = matching(r"[a-z0-9]+(-[a-z0-9]+)*", "small ASCII letters, digits and single hyphens, like vp-l3-sms")
role_key = matching(r"[a-z0-9]+([-/][a-z0-9]+)*", "a role key, like commune-radio or info-dept/press-unit")
snake = matching(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "an indicator key, like new_cases")


def _parsed(read: Callable[[str], Any], example: str) -> Shape:
    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        try:
            if isinstance(node, Scalar) and node.reads in (Reads.NUMBER, Reads.DATE):
                read(node.text)  # not even right in quotes: say what would be
            value = text(node, where, notebook)
            return value if value is WRONG else read(value)
        except ValueError:
            notebook.error(node.line, f"{where} is {_show(node)}; write {example}")
            return WRONG

    return shape


def _clock(value: str) -> time:
    if not re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", value):
        raise ValueError
    return time(int(value[:2]), int(value[3:]))


def _day(value: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError
    return date.fromisoformat(value)


def _duration(value: str) -> timedelta:
    if value == "immediate":
        return timedelta(0)
    found = re.fullmatch(r"P(?:([0-9]{1,4})D)?(?:T(?=.)(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?)?", value)
    if not found or not any(found.groups()):
        raise ValueError
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


clock = _parsed(_clock, "a time between '00:00' and '23:59', in quotes")
day = _parsed(_day, "a real date as 'YYYY-MM-DD', in quotes")
clock_or_day = _parsed(lambda v: _clock(v) if ":" in v else _day(v), "a time like '15:00' or a date like '2021-09-06'")
duration = _parsed(_duration, "an ISO 8601 duration such as 'PT30M' or 'P1D', or 'immediate'")


def number(node: Node, where: str, notebook: Notebook) -> Any:
    """A decimal number, not negative. No sexagesimal, octal, hexadecimal or scientific forms."""
    if isinstance(node, Scalar) and re.fullmatch(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", node.text):
        if node.reads is Reads.NUMBER:
            return Decimal(node.text)
        notebook.error(node.line, f"{where} is a text; write {node.text} without quotes")
        return WRONG
    notebook.error(node.line, f"{where} is {_show(node)}; write a plain number such as 6")
    return WRONG


def whole(node: Node, where: str, notebook: Notebook) -> Any:
    value = number(node, where, notebook)
    if value is WRONG or value == value.to_integral_value():
        return WRONG if value is WRONG else int(value)
    notebook.error(node.line, f"{where} is {_show(node)}; write a whole number such as 6")
    return WRONG


def flag(node: Node, where: str, notebook: Notebook) -> Any:
    if isinstance(node, Scalar) and node.reads is Reads.YES_NO and node.text in ("true", "false"):
        return node.text == "true"
    notebook.error(node.line, f"{where} is {_show(node)}; write true or false")
    return WRONG


def one_of(names: type[StrEnum] | tuple[str, ...]) -> Shape:
    known = tuple(str(n) for n in names)

    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        value = text(node, where, notebook)
        if value is WRONG:
            return WRONG
        if value in known:
            return value if isinstance(names, tuple) else names(value)
        notebook.error(node.line, f"{where} is {_show(node)}; {choices(value, known)}")
        return WRONG

    return shape


def nullable(inner: Shape) -> Shape:
    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        if isinstance(node, Scalar) and node.reads is Reads.NOTHING:
            return None
        return inner(node, where, notebook)

    return shape


def list_of(inner: Shape) -> Shape:
    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        if not isinstance(node, ListNode):
            notebook.error(node.line, f"{where} is {_show(node)}; write a list: [a, b], or lines starting '- '")
            return WRONG
        read = [inner(item, where, notebook) for item in node.items]
        return tuple(value for value in read if value is not WRONG)

    return shape


def one_or_many(inner: Shape) -> Shape:
    many = list_of(inner)

    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        if isinstance(node, ListNode):
            return many(node, where, notebook)
        value = inner(node, where, notebook)
        return value if value is WRONG else (value,)

    return shape


def record(label: str, fields: Mapping[str, Field]) -> Shape:
    """A mapping with these fields and no others."""

    def shape(node: Node, where: str, notebook: Notebook) -> Any:
        if not isinstance(node, MapNode):
            notebook.error(node.line, f"{where or label} is {_show(node)}; write a mapping ('key: value' lines)")
            return WRONG
        ids = [v.text for k, v in node.pairs if k.text == "id" and isinstance(v, Scalar)]
        name = f"{label} {ids[0][:60]}" if ids else label
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, child in node.pairs:
            lines[key.text] = key.line
            if key.text == "<<":
                notebook.error(key.line, f"{name}: a merge key (<<); write the fields out")
            elif key.text not in fields:
                # Looking for a near word is slow; a record this wrong is of another kind anyway.
                hint = choices(key.text, fields) if len(lines) <= 100 else "delete it"
                notebook.error(key.line, f"{name}: unknown key '{key.text[:40]}'; {hint}")
            else:
                value = fields[key.text].shape(child, f"{name}: '{key.text}'", notebook)
                if value is not WRONG:
                    values[key.text] = value
        for missing in (k for k, f in fields.items() if f.need and k not in lines):
            notebook.error(node.line, f"{name}: '{missing}' is missing; write it")
        return Record(name, node.line, values, lines)

    return shape
