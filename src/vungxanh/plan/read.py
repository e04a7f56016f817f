"""The edge of this room: the only place that reads files. Paths in, bytes and texts out.

A file that cannot be opened is a problem of its line 1, like any other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .check import Checked, check_plan, load_plan
from .problems import PlanError, Problem, Severity
from .text_lines import MAX_BYTES
from .types import Plan

SOURCES_VARIABLE = "VUNGXANH_PLAN_SOURCES"


def read_plan(path: Path) -> Plan:
    """The plan in this file. Raises PlanError with every problem of the file."""
    return load_plan(read_bytes(path), str(path))


def check_plan_file(path: Path, sources_dir: Path | None = None) -> Checked:
    try:
        raw = read_bytes(path)
    except PlanError as error:
        return Checked(None, error.problems)
    return check_plan(raw, str(path), read_sources(sources_dir or find_sources(path)))


def read_bytes(path: Path) -> bytes:
    """At most a little more than a plan may have, so that a wrong file is refused without being swallowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        said = f"cannot be read ({error.strerror or error}); check the path"
        raise PlanError([Problem(str(path), 1, Severity.ERROR, said)]) from error


def find_sources(path: Path) -> Path | None:
    """Where the source documents are: the environment says, or they lie in `sources/` beside the plan."""
    named = os.environ.get(SOURCES_VARIABLE)
    if named:
        return Path(named)
    beside = path.parent / "sources"
    return beside if beside.is_dir() else None


def read_sources(directory: Path | None) -> Mapping[str, str] | None:
    if directory is None or not directory.is_dir():
        return None
    return {p.name: p.read_text("utf-8", "replace") for p in sorted(directory.glob("*.txt"))}
