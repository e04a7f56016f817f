"""The edge of this room: the only place that reads files. Paths in, bytes and texts out.

A file that cannot be opened is a problem of its line 1, like any other.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from .check import Checked, check_plan, load_plan
from .check_overlay import CheckedOverlay, check_overlay, load_overlay
from .overlay import Overlay
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


def read_overlay(path: Path, plan: Plan | None = None) -> Overlay:
    """The overlay in this file, for `plan` or for the plan found beside it. Raises PlanError."""
    raw = read_bytes(path)
    return load_overlay(raw, plan or read_plan(find_plan(path, raw)), str(path))


def check_overlay_file(path: Path, plan_path: Path | None = None) -> CheckedOverlay:
    """The overlay's own problems; those of its plan are told by checking the plan."""
    try:
        raw = read_bytes(path)
    except PlanError as error:
        return CheckedOverlay(None, error.problems)
    beside = plan_path or find_plan(path, raw)
    try:
        plan = read_plan(beside)
    except PlanError as error:
        checked = check_overlay(raw, str(path), {})
        said = f"its plan, {beside}, cannot be used ({len(error.problems)} errors); check and mend that file first"
        return CheckedOverlay(None, (*checked.problems, Problem(str(path), 1, Severity.ERROR, said)))
    return check_overlay(raw, str(path), {plan.id: plan})


def is_overlay(raw: bytes) -> bool:
    return re.search(rb"^[ \t]*schema:[ \t]*['\"]?epi-comms-overlay", raw, re.MULTILINE) is not None


def find_plan(path: Path, raw: bytes) -> Path:
    """plans/overlays/x.yaml with `plan: y` → plans/y.yaml, or y.yaml in the overlay's own folder."""
    named = re.search(rb"^ +plan: *['\"]?([a-z0-9-]+)", raw, re.MULTILINE)
    name = f"{named[1].decode()}.yaml" if named else path.name
    beside = path.parent / name
    above = path.parent.parent / name
    return beside if beside.is_file() and not is_overlay(read_bytes(beside)) else above


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
