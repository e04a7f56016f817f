"""The processes of a peer: started in groups of their own in a temporary folder, all gone when the block ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from peers import processor
from peers.outcome import Stalled


def free_ports(how_many: int) -> list[int]:
    """Ports that nobody listens on now, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(how_many)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Children:
    """`children.start(command)` as often as needed; their words go to files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
        words = self._folder / f"{Path(command[0]).name}-{len(self._started)}.out"
        with words.open("wb") as file:
            self._started.append(
                subprocess.Popen(
                    [str(one) for one in command],
                    cwd=self._folder,
                    env={**os.environ, **(env or {})},
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def wait_until(self, ready: Callable[[], bool], *, within: float, what: str) -> None:
        """Ask again and again. Raises Stalled when a process ends or the time is over, with its last words."""
        end = time.monotonic() + within
        while not ready():
            gone = [one for one in self._started if one.poll() is not None]
            if gone or time.monotonic() > end:
                raise Stalled(f"{what} within {within:.0f} s. Last words: {self._last_words()}")
            time.sleep(0.02)

    def core_seconds(self) -> float:
        """Processor time used so far by what was started, and by what that started."""
        return processor.of_sessions({one.pid for one in self._started})

    def _last_words(self) -> str:
        said = [line for file in self._folder.glob("*.out") for line in file.read_text("utf-8", "replace").splitlines()]
        return " | ".join(said[-3:]) or "none"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sign, patience in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
            for one in self._started:
                with suppress(ProcessLookupError):
                    os.killpg(one.pid, sign)
            for one in self._started:
                with suppress(subprocess.TimeoutExpired):
                    one.wait(patience)
