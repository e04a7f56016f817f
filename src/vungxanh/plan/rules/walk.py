"""A rule seen as a tree: its parts, the inputs it reads, and the levels it can give."""

from __future__ import annotations

from collections.abc import Iterator

from .types import (
    Bands,
    Condition,
    Hysteresis,
    Matrix,
    MaxOf,
    NotLowerUnless,
    PlusOneIf,
    Rule,
    Split,
)


def parts(rule: Rule) -> Iterator[Rule]:
    """The rule itself and every rule inside it."""
    yield rule
    if isinstance(rule, MaxOf):
        inner: tuple[Rule, ...] = rule.rules
    elif isinstance(rule, Split):
        inner = (rule.then, rule.otherwise)
    elif isinstance(rule, NotLowerUnless | PlusOneIf | Hysteresis):
        inner = (rule.rule,)
    else:
        inner = ()
    for one in inner:
        yield from parts(one)


def inputs_read(rule: Rule) -> Iterator[tuple[str, int]]:
    """(input id, line) for each place an input is read."""
    for part in parts(rule):
        if isinstance(part, Bands):
            yield part.of, part.line
        elif isinstance(part, Matrix):
            yield part.rows.of, part.rows.line
            yield part.columns.of, part.columns.line
        condition: Condition | None = None
        if isinstance(part, Split | PlusOneIf):
            condition = part.when
        elif isinstance(part, NotLowerUnless):
            condition = part.unless
        if condition is not None:
            yield condition.of, condition.line


def levels_given(rule: Rule) -> Iterator[tuple[str, int]]:
    """(level id, line) for each place a level is named."""
    for part in parts(rule):
        if isinstance(part, Bands):
            for band in part.bands:
                yield band.level, band.line
        elif isinstance(part, Matrix):
            for row in part.cells:
                for level in row:
                    if level is not None:
                        yield level, part.line
