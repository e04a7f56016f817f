"""Measures the sending engine and prints one table, with the machine, the bare limit and the peers in the same run.

Usage: python -m benchmarks.dispatch [--quick] [--only rates kills …], from the project's folder. Everything happens on
a PostgreSQL of the benchmark's own, under VUNGXANH_HOME (or ./var), which is removed at the end.
"""

import argparse
import os
import shutil
import signal
import sys
import time

from benchmarks.dispatch import machine, scenery
from benchmarks.dispatch.item import measured
from benchmarks.dispatch.table import Row, lines

_ITEMS = ("rates", "fan_out", "urgent", "kills", "receipts", "two_hosts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small numbers: whether everything runs, not how fast")
    parser.add_argument("--only", nargs="*", choices=_ITEMS, default=_ITEMS)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that every `with` block ends its processes
    first, begin = machine.moment(), time.monotonic()
    rows: list[Row] = []
    version = _open()
    try:
        for item in _ITEMS:
            if item in options.only:
                print(f"{(time.monotonic() - begin) / 60:5.1f} min  {item}", file=sys.stderr, flush=True)
                rows += measured(item, quick=options.quick)
    finally:
        _close()
    print(f"\n{machine.named()}; PostgreSQL {version}, the simulated operator and the sender on the same cores")
    print(f"{machine.between(first, machine.moment())}; {(time.monotonic() - begin) / 60:.0f} minutes")
    if options.quick:
        print("QUICK: small numbers, which show that everything runs and not how fast it is")
    print("\n" + "\n".join(lines(rows)))
    sys.exit(1 if any(row.met is False for row in rows) else 0)


def _open() -> str:
    """An empty server of our own, never the user's: it is killed. Its version."""
    from vungxanh.database import home

    own = home() / "bench-dispatch"
    own.mkdir(parents=True, exist_ok=True)
    os.environ["VUNGXANH_HOME"] = str(own)
    os.environ.pop("DATABASE_URL", None)
    _close()
    scenery.open_database()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        (version,) = cursor.fetchone()
    connection.close()
    return str(version)


def _close() -> None:
    from vungxanh import database

    database.stop()
    shutil.rmtree(database.home() / "postgres", ignore_errors=True)


if __name__ == "__main__":
    main()
