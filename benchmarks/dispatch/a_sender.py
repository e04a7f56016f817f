"""A sender, or the repair job alone, as a process of its own: it is what the benchmarks kill.

Usage: python -m benchmarks.dispatch.a_sender send|repair ACCOUNT SPOOL EPOCH, on the database of DATABASE_URL.
`EPOCH`: when the day of the scenery began, in seconds of the machine's clock; ACCOUNT is pickled, in hexadecimal.
"""

import pickle
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import django
from benchmarks.dispatch.scenery import AT

Now = Callable[[], datetime]


def clock(epoch: float) -> Now:
    """The scenery's time: it was AT at `epoch`, and goes on like the machine's."""
    return lambda: AT + timedelta(seconds=time.time() - epoch)


def _send(now: Now, account: str, spool: str) -> None:
    from vungxanh.dispatch.sender import Sender

    Sender([pickle.loads(bytes.fromhex(account))], now, spool=Path(spool)).run_forever()


def _repair(now: Now, account: str, spool: str) -> None:
    """Looks for orphans twenty times a second, so that many kills meet it at work."""
    from vungxanh.dispatch import lease, repair
    from vungxanh.dispatch.database_thread import hang_up
    from vungxanh.dispatch.exchange import DOWN

    while True:
        try:
            sender = lease.enter()
            while True:
                repair.free_orphans(sender, now())
                time.sleep(0.05)
        except DOWN:
            hang_up()
            time.sleep(0.2)


if __name__ == "__main__":
    role, account, spool, epoch = sys.argv[1:]
    django.setup()
    {"send": _send, "repair": _repair}[role](clock(float(epoch)), account, spool)
