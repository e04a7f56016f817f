"""The simulated operator as a program: prints its port, runs until it is told to stop."""

import argparse
import json
import signal
from dataclasses import asdict
from pathlib import Path

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
    parser.add_argument("--delay", type=float, default=0.0, help="seconds from a part to its receipt")
    parser.add_argument("--answer-after", type=float, default=0.0, help="seconds until a part is answered")
    parser.add_argument("--tps", type=float, default=0.0, help="submits per second, above which it throttles")
    parser.add_argument("--undelivered-percent", type=int, default=2, help="share of numbers that cannot be reached")
    parser.add_argument("--deliver-window", type=int, default=1000, help="receipts without an acknowledgement")
    options = parser.parse_args()
    hold_signals()
    signal.pthread_sigmask(signal.SIG_BLOCK, {_WRITE_COUNTS})
    behaviour = Behaviour(
        delay=options.delay,
        answer_after=options.answer_after,
        tps=options.tps,
        undelivered_percent=options.undelivered_percent,
        deliver_window=options.deliver_window,
    )
    with SimulatedOperator(options.journal, port=options.port, behaviour=behaviour) as operator:
        print(operator.port, flush=True)  # noqa: T201 - this is how the caller learns the port
        while signal.sigwait(STOP | {_WRITE_COUNTS}) == _WRITE_COUNTS:
            _write_counts(operator, options.counts)
    _write_counts(operator, options.counts)


def _write_counts(operator: SimulatedOperator, file: Path | None) -> None:
    """Whoever reads the file sees the counts of one moment, never half of them."""
    if file is not None:
        counts = asdict(operator.counts) | {"most_unanswered": operator.most_unanswered}
        half = file.with_name(file.name + ".half")
        half.write_text(json.dumps(counts) + "\n")
        half.replace(file)
