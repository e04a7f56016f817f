"""Two sender hosts over one PostgreSQL and one operator; one is killed, then one loses its cable; the other finishes.

Each host is a network namespace, and PostgreSQL is reached over TCP: a host without its cable is really cut off. Their
account is one of the real world (`exercise=False`), since an exercise reaches the loopback only; nothing of a
namespace leads out of this machine.
Usage: python -m benchmarks.dispatch.two_hosts_run SCHEMA_URL RECIPIENTS FOLDER. Prints a JSON list of `Finished`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.dispatch import scenery
from benchmarks.dispatch.namespaces import MIDDLE, Host, hosts
from benchmarks.dispatch.server import Server

_DATABASE, _OPERATOR = 5432, 2775  # ports in the common namespace
_NETWORK = "10.213.0.0/16"
_WINDOW, _BINDS, _TPS = 50, 2, 500.0
_QUIET = 3.0


@dataclass(frozen=True, slots=True)
class Finished:
    """`seconds`: from the loss of the host to the end of the sending. `bound`: the most that it may leave in doubt."""

    how: str
    parts: int
    lost: int
    unknown: int
    delivered: int
    twice: int
    silently_twice: int
    miscounted: dict[str, tuple[int, int]]
    bound: int
    seconds: float


def main() -> None:
    schema_url, recipients, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    with hosts(("one", "two")) as (middle, (one, two)), _database(folder, middle, schema_url):
        import django

        django.setup()
        outcomes = [
            _finished("kill -9", recipients, folder / "killed", middle, (one, two), cable=False),
            _finished("cable out", recipients, folder / "unplugged", middle, (one, two), cable=True),
        ]
    print(json.dumps([asdict(outcome) for outcome in outcomes]))


@contextmanager
def _database(folder: Path, middle: Host, schema_url: str) -> Iterator[None]:
    """A server of our own in the common namespace, with the tables of `schema_url` and nothing in them."""
    server = Server(folder / "postgres")
    server.stop()
    server.open_to(_NETWORK)
    server.start(inside=middle.inside, listen="*")
    try:
        url = server.url("postgres")
        dump = subprocess.run(
            [server.programs / "pg_dump", "--schema-only", "--no-privileges", schema_url],  # the roles are not there
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(
            [server.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=dump.stdout, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "vungxanh.settings"
        os.environ["VUNGXANH_EXERCISE"] = "0"  # a real account carries nothing that an exercise ordered
        yield
    finally:
        server.stop()


@contextmanager
def _operator(folder: Path, middle: Host) -> Iterator[Path]:
    """A simulated operator in the common namespace; its journal."""
    from benchmarks.dispatch.kept import ROOT

    journal = folder / "journal"
    program = [*middle.inside, sys.executable, "-m", "vungxanh.exercise.operator", "--journal", str(journal)]
    options = ["--answer-after", "0.02", "--undelivered-percent", "0", "--again-after", "2"]
    operator = subprocess.Popen([*program, *options], stdout=subprocess.PIPE, text=True)
    assert operator.stdout
    relay = [*middle.inside, sys.executable, "-m", "benchmarks.dispatch.relay", MIDDLE, str(_OPERATOR)]
    passing = subprocess.Popen([*relay, operator.stdout.readline().strip()], cwd=ROOT)
    try:
        yield journal
    finally:
        for process in (passing, operator):
            process.terminate()
            process.wait()


def _finished(
    how: str, recipients: int, folder: Path, middle: Host, pair: tuple[Host, Host], *, cable: bool
) -> Finished:
    from benchmarks.dispatch.a_sender import clock
    from benchmarks.dispatch.afterwards import look
    from benchmarks.dispatch.kept import Kept
    from benchmarks.dispatch.waiting import until

    from vungxanh.channels.port import Account
    from vungxanh.dispatch.models import Bundle
    from vungxanh.dispatch.state import counts
    from vungxanh.exercise.operator_journal import OperatorJournal

    sent = scenery.outgoing(scenery.province(16), recipients)
    epoch = time.time()
    now = clock(epoch)
    account = Account(
        name="the operator", channel="sms", host=MIDDLE, port=_OPERATOR, sender="VUNGXANH", window=_WINDOW,
        binds=_BINDS, tps=_TPS, receipt_quiet=_QUIET, repeat_after_doubt=True,
    )  # fmt: skip

    def told():
        return counts([sent.pk], now())[sent.pk]

    def both_are_at_it() -> bool:
        holding = Bundle.objects.exclude(sender=None).values("sender").distinct().count()
        return holding == 2 and told().waiting < told().parts * 2 // 3

    with ExitStack() as running:
        journal = running.enter_context(_operator(_new(folder), middle))
        url = f"postgresql://postgres@{MIDDLE}:{_DATABASE}/postgres"
        first, second = [
            running.enter_context(Kept("send", account, _new(folder / host.name), epoch, url=url, inside=host.inside))
            for host in pair
        ]
        until(both_are_at_it, first, second, each=0.05)
        if cable:
            pair[0].unplug()
        else:
            first.kill()
        try:
            seconds = until(lambda: told().delivered == told().parts, second, each=0.1)
        finally:
            if cable:
                pair[0].plug_in()
        if cable:
            until(_both_live, first, second, each=0.1)
    found = look(sent, OperatorJournal(journal).submits(), now())
    return Finished(
        how, found.parts, found.lost, found.unknown, found.delivered, found.twice, found.silently_twice,
        found.miscounted, _WINDOW * _BINDS, seconds,
    )  # fmt: skip


def _both_live() -> bool:
    """Both hosts hold their locks: whoever was cut off is back."""
    from vungxanh.dispatch.lease import LOCK_CLASS
    from vungxanh.dispatch.sql import rows

    return len(rows("select 1 from pg_locks where locktype = 'advisory' and classid = %(mark)s", mark=LOCK_CLASS)) == 2


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    main()
