"""The simulated operator as a program: prints its port, runs until it is told to stop.

Each misbehaviour is an option; operator_behaviour.py says what it does.
"""

import argparse
import json
import signal
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from vungxanh.exercise.operator import SimulatedOperator
from vungxanh.exercise.operator_behaviour import Behaviour
from vungxanh.exercise.stopping import STOP, hold_signals

_WRITE_COUNTS = signal.SIGUSR1


def main() -> None:
    """Counts are written to the file of --counts at the end, and whenever SIGUSR1 comes."""
    parser = argparse.ArgumentParser(prog="python -m vungxanh.exercise.operator", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    journal = parser.add_mutually_exclusive_group(required=True)
    journal.add_argument("--journal", type=Path, help="keep every part in this file")
    journal.add_argument("--no-journal", action="store_true", help="only count: a restart knows nothing")
    parser.add_argument("--counts", type=Path, help="write the counts to this file")
    for one in fields(Behaviour):
        _offer(parser, one.name, one.default)
    options = parser.parse_args()
    hold_signals()
    signal.pthread_sigmask(signal.SIG_BLOCK, {_WRITE_COUNTS})
    behaviour = Behaviour(**{one.name: getattr(options, one.name) for one in fields(Behaviour)})
    with SimulatedOperator(options.journal, port=options.port, behaviour=behaviour) as operator:
        print(operator.port, flush=True)  # noqa: T201 - this is how the caller learns the port
        while signal.sigwait(STOP | {_WRITE_COUNTS}) == _WRITE_COUNTS:
            _write_counts(operator, options.counts)
    _write_counts(operator, options.counts)


def _offer(parser: argparse.ArgumentParser, name: str, default: Any) -> None:
    """An option for one misbehaviour, under its name in Behaviour and with its kind of value."""
    flag = "--" + name.replace("_", "-")
    if isinstance(default, bool):
        parser.add_argument(flag, action="store_true")
    elif isinstance(default, frozenset):
        parser.add_argument(flag, type=lambda value: frozenset(value.split(",")), default=default, metavar="NUMBER,…")
    else:
        parser.add_argument(flag, type=type(default), default=default, help=f"default {default}")


def _write_counts(operator: SimulatedOperator, file: Path | None) -> None:
    """Whoever reads the file sees the counts of one moment, never half of them."""
    if file is not None:
        counts = asdict(operator.counts) | {"most_unanswered": operator.most_unanswered}
        half = file.with_name(file.name + ".half")
        half.write_text(json.dumps(counts) + "\n")
        half.replace(file)
