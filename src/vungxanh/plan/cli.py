"""`vungxanh plan check` and `vungxanh plan due`: the plan at a terminal, without a database.

Exit codes: 0 all well, 1 the file has errors, 2 the question itself cannot be answered as asked.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from .area import Area
from .asked_areas import UnknownArea, area_and_above, each_tier, read_registry
from .check import Checked
from .check_overlay import CheckedOverlay
from .due import Due, due
from .overlay import Overlay
from .problems import PlanError, Problem, Severity, choices
from .read import check_overlay_file, check_plan_file, is_overlay, read_bytes, read_overlay, read_plan
from .rows import row
from .table import due_table
from .types import Plan

OK, ERRORS, USAGE = 0, 1, 2
NO_LEVEL = "unknown"


class Unanswerable(Exception):
    """The question names something that does not exist; one sentence says what does."""


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except PlanError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return ERRORS
    except (Unanswerable, UnknownArea) as error:
        print(f"vungxanh plan: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vungxanh plan", description="Check a plan file; list what is due.")
    commands = parser.add_subparsers(required=True, metavar="check | due")
    check = commands.add_parser("check", help="every problem of plan and overlay files, as file:line: what")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--sources", type=Path, metavar="DIR", help="where the source documents lie (*.txt)")
    check.add_argument("--plan", type=Path, metavar="FILE", help="the plan an overlay is for")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)
    due_ = commands.add_parser("due", help="what is due on a day, by whom, where, how often, by when")
    due_.add_argument("file", type=Path, metavar="FILE")
    due_.add_argument("--overlay", type=Path, metavar="FILE")
    due_.add_argument("--level", help=f"a level of the plan, or '{NO_LEVEL}'; not needed when it has none")
    due_.add_argument("--on", required=True, metavar="YYYY-MM-DD")
    due_.add_argument("--area", metavar="CODE", help="a GSO code: its own duties and those of the areas above")
    due_.add_argument("--areas", type=Path, metavar="CSV", help="code,tier,name,parent of the areas that exist")
    due_.add_argument("--condition", action="append", metavar="KEY", help="a condition that holds, such as lockdown")
    due_.add_argument("--declined", action="store_true", help="also list what is declined, with the reason")
    due_.add_argument("--json", action="store_true")
    due_.set_defaults(run=_due)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    if arguments.sources is not None and not arguments.sources.is_dir():
        raise Unanswerable(f"{arguments.sources} is no folder; name the one that holds the source texts")
    results = [(path, _check_one(path, arguments)) for path in arguments.files]
    if arguments.json:
        print(json.dumps([_as_json(path, checked) for path, checked in results], ensure_ascii=False, indent=2))
    else:
        for path, checked in results:
            for problem in checked.problems:
                print(problem)
            print(_summary(path, checked))
    failed = any(checked.count(Severity.ERROR) for _, checked in results)
    return ERRORS if failed else OK


def _check_one(path: Path, arguments: argparse.Namespace) -> Checked | CheckedOverlay:
    try:
        overlay = is_overlay(read_bytes(path))
    except PlanError as error:
        return Checked(None, error.problems)
    if overlay:
        return check_overlay_file(path, arguments.plan)
    return check_plan_file(path, arguments.sources)


def _summary(path: Path, checked: Checked | CheckedOverlay) -> str:
    found = f"errors: {checked.count(Severity.ERROR)}, warnings: {checked.count(Severity.WARNING)}"
    if isinstance(checked, CheckedOverlay):
        return f"{path}: an overlay, {found}"
    left_open = f", ambiguities listed: {len(checked.plan.ambiguities)}" if checked.plan else ""
    return f"{path}: duties: {checked.duties}, declined: {checked.declined}, {found}{left_open}"


def _as_json(path: Path, checked: Checked | CheckedOverlay) -> dict[str, Any]:
    return {
        "file": str(path),
        "duties": getattr(checked, "duties", None),
        "declined": getattr(checked, "declined", None),
        "errors": checked.count(Severity.ERROR),
        "warnings": checked.count(Severity.WARNING),
        "problems": [_problem(p) for p in checked.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"file": problem.file, "line": problem.line, "severity": problem.severity, "what": problem.what}


def _due(arguments: argparse.Namespace) -> int:
    plan = read_plan(arguments.file)
    overlay = read_overlay(arguments.overlay, plan) if arguments.overlay else None
    rows = due(
        plan,
        level=_level(plan, arguments.level),
        on=_day(arguments.on),
        areas=_areas(plan, arguments),
        overlay=overlay,
        conditions=_conditions(overlay, arguments.condition),
        include_declined=arguments.declined,
    )
    if arguments.json:
        print(json.dumps([row(plan, one) for one in rows], ensure_ascii=False, indent=2))
    else:
        _print_table(plan, rows, arguments)
    return OK


def _level(plan: Plan, asked: str | None) -> str | None:
    known = [level.id for level in plan.levels.items]
    if asked == NO_LEVEL or (asked is None and not known):
        return None
    if asked is None:
        raise Unanswerable(f"say at which level: --level {', '.join(known)} (or '{NO_LEVEL}')")
    if asked not in known:
        there = f"its levels are: {', '.join(known)}" if known else "it has no levels"
        raise Unanswerable(f"{plan.id} has no level '{asked}'; {there} (or '{NO_LEVEL}')")
    return asked


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise Unanswerable(f"'{asked}' is no date; write YYYY-MM-DD, such as 2021-11-27") from None


def _areas(plan: Plan, arguments: argparse.Namespace) -> list[Area]:
    if arguments.area is None:
        return each_tier(plan)
    registry = None
    if arguments.areas is not None:
        registry = read_registry(read_bytes(arguments.areas).decode("utf-8", "replace"))
    return area_and_above(plan, arguments.area, registry)


def _conditions(overlay: Overlay | None, asked: list[str] | None) -> frozenset[str] | None:
    if asked is None:
        return None
    known = {key for meaning in overlay.conditions.values() for key in meaning.keys} if overlay else set()
    for key in asked:
        if key not in known:
            raise Unanswerable(f"no condition is called '{key}' in the overlay; {choices(key, known)}")
    return frozenset(asked)


def _print_table(plan: Plan, rows: list[Due], arguments: argparse.Namespace) -> None:
    print(f"{plan.header.title} ({plan.header.province})")
    print(f"{plan.file}: due on {arguments.on} at level {arguments.level or NO_LEVEL}: {len(rows)} duties\n")
    for line in due_table(plan, rows, max(120, shutil.get_terminal_size((160, 24)).columns)):
        print(line)
