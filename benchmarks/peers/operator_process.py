"""The simulated operator as a process of its own, and what it has counted. Ended with the `with` block.

`_command` and `counts` are the only places that know how the operator is started and how it tells its counts.
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from peers.outcome import Counts, Stalled

_NEVER = 86_400  # seconds: receipts that are due long after the run


class OperatorProcess:
    """`with OperatorProcess(answer_after=0.02) as operator:` listens on `operator.port` of the loopback.

    `answer_after`: seconds from a part to its answer. It sends a receipt for every part, asked for or not, or none.
    """

    def __init__(self, *, answer_after: float, receipts: bool = True) -> None:
        self.port = 0
        self._answer_after, self._delay = answer_after, 0 if receipts else _NEVER
        self._read: tuple[int, int] | None = None

    def counts(self) -> Counts:
        """As of now. Raises Stalled when the operator does not say within a second."""
        self._process.send_signal(signal.SIGUSR1)
        end = time.monotonic() + 1
        while (written := self._written()) == self._read:
            if time.monotonic() > end:
                raise Stalled("the simulated operator did not tell its counts")
            time.sleep(0.0005)
        self._read = written
        told = json.loads(self._file.read_text())
        return Counts(told["accepted"], told["acknowledged"])

    def _command(self) -> list[str]:
        operator = [sys.executable, "-m", "vungxanh.exercise.operator", "--no-journal", "--counts", str(self._file)]
        return [*operator, "--answer-after", str(self._answer_after), "--delay", str(self._delay)]

    def _written(self) -> tuple[int, int] | None:
        """Changes with every new file that the operator puts in place of the last."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="operator-")
        self._file = Path(self._folder.name) / "counts.json"
        self._process = subprocess.Popen(self._command(), stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        said = self._process.stdout.readline()
        if not said.strip().isdigit():
            self.__exit__(None, None, None)
            raise Stalled("the simulated operator did not start; what it said stands above")
        self.port = int(said)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()
