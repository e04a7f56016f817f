"""YAML read as a tree of nodes that know their line.

Built from the event stream with a bound on depth and size, so no file can make it recurse or swell;
anchors, aliases, tags and repeated keys are refused, each with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

import yaml

from .problems import Notebook

MAX_DEPTH = 24
MAX_NODES = 30_000
PREFIX = "tag:yaml.org,2002:"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Reads(Enum):
    """What YAML 1.1 makes of a scalar."""

    TEXT = "text"
    NUMBER = "a number"
    YES_NO = "a yes/no value"
    NOTHING = "nothing"
    DATE = "a date"
    OTHER = "a special value"


READS = {"str": Reads.TEXT, "int": Reads.NUMBER, "float": Reads.NUMBER, "bool": Reads.YES_NO}
READS |= {"null": Reads.NOTHING, "timestamp": Reads.DATE}


@dataclass(frozen=True, slots=True)
class Scalar:
    line: int
    text: str
    reads: Reads


@dataclass(frozen=True, slots=True)
class ListNode:
    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    line: int
    pairs: tuple[tuple[Scalar, Node], ...]


Node: TypeAlias = Scalar | ListNode | MapNode


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet."""

    line: int
    is_map: bool
    children: list[Node] = field(default_factory=list)


def compose(text: str, notebook: Notebook) -> Node | None:
    """The tree of the one document in `text`; None (with the problem noted) when YAML cannot read it."""
    try:
        return _build(text, notebook)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        said = (error.problem or error.context or "unreadable").split("\n")[0]
        notebook.error(line, f"not readable as YAML: {said}; check indentation, quotes and brackets here")
    except yaml.YAMLError as error:
        notebook.error(1, f"not readable as YAML: {str(error).split(chr(10))[0]}")
    return None


def _build(text: str, notebook: Notebook) -> Node | None:
    resolver = yaml.resolver.Resolver()
    stack: list[_Open] = []
    root: Node | None = None
    documents = nodes = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        node: Node | None = None
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                notebook.error(line, "a second document ('---'); put one plan in one file")
                return root
        elif isinstance(event, yaml.AliasEvent):
            notebook.error(line, f"an alias (*{event.anchor}); write the text out")
            node = Scalar(line, "", Reads.OTHER)
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            if nodes > MAX_NODES:
                notebook.error(line, f"more than {MAX_NODES:,} values; a plan is never that large")
                return None
            _refuse_decoration(event, line, notebook)
            if isinstance(event, yaml.ScalarEvent):
                node = Scalar(line, event.value, _reads(event, resolver))
            else:
                stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
                if len(stack) > MAX_DEPTH:
                    notebook.error(line, f"nested more than {MAX_DEPTH} deep; a plan never is")
                    return None
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _close(stack.pop(), notebook)
        if node is not None:
            if stack:
                stack[-1].children.append(node)
            else:
                root = node
    return root


def _reads(event: yaml.ScalarEvent, resolver: yaml.resolver.Resolver) -> Reads:
    tag = resolver.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
    return READS.get(str(tag).removeprefix(PREFIX), Reads.OTHER)


def _refuse_decoration(event: yaml.NodeEvent, line: int, notebook: Notebook) -> None:
    if event.anchor:
        notebook.error(line, f"an anchor (&{event.anchor}); delete it and write repeated text out")
    tag = getattr(event, "tag", None)
    if tag is not None:
        notebook.error(line, f"a tag ({tag}); delete it, a plan holds only text, numbers and lists")


def _close(open_: _Open, notebook: Notebook) -> Node:
    if not open_.is_map:
        return ListNode(open_.line, tuple(open_.children))
    pairs: list[tuple[Scalar, Node]] = []
    first_lines: dict[str, int] = {}
    for key, value in zip(open_.children[::2], open_.children[1::2], strict=True):
        if not isinstance(key, Scalar):
            notebook.error(key.line, "a key that is a list or a mapping; write a plain word before the ':'")
        elif key.text in first_lines:
            notebook.error(key.line, f"'{key.text}' is written twice (first on line {first_lines[key.text]}); keep one")
        else:
            first_lines[key.text] = key.line
            pairs.append((key, value))
    return MapNode(open_.line, tuple(pairs))
