"""Two sender hosts in network namespaces over one PostgreSQL: one is lost, the other finishes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.dispatch import namespaces
from benchmarks.dispatch.kept import ROOT
from benchmarks.dispatch.table import Row

from vungxanh.database import home

_WHAT = "two hosts, one lost"


def outcomes(schema_url: str, recipients: int, folder: Path) -> list[dict[str, Any]]:
    """What two_hosts_run.py says, with the tables of `schema_url`. Raises CalledProcessError."""
    program = [sys.executable, "-m", "benchmarks.dispatch.two_hosts_run", schema_url, str(recipients), str(folder)]
    run = subprocess.run(program, cwd=ROOT, env=os.environ | {"VUNGXANH_EXERCISE": "0"}, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(run.stderr[-2_000:])
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def rows(*, quick: bool) -> list[Row]:
    if reason := namespaces.not_allowed():
        return [Row(_WHAT, "skipped", note=reason)]
    folder = home() / "two-hosts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        found = outcomes(os.environ["DATABASE_URL"], 4_000 if quick else 20_000, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        Row(
            f"{_WHAT} ({one['how']}), {one['parts']:,} parts",
            f"{one['lost']} lost, {one['unknown']} unknown",
            "0",
            not (one["lost"] or one["unknown"] or one["silently_twice"] or one["miscounted"]),
            f"the other finished after {one['seconds']:.0f} s; {one['twice']} came twice (≤ {one['bound']}), "
            f"{one['silently_twice']} in silence",
        )
        for one in found
    ]
