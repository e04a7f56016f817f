"""A process that is started again whenever it ended, as a supervisor would do; killed when told to."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from vungxanh.channels.port import Account
from vungxanh.database import home

ROOT = Path(__file__).parents[2]


class Kept:
    """`with Kept("send", account, folder, epoch) as sender:` runs until the block ends, then is told to stop.

    `fell`: how often it ended without being told to. What it writes goes to a file in `folder`. `inside`: the command
    that enters a network namespace.
    """

    def __init__(
        self, role: str, account: Account, folder: Path, epoch: float, *, url: str | None = None,
        inside: Sequence[str] = (),
    ) -> None:  # fmt: skip
        program = [sys.executable, "-m", "benchmarks.dispatch.a_sender", role]
        self._command = [*inside, *program, pickle.dumps(account).hex(), str(folder / "spool"), str(epoch)]
        self._words_to = folder / f"{role}.log"
        self._environment = environment(url)
        self.fell = 0

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, env=self._environment, stdout=self._words, stderr=subprocess.STDOUT
        )

    def keep(self) -> None:
        """Start it again if it has ended by itself."""
        if self._process.poll() is not None:
            self.fell += 1
            self.start()

    def kill(self) -> None:
        """kill -9; it is started again by `start`."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def __enter__(self) -> Self:
        self._words: IO[bytes] = self._words_to.open("ab")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
        self._words.close()


def environment(url: str | None = None) -> Mapping[str, str]:
    """For a process of ours on the database `url`; on that of this process when None.

    It keeps what Python compiled in a folder of ours, even where Python is told not to: started a hundred times, it
    would spend most of the run compiling.
    """
    from django.db import connection

    url = url or os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home() / "compiled")}
    return os.environ | compiled | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "vungxanh.settings"}
